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
public record CaseRuns(Map<String, List<RunRecord>> byArm) {}
