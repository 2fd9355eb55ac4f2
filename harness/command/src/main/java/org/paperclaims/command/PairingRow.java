package org.paperclaims.command;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.paperclaims.harness.claim.Arm;
import org.paperclaims.harness.claim.ClaimCase;
import org.paperclaims.harness.judge.CaseRuns;
import org.paperclaims.harness.run.RunRecord;
import org.paperclaims.harness.run.RunSpec;
import org.paperclaims.harness.suite.ClaimSuite;
import org.paperclaims.harness.suite.Pairing;
import org.paperclaims.harness.suite.StoredRuns;
import org.paperclaims.harness.suite.SuiteCase;
import org.paperclaims.harness.suite.SuitePlan;
import org.paperclaims.harness.suite.SuiteSettings;

/**
 * The correlation of two arms within a seed, as the recorded runs of a plan's cases show it.
 *
 * @param cases that it rests on, each with three seeds or more
 */
record PairingRow(double mean, double lowest, double highest, int cases) {
  static Optional<PairingRow> of(SuiteSettings settings, SuitePlan plan, List<RunRecord> records) {
    Map<RunSpec, RunRecord> bySpec = new HashMap<>();
    records.forEach(r -> bySpec.put(r.spec(), r));
    ClaimSuite suite = new ClaimSuite(settings, plan, new StoredRuns(records));
    List<Double> found = new ArrayList<>();
    for (SuiteCase c : plan.cases()) {
      runs(c, suite.specs(c), bySpec)
          .ifPresent(
              runs ->
                  Pairing.of(c.claim().criterion(), c.claimCase().arms(), runs)
                      .ifPresent(p -> found.add(p.correlation())));
    }
    if (found.isEmpty()) {
      return Optional.empty();
    }
    var numbers = found.stream().mapToDouble(Double::doubleValue).summaryStatistics();
    return Optional.of(
        new PairingRow(numbers.getAverage(), numbers.getMin(), numbers.getMax(), found.size()));
  }

  private static Optional<CaseRuns> runs(
      SuiteCase c, List<RunSpec> specs, Map<RunSpec, RunRecord> bySpec) {
    ClaimCase claimCase = c.claimCase();
    int seeds = claimCase.seeds().size();
    Map<String, List<RunRecord>> byArm = new LinkedHashMap<>();
    for (int a = 0; a < claimCase.arms().size(); a++) {
      Arm arm = claimCase.arms().get(a);
      List<RunRecord> found =
          specs.subList(a * seeds, (a + 1) * seeds).stream()
              .flatMap(spec -> Optional.ofNullable(bySpec.get(spec)).stream())
              .toList();
      byArm.put(arm.name(), found);
    }
    return byArm.values().stream().allMatch(List::isEmpty)
        ? Optional.empty()
        : Optional.of(new CaseRuns(byArm));
  }

  /** Write the row as a sentence. */
  String line() {
    return String.format(
        Locale.ROOT,
        "The arms of recorded runs correlate by %+.2f within a seed (%+.2f to %+.2f, %d %s); pairing"
            + " sees more than two samples (test: welch) from about +0.1 on.",
        mean,
        lowest,
        highest,
        cases,
        cases == 1 ? "case" : "cases");
  }
}
