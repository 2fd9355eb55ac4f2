package org.paperclaims.reports;

import java.util.Collection;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
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
  private final Collection<Last> told;
  private final Tier tier;

  OtherTiers(History history, History beside, Tier tier) {
    this.told =
        Stream.of(history, beside)
            .flatMap(h -> h.verdicts().stream())
            .filter(v -> !v.entries().isEmpty())
            .collect(
                Collectors.toMap(
                    v -> List.of(v.claim(), v.caseName(), v.tier(), v.engine(), v.metric()),
                    Last::of,
                    Last::later,
                    LinkedHashMap::new))
            .values();
    this.tier = tier;
  }

  /** The last judgement of a case, which several ledgers may have. */
  private record Last(String claim, Tier tier, History.Judged judged) {
    static Last of(History.Verdicts verdicts) {
      return new Last(
          verdicts.claim(),
          Tier.valueOf(verdicts.tier().toUpperCase(Locale.ROOT)),
          verdicts.entries().get(verdicts.entries().size() - 1));
    }

    static Last later(Last one, Last other) {
      return one.judged.time().compareTo(other.judged.time()) < 0 ? other : one;
    }
  }

  /** Say where a claim was judged otherwise than here, a sentence for each tier. */
  List<String> otherwise(String claim, List<CaseResult> judged) {
    Map<Tier, Map<Verdict, Integer>> byTier = new TreeMap<>();
    for (Last last : told) {
      if (last.claim().equals(claim)) {
        byTier
            .computeIfAbsent(last.tier(), t -> new EnumMap<>(Verdict.class))
            .merge(last.judged().verdict(), 1, Integer::sum);
      }
    }
    byTier.remove(tier);
    return byTier.entrySet().stream()
        .filter(
            other ->
                !other
                    .getValue()
                    .keySet()
                    .equals(
                        judged.stream()
                            .map(c -> c.judgement().verdict())
                            .collect(Collectors.toSet())))
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
