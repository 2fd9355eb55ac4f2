package org.paperclaims.reports.page;

import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.paperclaims.harness.claim.KnownDeviation;
import org.paperclaims.harness.claim.Verdict;
import org.paperclaims.harness.suite.CaseResult;

/**
 * How a verdict looks: never by colour alone.
 *
 * @param css classes in the style sheet
 * @param sign a letter or shape that stands before the words
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

  /** Write how many have it: sign, number and words. */
  public String counted(int number) {
    return sign + " " + number + " " + words.toLowerCase(Locale.ROOT);
  }

  /** Write how many have each verdict, without signs. */
  public static String counts(Map<Verdict, Integer> counts) {
    return counts.entrySet().stream()
        .map(e -> e.getValue() + " " + of(e.getKey()).words().toLowerCase(Locale.ROOT))
        .collect(Collectors.joining(", "));
  }

  /** Give the look of a case: a verdict that its record expects says so. */
  public static Mark of(CaseResult result) {
    Verdict verdict = result.judgement().verdict();
    return isAsKnown(result) ? asExpected(of(verdict)) : of(verdict);
  }

  private static boolean isAsKnown(CaseResult result) {
    Optional<KnownDeviation> known = result.claimCase().knownDeviation();
    return known.isPresent() && known.get().verdict() == result.judgement().verdict();
  }

  private static Mark asExpected(Mark mark) {
    return new Mark(
        mark.css + " expected",
        mark.sign,
        mark.words + ", as expected",
        "The record expected this verdict, and says why.");
  }

  /** Give the one look of a claim: what its cases say together. */
  public static Mark ofClaim(List<CaseResult> cases) {
    Set<Verdict> verdicts = EnumSet.noneOf(Verdict.class);
    cases.forEach(c -> verdicts.add(c.judgement().verdict()));
    verdicts.remove(Verdict.NOT_ATTEMPTED);
    List<CaseResult> judged =
        cases.stream().filter(c -> c.judgement().verdict() != Verdict.NOT_ATTEMPTED).toList();
    if (verdicts.isEmpty()) {
      return of(Verdict.NOT_ATTEMPTED);
    }
    if (verdicts.size() == 1) {
      Mark mark = of(verdicts.iterator().next());
      return judged.stream().allMatch(Mark::isAsKnown) ? asExpected(mark) : mark;
    }
    if (verdicts.contains(Verdict.REPRODUCED) && verdicts.contains(Verdict.REFUTED)) {
      return new Mark("mixed", "±", "Mixed", "Some cases are reproduced, and some are refuted.");
    }
    if (verdicts.contains(Verdict.REPRODUCED)) {
      return partly("reproduced", "◐", Verdict.REPRODUCED);
    }
    if (verdicts.contains(Verdict.REFUTED)) {
      return partly("refuted", "◪", Verdict.REFUTED);
    }
    return verdicts.contains(Verdict.INVALID)
        ? of(Verdict.INVALID)
        : new Mark("mixed", "±", "Mixed", "The cases have different verdicts.");
  }

  private static Mark partly(String css, String sign, Verdict verdict) {
    String word = of(verdict).words.toLowerCase(Locale.ROOT);
    return new Mark(
        css + " partly",
        sign,
        of(verdict).words + " in part",
        "Some cases are " + word + "; the others decide nothing.");
  }
}
