package org.paperclaims.harness.judge;

import java.util.List;
import java.util.Map;
import org.apiguardian.api.API;
import org.paperclaims.harness.run.RunRecord;

/**
 * The records of a case.
 *
 * @param byArm for each arm's name the records in the order of the case's seeds
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1.0")
public record CaseRuns(Map<String, List<RunRecord>> byArm) {
  /** Give the records of an arm; none where it has none. */
  List<RunRecord> of(String arm) {
    return byArm.getOrDefault(arm, List.of());
  }

  /** Give how many seeds the arm with the most has. */
  int seeds() {
    return byArm.values().stream().mapToInt(List::size).max().orElse(0);
  }
}
