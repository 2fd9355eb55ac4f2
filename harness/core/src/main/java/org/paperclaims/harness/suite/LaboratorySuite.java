package org.paperclaims.harness.suite;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.paperclaims.datasets.DatasetSpec;
import org.paperclaims.datasets.Datasets;
import org.paperclaims.harness.claim.Claim;
import org.paperclaims.harness.engine.NvidiaDriver;
import org.paperclaims.harness.lab.DatasetSource;
import org.paperclaims.harness.lab.EngineChoice;
import org.paperclaims.harness.lab.Engines;
import org.paperclaims.harness.lab.Environment;
import org.paperclaims.harness.lab.Laboratory;
import org.paperclaims.harness.lab.LaboratoryOptions;
import org.paperclaims.harness.lab.Progress;
import org.paperclaims.harness.lab.RunQueue;
import org.paperclaims.harness.run.RunRecord;
import org.paperclaims.harness.run.RunSpec;
import org.paperclaims.harness.store.RunStore;
import org.paperclaims.harness.store.StoreException;

/**
 * A suite whose runs come from a laboratory, and whose verdicts go into the ledger as they are
 * reached: who has seen one and stops the suite has looked.
 */
public final class LaboratorySuite implements AutoCloseable {
  private final List<Claim> claims;
  private final RunStore store;
  private final DatasetSource datasets;
  private final LaboratoryRuns runs;
  private final ClaimSuite suite;
  private final Map<String, String> environment;
  private final List<SuiteListener> listeners;
  private final List<CaseResult> unwritten = new ArrayList<>();

  private LaboratorySuite(
      SuiteSettings settings,
      List<Claim> claims,
      SuitePlan plan,
      RunStore store,
      DatasetSource datasets,
      LaboratoryRuns runs,
      DeclaredBefore before,
      Map<String, String> environment,
      List<SuiteListener> listeners) {
    this.listeners = List.copyOf(listeners);
    this.claims = claims;
    this.store = store;
    this.datasets = datasets;
    this.runs = runs;
    this.suite = new ClaimSuite(settings, plan, runs, before, this::record);
    this.environment = environment;
  }

  /**
   * Read the catalogues, plan the suite and open the store.
   *
   * @throws SettingsException if a setting names something that is not there
   * @throws org.paperclaims.harness.catalogue.CatalogueException if a record has a mistake
   * @throws org.paperclaims.harness.engine.EngineException if there is no such engine, or it cannot
   *     use the device that is named
   * @throws org.paperclaims.harness.store.StoreException if the results folder cannot be written
   */
  public static LaboratorySuite open(SuiteSettings settings, Progress progress) {
    return open(settings, progress, List.of());
  }

  /**
   * Do the same with listeners, which are told of the suite and its verdicts.
   *
   * @throws SettingsException as above
   */
  public static LaboratorySuite open(
      SuiteSettings settings, Progress progress, List<SuiteListener> listeners) {
    EarlyLoad.begin(settings);
    List<Claim> claims = Catalogues.all(settings.catalogues());
    List<EngineChoice> choices = settings.choices();
    // Before anything is written. An engine that is not there may not be needed.
    choices.forEach(choice -> Engines.refuseSettings(choice.engine()));
    Map<String, String> environment = Environment.capture();
    SuitePlan plan = SuitePlan.of(claims, settings);
    RunStore store = RunStore.open(settings.results(), progress::note, settings.lease());
    choices.forEach(choice -> progress.note(choice.line()));
    new JudgedBefore(store.ledger().table(), settings.tier()).refuseOthersThan(plan);
    DeclaredBefore before = new DeclaredBefore(store.ledger().verdicts(), settings.tier());
    for (SuiteCase c : plan.cases()) {
      before
          .change(c, settings.tier())
          .ifPresent(change -> progress.note(c.displayName() + ": " + change));
    }
    DatasetSource datasets = new DatasetSource(new Datasets(settings.datasets()));
    Laboratory laboratory =
        new Laboratory(
            store, datasets, Engines::find, environment, options(settings, choices), progress);
    LaboratoryRuns runs =
        new LaboratoryRuns(laboratory, datasets, new ImportedRuns(store.ledger().imported()));
    LaboratorySuite opened =
        new LaboratorySuite(
            settings, claims, plan, store, datasets, runs, before, environment, listeners);
    listeners.forEach(listener -> listener.opened(opened.suite()));
    return opened;
  }

