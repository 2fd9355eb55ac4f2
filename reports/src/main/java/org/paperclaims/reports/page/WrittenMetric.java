package org.paperclaims.reports.page;

import java.util.Locale;
import org.paperclaims.harness.measure.Metrics;

/**
 * How a metric of run records is written.
 *
 * @param name in run records
 * @param label for people, such as {@code Test error}
 * @param percent whether its values are percentages, and its differences percentage points
 */
public record WrittenMetric(String name, String label, boolean percent) {
  /**
   * Find how a metric is written.
   *
   * @param regression whether the data set asks for numbers, so that errors are relative squared
   *     errors and no percentages
   */
  public static WrittenMetric of(String name, boolean regression) {
    return Metrics.named(name)
        .map(m -> new WrittenMetric(name, m.heading().label(), m.unit().percent(regression)))
        .orElseGet(() -> new WrittenMetric(name, words(name), false));
  }

  /** Make a label of the name of a metric that only the record's author knows. */
  private static String words(String name) {
    String words = name.replace('_', ' ').strip();
    return words.isEmpty()
        ? name
        : words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1);
  }

  /** Give the label inside a sentence: {@code test error}. */
  public String inSentence() {
    return label.substring(0, 1).toLowerCase(Locale.ROOT) + label.substring(1);
  }

  /** Give the label with its unit, for an axis or a column. */
  public String withUnit() {
    return percent ? label + ", %" : label;
  }

  /** Write a value with its unit. */
  public String value(double value) {
    return percent && Double.isFinite(value) ? bare(value) + " %" : bare(value);
  }

  /** Write a value without its unit. */
  public String bare(double value) {
    return percent ? Numbers.fixed(value, 2) : Numbers.plain(value);
  }

  /** Write the size of a difference with its unit. */
  public String size(double value) {
    return percent
        ? Numbers.fixed(value, 2) + " points"
        : Numbers.fixed(value, Numbers.sharedDecimals(value));
  }
}
