package org.paperclaims.harness.suite;

import static org.paperclaims.harness.lab.KillableProcess.say;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.paperclaims.harness.lab.Progress;
import org.paperclaims.harness.run.RunRecord;
import org.paperclaims.harness.run.RunSpec;
import org.paperclaims.harness.train.Control;

/**
 * A suite of claims in a JVM of its own, to be killed. It says {@code working} at its first step,
 * {@code note …} for what it noted, {@code failed …} for a run that failed, and {@code done} at its
 * end.
 */
public final class ClaimSuiteProcess {
  private ClaimSuiteProcess() {}

  /** Plan, run, judge and write the verdicts, as a test run does. */
  static SuiteResult run(Path results, Path catalogue, Progress progress) {
    Map<String, String> properties =
        Map.of(
            "claims.engine", "fake",
            "claims.results", results.toString(),
            "claims.catalogues", catalogue.toString());
    SuiteSettings settings = SuiteSettings.from(name -> Optional.ofNullable(properties.get(name)));
    try (LaboratorySuite laboratory = LaboratorySuite.open(settings, progress)) {
      laboratory.suite().expect(laboratory.suite().plan().cases());
      laboratory.suite().plan().cases().forEach(laboratory.suite()::run);
      return laboratory.finish();
    }
  }

  /** Run a suite: results folder, catalogue. */
  public static void main(String[] args) {
    Progress told =
        new Progress() {
          private boolean working;

          @Override
          public synchronized void step(RunSpec spec, Control.Step step) {
            if (!working) {
              working = true;
              say("working");
            }
          }

          @Override
          public void ended(RunRecord run, boolean reused) {
            if (run.outcome() == RunRecord.Outcome.FAILED) {
              say("failed " + run.detail());
            }
          }

          @Override
          public void note(String message) {
            say("note " + message);
          }
        };
    run(Path.of(args[0]), Path.of(args[1]), told);
    say("done");
  }
}
