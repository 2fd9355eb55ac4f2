package org.paperclaims.datasets;

import java.util.List;

/**
 * Draws the images of {@code shapes10}: a shape of random place, size, turn and colour on a shaded
 * ground, among small blobs, partly hidden by a bar, under noise. Every class looks the same when
 * it is mirrored left and right, so that {@code flip} is a fair augmentation.
 *
 * <p>The constants below set how hard the set is. They were chosen so that a small ResNet ends
 * between 5 and 30 % test error after the smoke schedule; changing one changes the checksum.
 */
final class ShapePainter {
  static final List<String> LABELS =
      List.of(
          "disc",
          "ring",
          "square",
          "frame",
          "triangle-up",
          "triangle-down",
          "plus",
          "saltire",
          "bar-level",
          "bar-upright");

  /** Half the side of a shape, in pixels. */
  private static final double SMALLEST = 9;

  private static final double LARGEST = 13;

  /** How far a shape's centre may lie from the image's, in pixels. */
  private static final double SHIFT = 3;

  /** How far a shape may be turned, in degrees. */
  private static final double TURN = 12;

  /** How much wider than high a shape may be, or the other way round. */
  private static final double STRETCH = 1.15;

  /** The least difference of lightness between shape and ground, 0 to 255. */
  private static final double CONTRAST = 60;

  /** How much the ground's lightness changes from edge to edge, 0 to 255. */
  private static final double SHADING = 40;

  /** Standard deviation of each value's noise, 0 to 255. */
  private static final double NOISE = 20;

  /** The most small blobs of random colours. */
  private static final int CLUTTER = 3;

  private static final double BLOB = 2.5;

  /** How often a bar of random colour crosses the image, and how wide it is in pixels. */
  private static final double OCCLUSION = 0.3;

  private static final double OCCLUSION_WIDTH = 3;

  private static final long SEED = 10;

  /** Names everything that the images depend on. */
  static final String VERSION =
      "shapes10 version 1 seed "
          + SEED
          + " size "
          + SMALLEST
          + ' '
          + LARGEST
          + " shift "
          + SHIFT
          + " turn "
          + TURN
          + " stretch "
          + STRETCH
          + " contrast "
          + CONTRAST
          + " shading "
          + SHADING
          + " noise "
          + NOISE
          + " clutter "
          + CLUTTER
          + ' '
          + BLOB
          + " occlusion "
          + OCCLUSION
          + ' '
          + OCCLUSION_WIDTH;

  /** No shape reaches further from its centre than this, in halves of its side. */
  private static final double REACH = 1.6;

  private static final int SIDE = 32;
  private static final int PIXELS = SIDE * SIDE;

  /** Points a pixel's side is sampled at, for smooth edges. */
  private static final int SAMPLES = 2;

  private final Draws draws;
  private final double[][] canvas = new double[3][PIXELS];

  private ShapePainter(Draws draws) {
    this.draws = draws;
  }

  /** Paint an image, red, green and blue planes, row by row. */
  static byte[] paint(int part, int index, int label) {
    ShapePainter painter = new ShapePainter(Draws.of(SEED, part, index, label));
    double[] ground = painter.colour();
    double[] ink = painter.colour();
    while (Math.abs(lightness(ground) - lightness(ink)) < CONTRAST) {
      ink = painter.colour();
    }
    painter.ground(ground);
    painter.clutter();
    painter.shape(label, ink);
    painter.occlude();
    return painter.finish();
  }

  private double[] colour() {
    return new double[] {draws.between(0, 255), draws.between(0, 255), draws.between(0, 255)};
  }

  private static double lightness(double[] colour) {
    return 0.3 * colour[0] + 0.6 * colour[1] + 0.1 * colour[2];
  }

  private void ground(double[] colour) {
    double across = draws.between(-SHADING, SHADING) / SIDE;
    double down = draws.between(-SHADING, SHADING) / SIDE;
    for (int i = 0; i < PIXELS; i++) {
      double shade = across * (i % SIDE - SIDE / 2) + down * (i / SIDE - SIDE / 2);
      for (int channel = 0; channel < 3; channel++) {
        canvas[channel][i] = colour[channel] + shade;
      }
    }
  }

  private void clutter() {
    for (int n = draws.below(CLUTTER + 1); n > 0; n--) {
      double[] colour = colour();
      double x = draws.between(0, SIDE);
      double y = draws.between(0, SIDE);
      fill(colour, x, y, BLOB, (px, py) -> square(px - x) + square(py - y) < BLOB * BLOB);
    }
  }

