package org.paperclaims.reports.page;

import java.util.Locale;
import java.util.Map;

/**
 * How a metric of run records is written.
 *
 * @param name in run records
 * @param label for people, such as {@code Test error}
 * @param percent whether its values are percentages, and its differences percentage points
 */
public record Metric(String name, String label, boolean percent) {
  private static final Map<String, String> LABELS =
      Map.of(
          "test_error", "Test error",
          "best_test_error", "Test error, best epoch",
          "test_loss", "Test loss",
          "train_loss", "Training loss",
          "train_error", "Training error",
          "train_loss_auc", "Mean training loss (AUC)",
          "feature_cosine", "Cosine between features",
          "effective_rank", "Effective rank",
          "gradient_growth", "Gradient growth");

  /**
   * Find how a metric is written.
   *
   * @param regression whether the data set asks for numbers, so that errors are relative squared
   *     errors and no percentages
   */
  public static Metric of(String name, boolean regression) {
    String label = LABELS.get(name);
    if (label == null) {
      String words = name.replace('_', ' ').strip();
      label =
          words.isEmpty()
              ? name
              : words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1);
    }
    return new Metric(name, label, name.endsWith("_error") && !regression);
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
