package org.paperclaims.datasets;

import java.util.List;

/**
 * The changes to training images, as bytes and before normalisation, by name and in order, such as
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
 * <tr><td>{@code ten-crop}</td><td>nothing to training images; test images of ImageNet are judged by
 * the mean of the probabilities of ten crops ({@link Split#tenCrops})</td></tr>
 * </table>
 */
public record Augmentation(List<String> steps) {
  static final String TEN_CROP = "ten-crop";

  /**
   * Check the steps' names.
   *
   * @throws IllegalArgumentException if there is no step of such a name; lists what there is
   */
  public Augmentation {
    steps = List.copyOf(steps);
    parse(steps);
  }

  /** Give the augmentation that leaves images as they are. */
  public static Augmentation none() {
    return new Augmentation(List.of());
  }

  /** Say whether test images are judged by ten crops. */
  public boolean tenCrop() {
    return steps.contains(TEN_CROP);
  }

  /** Give the side of the smallest images that every step leaves something of, in pixels. */
  public int leastSide() {
    return parsed().stream().mapToInt(Step::leastSide).max().orElse(1);
  }

  /** Give what is done to training images. */
  List<Step> parsed() {
    return parse(steps);
  }

  private static List<Step> parse(List<String> names) {
    return names.stream().filter(name -> !name.equals(TEN_CROP)).map(Step::parse).toList();
  }
}
