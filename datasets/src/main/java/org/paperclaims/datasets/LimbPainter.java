package org.paperclaims.datasets;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Draws the images of {@code limbs}: a red disc, the head, and three grey discs alike, each {@link
 * #LINK} pixels from the one before it, along a bent limb, on shaded ground and under noise. Only
 * the head can be told from its own pixels; of a grey disc its neighbours say which it is.
 *
 * <p>The first stage of a small pose machine sees a square of 10 pixels around a joint's cell,
 * which reaches at most 7 from the joint along a row or a column. The rim of the next disc is 7
 * from the joint, so that a neighbour shows in a corner of the square at most.
 */
final class LimbPainter {
  static final List<String> PARTS = List.of("head", "neck", "hip", "foot");

  static final int SIDE = 32;

  /** From the head to the foot along the limb, in pixels. */
  static final double LENGTH = 27;

  /** From a joint to the next, in pixels. */
  private static final double LINK = 9;

  /** How far the limb may bend at a joint, to either side, in degrees. */
  private static final double BEND = 75;

  /** The radius of a disc, in pixels. */
  private static final double RADIUS = 2;

  /** The least distance of a joint from the image's edge, in pixels. */
  private static final double MARGIN = 2;

  /** The lightness of the grey discs and of the ground, 0 to 255: from, to. */
  private static final double[] DISC = {170, 220};

  private static final double[] GROUND = {60, 110};

  /** How much the ground's lightness changes from edge to edge, 0 to 255. */
  private static final double SHADING = 30;

  /** Standard deviation of each value's noise, 0 to 255. */
  private static final double NOISE = 20;

  private static final long SEED = 1602_00134L;

  /** Names everything that the images depend on. */
  static final String VERSION =
      String.format(
          Locale.ROOT,
          "limbs version 1 seed %d link %s bend %s radius %s margin %s disc %s-%s"
              + " ground %s-%s shading %s noise %s",
          SEED,
          LINK,
          BEND,
          RADIUS,
          MARGIN,
          DISC[0],
          DISC[1],
          GROUND[0],
          GROUND[1],
          SHADING,
          NOISE);

  private static final int PIXELS = SIDE * SIDE;

  /** Points a pixel's side is sampled at, for smooth edges. */
  private static final int SAMPLES = 2;

  private LimbPainter() {}

  /** Draw the pose of an image. */
  static Pose pose(int part, int index) {
    Draws draws = Draws.of(SEED, part, index, 0);
    double room = SIDE - 1 - 2 * MARGIN;
    while (true) {
      double[][] limb = limb(draws);
      double width = most(limb[0]) - least(limb[0]);
      double height = most(limb[1]) - least(limb[1]);
      if (width <= room && height <= room) {
        double left = MARGIN - least(limb[0]) + draws.between(0, room - width);
        double top = MARGIN - least(limb[1]) + draws.between(0, room - height);
        List<Optional<Pose.Joint>> joints = new ArrayList<>();
        for (int i = 0; i < limb[0].length; i++) {
          joints.add(Optional.of(new Pose.Joint(left + limb[0][i], top + limb[1][i])));
        }
        return new Pose(joints, LENGTH);
      }
    }
  }

  /** Draw a limb whose head is at (0, 0): the places across, and those down. */
  private static double[][] limb(Draws draws) {
    double[][] limb = new double[2][PARTS.size()];
    double angle = draws.between(0, 2 * StrictMath.PI);
    double bend = StrictMath.toRadians(BEND);
    for (int i = 1; i < PARTS.size(); i++) {
      limb[0][i] = limb[0][i - 1] + LINK * StrictMath.cos(angle);
      limb[1][i] = limb[1][i - 1] + LINK * StrictMath.sin(angle);
      angle += draws.between(-bend, bend);
    }
    return limb;
  }

  private static double least(double[] numbers) {
    return java.util.Arrays.stream(numbers).min().orElseThrow();
  }

  private static double most(double[] numbers) {
    return java.util.Arrays.stream(numbers).max().orElseThrow();
  }

  /** Paint an image, red, green and blue planes, row by row. */
  static byte[] paint(int part, int index) {
    Draws draws = Draws.of(SEED, part, index, 1);
    double[][] canvas = new double[3][PIXELS];
    ground(canvas, draws);
    double lightness = draws.between(DISC[0], DISC[1]);
    List<Optional<Pose.Joint>> joints = pose(part, index).joints();
    for (int i = 0; i < joints.size(); i++) {
      Pose.Joint joint = joints.get(i).orElseThrow();
      double other = i == 0 ? 0 : lightness;
      disc(canvas, joint, new double[] {lightness, other, other});
    }
    byte[] image = new byte[3 * PIXELS];
    for (int i = 0; i < image.length; i++) {
      double value = canvas[i / PIXELS][i % PIXELS] + NOISE * draws.gaussian();
      image[i] = (byte) Math.max(0, Math.min(255, Math.round(value)));
    }
    return image;
  }

  private static void ground(double[][] canvas, Draws draws) {
    double across = draws.between(-SHADING, SHADING) / SIDE;
    double down = draws.between(-SHADING, SHADING) / SIDE;
    for (double[] plane : canvas) {
      double lightness = draws.between(GROUND[0], GROUND[1]);
      for (int i = 0; i < PIXELS; i++) {
        plane[i] = lightness + across * (i % SIDE - SIDE / 2) + down * (i / SIDE - SIDE / 2);
      }
    }
  }

  private static void disc(double[][] canvas, Pose.Joint at, double[] colour) {
    for (int i = 0; i < PIXELS; i++) {
      int row = i / SIDE;
      double share = share(at.x() - i % SIDE, at.y() - row);
      for (int channel = 0; channel < 3 && share > 0; channel++) {
        canvas[channel][i] += share * (colour[channel] - canvas[channel][i]);
      }
    }
  }

  /** Give how much of a pixel a disc covers, 0 to 1, whose middle is that far away. */
  private static double share(double across, double down) {
    int covered = 0;
    for (int n = 0; n < SAMPLES * SAMPLES; n++) {
      int row = n / SAMPLES;
      double x = across + 0.5 - (n % SAMPLES + 0.5) / SAMPLES;
      double y = down + 0.5 - (row + 0.5) / SAMPLES;
      covered += x * x + y * y < RADIUS * RADIUS ? 1 : 0;
    }
    return (double) covered / (SAMPLES * SAMPLES);
  }
}
