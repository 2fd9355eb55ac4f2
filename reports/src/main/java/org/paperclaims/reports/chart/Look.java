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
 */
public record Look(Color paper, Color ink, Color muted, Color line, List<Color> arms) {
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
              new Color(0x56b4e9)));

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
              new Color(0xa5d8f3)));

  public Look {
    arms = List.copyOf(arms);
  }

  /** Give the colour of an arm: neutral for a control, else by its place among the others. */
  Color arm(int place, boolean control) {
    return control ? muted : arms.get(place % arms.size());
  }

  /** Give every colour, in an order that is the same for each look. */
  List<Color> colours() {
    List<Color> all = new ArrayList<>(List.of(paper, ink, muted, line));
    all.addAll(arms);
    return all;
  }

  /** Give a colour with less of it. */
  static Color faint(Color colour, double opacity) {
    return new Color(
        colour.getRed(), colour.getGreen(), colour.getBlue(), (int) Math.round(255 * opacity));
  }
}
