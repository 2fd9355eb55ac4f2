package org.paperclaims.reports.page;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;

/**
 * The cases of a claim as a small drawing on one scale: a line for each, with zero and the margin.
 * Positions are ready to be written.
 *
 * @param height in the drawing's units; it is 160 wide
 * @param zero where nothing is gained
 * @param marginLow left end of the margin
 * @param margin its width; {@code 0.0} where there is none
 */
public record Strip(String height, String zero, String marginLow, String margin, List<Line> lines) {
  private static final double WIDTH = 160;
  private static final double EDGE = 6;
  private static final double TALLEST = 90;
  private static final double ROW = 11;

  public Strip {
    lines = List.copyOf(lines);
  }

  /**
   * A case.
   *
   * @param css of its verdict
   */
  public record Line(String css, String y, String low, String high, String estimate) {}

  /**
   * The numbers of a case.
   *
   * @param css of its verdict
   */
  public record Effect(
      String css, OptionalDouble estimate, OptionalDouble low, OptionalDouble high) {}

  /** Draw effects one below the other; those without an estimate leave their line out. */
  public static Strip of(List<Effect> effects, Margin margin) {
    double least = margin.low();
    double most = margin.high();
    List<Effect> drawn = effects.stream().filter(e -> e.estimate().isPresent()).toList();
    for (Effect e : drawn) {
      double estimate = e.estimate().getAsDouble();
      least = Math.min(least, Math.min(estimate, e.low().orElse(estimate)));
      most = Math.max(most, Math.max(estimate, e.high().orElse(estimate)));
    }
    double row = Math.min(ROW, TALLEST / Math.max(1, drawn.size()));
    double span = most > least ? most - least : 1;
    double scale = (WIDTH - 2 * EDGE) / span;
    double from = least;
    List<Line> lines = new ArrayList<>();
    for (int i = 0; i < drawn.size(); i++) {
      Effect e = drawn.get(i);
      double estimate = e.estimate().getAsDouble();
      lines.add(
          new Line(
              e.css(),
              at((i + 0.5) * row),
              at(EDGE + (e.low().orElse(estimate) - from) * scale),
              at(EDGE + (e.high().orElse(estimate) - from) * scale),
              at(EDGE + (estimate - from) * scale)));
    }
    return new Strip(
        at(row * Math.max(1, drawn.size())),
        at(EDGE + (0 - from) * scale),
        at(EDGE + (margin.low() - from) * scale),
        at((margin.high() - margin.low()) * scale),
        lines);
  }

  private static String at(double position) {
    return String.format(Locale.ROOT, "%.1f", position);
  }
}