  private void shape(int label, double[] ink) {
    double size = draws.between(SMALLEST, LARGEST);
    double stretch = draws.between(1 / STRETCH, STRETCH);
    double width = size * StrictMath.sqrt(stretch);
    double height = size / StrictMath.sqrt(stretch);
    double x = SIDE / 2.0 + draws.between(-SHIFT, SHIFT);
    double y = SIDE / 2.0 + draws.between(-SHIFT, SHIFT);
    double angle = StrictMath.toRadians(draws.between(-TURN, TURN));
    double sine = StrictMath.sin(angle);
    double cosine = StrictMath.cos(angle);
    String shape = LABELS.get(label);
    fill(
        ink,
        x,
        y,
        REACH * size,
        (px, py) -> {
          double u = (cosine * (px - x) + sine * (py - y)) / width;
          double v = (cosine * (py - y) - sine * (px - x)) / height;
          return inside(shape, u, v);
        });
  }

  /** Say whether a point lies in a shape; the shape fills about -1 to 1, v grows downwards. */
  private static boolean inside(String shape, double u, double v) {
    double far = Math.max(Math.abs(u), Math.abs(v));
    double near = Math.min(Math.abs(u), Math.abs(v));
    double round = u * u + v * v;
    return switch (shape) {
      case "disc" -> round < 0.9;
      case "ring" -> round < 1 && round > 0.3;
      case "square" -> far < 0.85;
      case "frame" -> far < 0.9 && far > 0.5;
      case "triangle-up" -> v < 0.8 && v > -0.9 && Math.abs(u) < (v + 0.9) * 0.6;
      case "triangle-down" -> v > -0.8 && v < 0.9 && Math.abs(u) < (0.9 - v) * 0.6;
      case "plus" -> far < 1 && near < 0.28;
      case "saltire" -> round < 1.3 && Math.abs(Math.abs(u) - Math.abs(v)) < 0.4;
      case "bar-level" -> Math.abs(u) < 1 && Math.abs(v) < 0.42;
      case "bar-upright" -> Math.abs(v) < 1 && Math.abs(u) < 0.42;
      default -> throw new IllegalStateException(shape);
    };
  }

  private void occlude() {
    if (draws.uniform() >= OCCLUSION) {
      return;
    }
    double[] colour = colour();
    double angle = draws.between(0, StrictMath.PI);
    double sine = StrictMath.sin(angle);
    double cosine = StrictMath.cos(angle);
    double from = draws.between(-SIDE / 2.0, SIDE / 2.0);
    fill(
        colour,
        SIDE / 2.0,
        SIDE / 2.0,
        SIDE / 2.0,
        (px, py) -> {
          double distance = cosine * (px - SIDE / 2.0) + sine * (py - SIDE / 2.0) - from;
          return Math.abs(distance) < OCCLUSION_WIDTH / 2;
        });
  }

  private interface Area {
    boolean covers(double x, double y);
  }

  /** Paint an area that lies within {@code reach} of a point, along both axes. */
  private void fill(double[] colour, double x, double y, double reach, Area area) {
    int left = (int) Math.max(0, Math.floor(x - reach));
    int right = (int) Math.min(SIDE, Math.ceil(x + reach));
    int top = (int) Math.max(0, Math.floor(y - reach));
    int bottom = (int) Math.min(SIDE, Math.ceil(y + reach));
    for (int row = top; row < bottom; row++) {
      for (int column = left; column < right; column++) {
        double share = share(area, row, column);
        if (share > 0) {
          for (int channel = 0; channel < 3; channel++) {
            double[] plane = canvas[channel];
            plane[row * SIDE + column] += share * (colour[channel] - plane[row * SIDE + column]);
          }
        }
      }
    }
  }

  /** Give how much of a pixel an area covers, 0 to 1. */
  private static double share(Area area, int row, int column) {
    int covered = 0;
    for (int v = 0; v < SAMPLES; v++) {
      for (int u = 0; u < SAMPLES; u++) {
        if (area.covers(column + (u + 0.5) / SAMPLES, row + (v + 0.5) / SAMPLES)) {
          covered++;
        }
      }
    }
    return (double) covered / (SAMPLES * SAMPLES);
  }

  private byte[] finish() {
    byte[] image = new byte[3 * PIXELS];
    for (int i = 0; i < image.length; i++) {
      double value = canvas[i / PIXELS][i % PIXELS] + NOISE * bell();
      image[i] = (byte) Math.max(0, Math.min(255, Math.round(value)));
    }
    return image;
  }

  /** Draw nearly from the standard normal: the sum of four uniform numbers, scaled. */
  private double bell() {
    long bits = draws.nextLong();
    long sum = (bits & 0xFFFF) + (bits >>> 16 & 0xFFFF) + (bits >>> 32 & 0xFFFF) + (bits >>> 48);
    return (sum / 65536.0 - 2) * StrictMath.sqrt(3);
  }

  private static double square(double x) {
    return x * x;
  }
}
