package org.paperclaims.datasets;

import java.util.List;

/**
 * What is done to training images, as bytes and before normalisation, by name and in order, such as
 * {@code [pad-crop-4, flip]}. Empty for nothing. Each step is a pure function of (image, seed,
 * epoch, index).
 *
 * <table>
 * <caption>The steps</caption>
 * <tr><td>{@code pad-crop-N}</td><td>pad with N black pixels, crop at random to the own size</td></tr>
 * <tr><td>{@code pad-crop-N-reflect}</td><td>the same, padded with the mirrored image</td></tr>
 * <tr><td>{@code shift-N}</td><td>another name of {@code pad-crop-N}</td></tr>
 * <tr><td>{@code flip}</td><td>mirror left and right, every other time</td></tr>
 * <tr><td>{@code cutout-N}</td><td>fill a square of N pixels with the mean colour</td></tr>
 * <tr><td>{@code scale-aspect[-P]}</td><td>crop of at least P % (8) of the area and aspect 3/4 to
 * 4/3, scaled to the own size</td></tr>
 * <tr><td>{@code colour-jitter-P}</td><td>brightness, contrast, saturation by up to P %</td></tr>
 * </table>
 */
public record Augmentation(List<String> steps) {
  /**
   * Check the steps' names.
   *
   * @throws IllegalArgumentException if there is no step of such a name; lists what there is
   */
  public Augmentation {
    steps = List.copyOf(steps);
    steps.forEach(Step::parse);
  }

  /** Give the augmentation that leaves images as they are. */
  public static Augmentation none() {
    return new Augmentation(List.of());
  }

  List<Step> parsed() {
    return steps.stream().map(Step::parse).toList();
  }
}
