package org.paperclaims.reports;

import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.paperclaims.harness.claim.Tier;
import org.paperclaims.harness.claim.Verdict;
import org.paperclaims.harness.suite.CaseResult;
import org.paperclaims.reports.page.Mark;

/**
 * What became of claims at other tiers than the suite's, as the ledger says it. Networks that have
 * hardly learned and such that have may show different things, and a reader of one must know.
 */
final class OtherTiers {
  private final History history;
  private final Tier tier;

  OtherTiers(History history, Tier tier) {
    this.history = history;
    this.tier = tier;
  }

  /** Say where a claim was judged otherwise than here, a sentence for each tier. */
  List<String> otherwise(String claim, List<CaseResult> judged) {
    Map<Tier, Map<Verdict, Integer>> byTier = new TreeMap<>();
    for (History.Verdicts verdicts : history.verdicts()) {
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
                    + other.getValue().entrySet().stream()
                        .map(
                            count ->
                                count.getValue()
                                    + " "
                                    + Mark.of(count.getKey()).words().toLowerCase(Locale.ROOT))
                        .collect(Collectors.joining(", "))
                    + ".")
        .toList();
  }
}