  /** The runs of a laboratory, which goes on with them while others of them are judged. */
  private static final class LaboratoryRuns implements RunSource, AutoCloseable {
    private final Laboratory laboratory;
    private final DatasetSource datasets;
    private final ImportedRuns imported;
    private RunQueue queue;

    LaboratoryRuns(Laboratory laboratory, DatasetSource datasets, ImportedRuns imported) {
      this.imported = imported;
      this.laboratory = laboratory;
      this.datasets = datasets;
      this.queue = RunQueue.none();
    }

    @Override
    public String datasetChecksum(DatasetSpec dataset) {
      return datasets.get(dataset).checksum();
    }

    @Override
    public void begin(List<RunSpec> specs) {
      queue.close();
      queue = laboratory.start(specs.stream().filter(s -> !s.madeElsewhere()).toList());
    }

    @Override
    public void add(List<RunSpec> specs) {
      laboratory.add(queue, specs);
    }

    @Override
    public int await(List<Set<RunSpec>> groups) {
      return queue.await(
          groups.stream()
              .map(
                  group ->
                      group.stream().filter(s -> !s.madeElsewhere()).collect(Collectors.toSet()))
              .toList());
    }

    @Override
    public List<RunRecord> records(List<RunSpec> specs) {
      List<RunRecord> told =
          imported.records(specs.stream().filter(RunSpec::madeElsewhere).toList());
      List<RunRecord> here = queue.records(specs.stream().filter(s -> !s.madeElsewhere()).toList());
      Iterator<RunRecord> nextTold = told.iterator();
      Iterator<RunRecord> nextHere = here.iterator();
      return specs.stream()
          .map(s -> s.madeElsewhere() ? nextTold.next() : nextHere.next())
          .toList();
    }

    @Override
    public RunRecord measured(RunRecord run, String metric) {
      return run.spec().madeElsewhere() ? run : laboratory.measured(run, metric);
    }

    @Override
    public RunRecord answered(RunRecord run) {
      return laboratory.answered(run);
    }

    @Override
    public void close() {
      queue.close();
    }
  }

  /** Give the laboratory's options. Where a GPU was passed over, that has been said already. */
  static LaboratoryOptions options(SuiteSettings settings, List<EngineChoice> choices) {
    LaboratoryOptions options =
        LaboratoryOptions.of(settings.mode())
            .with(settings.workers(), settings.threads())
            .isolated(settings.isolate())
            .withModels(settings.models());
    boolean onCpu =
        choices.stream().allMatch(choice -> choice.device().isCpu())
            && NvidiaDriver.here().isPresent();
    return settings
        .device()
        .or(() -> onCpu ? Optional.of("cpu") : Optional.empty())
        .map(options::onDevice)
        .orElse(options);
  }

  /** Give every claim of the catalogues that were read, chosen or not. */
  public List<Claim> claims() {
    return claims;
  }

  /** Give the suite. */
  public ClaimSuite suite() {
    return suite;
  }

  /**
   * Give what the suite came to, with every verdict in the ledger.
   *
   * @throws StoreException if one cannot be written
   */
  public SuiteResult finish() {
    for (CaseResult c : unwritten) {
      write(c);
    }
    unwritten.clear();
    return suite.result();
  }

  private void record(CaseResult result) {
    listeners.forEach(listener -> listener.judged(result));
    try {
      write(result);
    } catch (StoreException e) {
      // A full disk takes no verdict away: it is said and reported, and tried again at the end.
      unwritten.add(result);
    }
  }

  private void write(CaseResult c) {
    VerdictRecorder.add(store.ledger(), c, environment);
  }

  @Override
  public void close() {
    runs.close();
    datasets.close();
    store.close();
  }
}
