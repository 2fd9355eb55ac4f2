package org.paperclaims.datasets;

import java.util.List;

/**
 * One step of an {@link Augmentation}. A pure function of the image and the draws, which are fixed
 * by (seed, epoch, index of the image, place of the step).
 */
interface Step {
  /** The forms of the names that {@link #parse} knows. */
  List<String> ALLOWED =
      List.of(
          "pad-crop-N",
          "pad-crop-N-reflect",
          "shift-N",
          "flip",
          "cutout-N",
          "scale-aspect",
          "scale-aspect-PERCENT",
          "colour-jitter-PERCENT",
          Augmentation.TEN_CROP);

  /**
   * Write the changed image.
   *
   * @param mean the byte nearest to each channel's mean, to fill holes with
   */
  void apply(Raster from, Raster to, byte[] mean, Draws draws);

  /** Give the side of the smallest images that the step leaves something of, in pixels. */
  default int leastSide() {
    return 1;
  }

  /**
   * Read a step's name.
   *
   * @throws IllegalArgumentException if there is no such step; lists what there is
   */
  static Step parse(String name) {
    if (name.equals("flip")) {
      return new Flip();
    }
    if (name.equals("scale-aspect")) {
      return new ScaleAspect(8);
    }
    if (name.matches("pad-crop-[1-9]\\d?-reflect")) {
      return new PadCrop(number(name.substring(0, name.length() - "-reflect".length())), true);
    }
    if (name.matches("(pad-crop|shift)-[1-9]\\d?")) {
      return new PadCrop(number(name), false);
    }
    if (name.matches("cutout-[1-9]\\d{0,2}")) {
      return new Cutout(number(name));
    }
    if (name.matches("scale-aspect-([1-9]\\d?|100)")) {
      return new ScaleAspect(number(name));
    }
    if (name.matches("colour-jitter-([1-9]\\d?|100)")) {
      return new ColourJitter(number(name));
    }
    throw new IllegalArgumentException(
        "no augmentation is called '"
            + name
            + "'; allowed: "
            + String.join(", ", ALLOWED)
            + " (N in pixels)");
  }

  private static int number(String name) {
    return Integer.parseInt(name.substring(name.lastIndexOf('-') + 1));
  }
}
