package org.paperclaims.harness.suite;

import java.util.List;
import java.util.function.Consumer;
import org.paperclaims.datasets.Datasets;
import org.paperclaims.harness.lab.DatasetSource;
import org.paperclaims.harness.lab.EngineChoice;
import org.paperclaims.harness.lab.Engines;
import org.paperclaims.harness.lab.Environment;
import org.paperclaims.harness.lab.Laboratory;
import org.paperclaims.harness.lab.LaboratoryOptions;
import org.paperclaims.harness.lab.Progress;
import org.paperclaims.harness.run.RunRecord;
import org.paperclaims.harness.store.RunStore;

/**
 * Runs of a suite without its verdicts: many machines train what is missing, and one judges later.
 *
 * @param records of the runs that were asked for, found or made; failed ones too
 * @param missing what is said of each data set that cannot be used; its runs were left out
 */
public record TrainedSuite(List<RunRecord> records, List<String> missing) {
  public TrainedSuite {
    records = List.copyOf(records);
    missing = List.copyOf(missing);
  }

  /**
   * Train what is missing of the runs that settings choose. Their shard is one of runs, and not of
   * claims: it goes by the fingerprint, so that each run belongs to one.
   *
   * @param names fingerprints, or their first characters, of the runs to keep; none for all
   * @param opened hears which runs these are, before the first begins
   * @throws SettingsException if a setting or a name fits nothing
   * @throws org.paperclaims.harness.store.StoreException if the results cannot be written
   * @throws org.paperclaims.harness.train.PreemptedException if the process was asked to end
   */
  public static TrainedSuite of(
      SuiteSettings settings, List<String> names, Progress progress, Consumer<PlannedRuns> opened) {
    if (settings.mode() == LaboratoryOptions.Mode.LOAD) {
      throw new SettingsException(
          "claims.mode is load, which trains nothing; leave it out to train");
    }
    List<EngineChoice> choices = settings.choices();
    // Before anything is written. An engine that is not there may not be needed.
    choices.forEach(choice -> Engines.refuseSettings(choice.engine()));
    SuitePlan plan = SuitePlan.of(Catalogues.all(settings.catalogues()), settings.withoutShard());
    try (DatasetSource datasets = new DatasetSource(new Datasets(settings.datasets()))) {
      PlannedRuns all = PlannedRuns.of(settings, plan, datasets);
      PlannedRuns chosen = (names.isEmpty() ? all : all.named(names)).in(settings.shard());
      opened.accept(chosen);
      try (RunStore store = RunStore.open(settings.results(), progress::note, settings.lease())) {
        choices.forEach(choice -> progress.note(choice.line()));
        List<RunRecord> records =
            new Laboratory(
                    store,
                    datasets,
                    Engines::find,
                    Environment.capture(),
                    LaboratorySuite.options(settings, choices),
                    progress)
                .records(List.copyOf(chosen.byFingerprint().values()));
        return new TrainedSuite(records, chosen.missing());
      }
    }
  }
}
