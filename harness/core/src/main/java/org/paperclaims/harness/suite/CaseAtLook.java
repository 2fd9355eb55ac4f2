package org.paperclaims.harness.suite;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.paperclaims.harness.claim.ClaimCase;
import org.paperclaims.harness.claim.SeedRule;
import org.paperclaims.harness.judge.Judgement;
import org.paperclaims.harness.run.RunSpec;

/**
 * A case with the runs of the look that it is at; with all of its runs where it is judged once.
 *
 * @param planned with the seeds of its last look
 * @param claimCase the same with the seeds of this look
 * @param byArm the runs of each arm; fewer where an arm was beaten at an earlier look
 * @param without why it has no runs; empty where it has
 */
record CaseAtLook(
    SuiteCase planned,
    ClaimCase claimCase,
    Map<String, List<RunSpec>> byArm,
    Optional<Judgement> without) {
  /** Take a case that has no runs. */
  static CaseAtLook without(SuiteCase planned, Judgement judgement) {
    return new CaseAtLook(planned, planned.claimCase(), Map.of(), Optional.of(judgement));
  }

  /** Give the look that a case begins with, or all of its seeds. */
  static ClaimCase first(ClaimCase claimCase, int least) {
    return claimCase.seedRule() instanceof SeedRule.Looks rule
        ? rule.looks().stream()
            .filter(n -> n >= least && n <= claimCase.seeds().size())
            .findFirst()
            .map(claimCase::withSeeds)
            .orElse(claimCase)
        : claimCase;
  }

  List<RunSpec> specs() {
    return byArm.values().stream().flatMap(List::stream).toList();
  }

  /**
   * Give the case at its next look.
   *
   * @param all its runs at the last look, arm by arm
   * @param goingOn the arms that have more runs then
   * @return empty where no arm has, or it was not planned to look again
   */
  Optional<CaseAtLook> next(List<RunSpec> all, Set<String> goingOn) {
    int planned = this.planned.claimCase().seeds().size();
    ClaimCase next = first(this.planned.claimCase(), claimCase.seeds().size() + 1);
    if (goingOn.isEmpty() || claimCase.seeds().size() >= planned) {
      return Optional.empty();
    }
    Map<String, List<RunSpec>> more = new LinkedHashMap<>();
    List<String> arms = new ArrayList<>(byArm.keySet());
    for (int i = 0; i < arms.size(); i++) {
      String arm = arms.get(i);
      List<RunSpec> now = byArm.getOrDefault(arm, List.of());
      List<RunSpec> then = all.subList(i * planned, i * planned + next.seeds().size());
      more.put(arm, goingOn.contains(arm) ? then : now);
    }
    return Optional.of(new CaseAtLook(this.planned, next, more, without));
  }
}
