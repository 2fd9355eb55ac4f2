package org.paperclaims.reports;

import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.paperclaims.harness.claim.Tier;
import org.paperclaims.harness.claim.Verdict;
import org.paperclaims.harness.suite.CaseResult;
import org.paperclaims.reports.page.Mark;

/**
 * The last verdicts of claims at other tiers than the suite's, as the ledger has them, or those of
 * other results folders. Networks that have hardly learned and networks that have learned may show
 * different things.
 */
final class OtherTiers {
  private final List<History.Verdicts> told;
  private final Tier tier;

  OtherTiers(History history, History beside, Tier tier) {
    this.told = Stream.of(history, beside).flatMap(h -> h.verdicts().stream()).toList();
    this.tier = tier;
  }

  /** Say where a claim was judged otherwise than here, a sentence for each tier. */
  List<String> otherwise(String claim, List<CaseResult> judged) {
    Map<Tier, Map<Verdict, Integer>> byTier = new TreeMap<>();
    for (History.Verdicts verdicts : told) {
      if (verdicts.claim().equals(claim) && !verdicts.entries().isEmpty()) {
        Verdict last = verdicts.entries().get(verdicts.entries().size() - 1).verdict();
        byTier
            .computeIfAbsent(
                Tier.valueOf(verdicts.tier().toUpperCase(Locale.ROOT)),
                t -> new EnumMap<>(Verdict.class))
            .merge(last, 1, Integer::sum);
      }
    }
    byTier.remove(tier);
    return byTier.entrySet().stream()
        .filter(
            other ->
                judged.stream()
                    .anyMatch(c -> !other.getValue().containsKey(c.judgement().verdict())))
        .map(
            other ->
                "Otherwise at the tier "
                    + other.getKey().id()
                    + ": "
                    + Mark.counts(other.getValue())
                    + ".")
        .toList();
  }
}
