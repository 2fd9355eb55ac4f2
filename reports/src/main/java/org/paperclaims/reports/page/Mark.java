package org.paperclaims.reports.page;

import org.paperclaims.harness.claim.Verdict;

/**
 * How a verdict looks: never by colour alone.
 *
 * @param css class in the style sheet
 * @param sign a letter or shape that stands beside the words
 * @param words for people
 * @param meaning one sentence for those who see it for the first time
 */
public record Mark(String css, String sign, String words, String meaning) {
  /** Give the look of a verdict. */
  public static Mark of(Verdict verdict) {
    return switch (verdict) {
      case REPRODUCED ->
          new Mark("reproduced", "✓", "Reproduced", "The criterion holds, by declared statistics.");
      case REFUTED ->
          new Mark(
              "refuted", "✕", "Refuted", "The opposite, or no effect of the declared size, shows.");
      case AGREES ->
          new Mark(
              "agrees", "≈", "Agrees", "A given model, not trained here, is within the margin.");
      case DIFFERS ->
          new Mark(
              "differs", "≠", "Differs", "A given model, not trained here, is outside the margin.");
      case INCONCLUSIVE ->
          new Mark("inconclusive", "?", "Inconclusive", "The runs can show neither.");
      case NOT_ATTEMPTED ->
          new Mark("not-attempted", "–", "Not attempted", "Nothing was run, for the reason given.");
      case INVALID ->
          new Mark("invalid", "!", "Invalid", "Runs failed or data is corrupt: nothing is said.");
    };
  }
}
