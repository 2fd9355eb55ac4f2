package org.paperclaims.harness.suite;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.paperclaims.harness.claim.Criterion;
import org.paperclaims.harness.claim.Verdict;
import org.paperclaims.harness.run.Numbers;
import org.paperclaims.harness.stats.FalseDiscoveries;

/**
 * The claims shown of each catalogue as discoveries, of which some share is false: the p of every
 * case adjusted by Benjamini and Hochberg's rule over the cases of its catalogue and engine. Each
 * verdict stands at its own claim's alpha; this tells what they are worth together.
 *
 * @param byCase the adjusted p of each case that has one
 */
public record Discoveries(Map<SuiteCase, Double> byCase, List<String> lines) {
  private static final double RATE = 0.05;

  public Discoveries {
    byCase = Collections.unmodifiableMap(new LinkedHashMap<>(byCase));
    lines = List.copyOf(lines);
  }

  private record Family(String file, String engine) {}

  /** Adjust the verdicts of a suite. */
  public static Discoveries of(List<CaseResult> cases) {
    Map<Family, List<CaseResult>> families = new LinkedHashMap<>();
    Set<String> shares = new HashSet<>();
    for (CaseResult c : cases) {
      // The cases of a share have one verdict, and it is one discovery.
      boolean again =
          c.claim().criterion() instanceof Criterion.Share
              && !shares.add(c.claim().id() + " " + c.engine());
      if (isOne(c) && !again) {
        families
            .computeIfAbsent(new Family(c.claim().file(), c.engine()), f -> new ArrayList<>())
            .add(c);
      }
    }
    Map<SuiteCase, Double> byCase = new LinkedHashMap<>();
    List<String> lines = new ArrayList<>();
    families.forEach(
        (family, members) -> {
          double[] adjusted =
              FalseDiscoveries.adjusted(members.stream().mapToDouble(Discoveries::p).toArray());
          int held = 0;
          int shown = 0;
          for (int i = 0; i < adjusted.length; i++) {
            byCase.put(members.get(i).suiteCase(), adjusted[i]);
            boolean reproduced = members.get(i).judgement().verdict() == Verdict.REPRODUCED;
            shown += reproduced ? 1 : 0;
            held += reproduced && adjusted[i] <= RATE ? 1 : 0;
          }
          if (members.size() > 1) {
            lines.add(words(family, members.size(), shown, held));
          }
        });
    return new Discoveries(byCase, lines);
  }

  private static boolean isOne(CaseResult c) {
    Verdict verdict = c.judgement().verdict();
    return c.judgement().p().isPresent()
        && (verdict == Verdict.REPRODUCED
            || verdict == Verdict.REFUTED
            || verdict == Verdict.INCONCLUSIVE);
  }

  /** Give the p of the claim; a refuted one's is of the opposite, and the claim is not shown. */
  private static double p(CaseResult c) {
    return c.judgement().verdict() == Verdict.REFUTED ? 1 : c.judgement().p().orElse(1);
  }

  private static String words(Family family, int cases, int shown, int held) {
    return String.format(
        Locale.ROOT,
        "%s, %s: of %d verdicts REPRODUCED among %d, each at its claim's own alpha, %d hold where at"
            + " most 5 %% of discoveries are to be false (Benjamini-Hochberg)",
        family.file(),
        family.engine(),
        shown,
        cases,
        held);
  }

  /** Say what a case's adjusted p is, next to the alpha of its claim. */
  public Optional<String> words(CaseResult result) {
    return Optional.ofNullable(byCase.get(result.suiteCase()))
        .map(
            q ->
                String.format(
                    Locale.ROOT,
                    "Judged at the claim's own alpha of %s; among the cases of its catalogue in this report the p"
                        + " of the claim, adjusted for false discoveries (Benjamini-Hochberg), is %s.",
                    result.claim().criterion().alpha(),
                    Numbers.significant(q)));
  }
}
