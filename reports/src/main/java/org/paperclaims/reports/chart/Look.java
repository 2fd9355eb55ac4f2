package org.paperclaims.reports.chart;

import java.awt.Color;
import java.util.ArrayList;
import java.util.List;

/**
 * The colours of charts for one background. Arms take the Okabe-Ito palette, which people with any
 * colour vision can tell apart; on a dark background its darker members are lightened.
 *
 * @param paper the background
 * @param ink of text
 * @param muted of axis labels and of the control arm
 * @param line of grid lines
 * @param arms colours of arms, in order
 * @param steps colours of ordered levels, from the least to the most
 * @param signs of what is reproduced, refuted and open
 */
public record Look(
    Color paper,
    Color ink,
    Color muted,
    Color line,
    List<Color> arms,
    List<Color> steps,
    List<Color> signs) {
  /** The look on white, also used for PNGs. */
  public static final Look LIGHT =
      new Look(
          new Color(0xffffff),
          new Color(0x1c2024),
          new Color(0x5b636c),
          new Color(0xe3e6ea),
          List.of(
              new Color(0x0072b2),
              new Color(0xd55e00),
              new Color(0x009e73),
              new Color(0xcc79a7),
              new Color(0xe69f00),
              new Color(0x56b4e9)),
          List.of(
              new Color(0x5b9bc8),
              new Color(0x4a8bbd),
              new Color(0x3a7bb0),
              new Color(0x2c6aa0),
              new Color(0x1f588c),
              new Color(0x144675),
              new Color(0x0a335c)),
          List.of(new Color(0x006b4e), new Color(0xa33d00), new Color(0x6d5200)));

  /** The look on the report's dark panels. */
  public static final Look DARK =
      new Look(
          new Color(0x1a1e23),
          new Color(0xe8eaed),
          new Color(0xa3abb5),
          new Color(0x32383f),
          List.of(
              new Color(0x56b4e9),
              new Color(0xf0843c),
              new Color(0x2fc597),
              new Color(0xdf9cc2),
              new Color(0xf0b840),
              new Color(0xa5d8f3)),
          List.of(
              new Color(0x4d86ad),
              new Color(0x5a94bb),
              new Color(0x69a3c9),
              new Color(0x7ab2d6),
              new Color(0x8fc2e3),
              new Color(0xa9d3ef),
              new Color(0xc5e4fb)),
          List.of(new Color(0x6fdcb4), new Color(0xffab7a), new Color(0xf0cf6b)));

  public Look {
    arms = List.copyOf(arms);
    steps = List.copyOf(steps);
    signs = List.copyOf(signs);
  }

  /** Give the colour of an arm: neutral for a control, else by its place among the others. */
  Color arm(int place, boolean control) {
    return control ? muted : arms.get(place % arms.size());
  }

  /** Give the colour of an arm: its level's where arms have an order. */
  Color arm(ArmSeries arm, int place) {
    return arm.rank() < 0 || arm.ranks() < 3
        ? arm(place, arm.control())
        : steps.get(Math.round((steps.size() - 1f) * arm.rank() / (arm.ranks() - 1f)));
  }

  /** Give the colour of a verdict. */
  Color sign(Sign sign) {
    return switch (sign) {
      case REPRODUCED -> signs.get(0);
      case REFUTED -> signs.get(1);
      case OPEN -> signs.get(2);
      case OTHER -> muted;
    };
  }

  /** Give every colour, in an order that is the same for each look. */
  List<Color> colours() {
    List<Color> all = new ArrayList<>(List.of(paper, ink, muted, line));
    all.addAll(arms);
    all.addAll(steps);
    all.addAll(signs);
    return all;
  }

  /** Give a colour with less of it. */
  static Color faint(Color colour, double opacity) {
    return new Color(
        colour.getRed(), colour.getGreen(), colour.getBlue(), (int) Math.round(255 * opacity));
  }
}
