package org.paperclaims.harness.lab;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.paperclaims.architectures.Network;
import org.paperclaims.datasets.Dataset;
import org.paperclaims.datasets.DatasetException;
import org.paperclaims.harness.engine.Learner;
import org.paperclaims.harness.engine.LearnerOptions;
import org.paperclaims.harness.engine.Snapshot;
import org.paperclaims.harness.measure.Evaluation;
import org.paperclaims.harness.measure.Metric;
import org.paperclaims.harness.measure.Metrics;
import org.paperclaims.harness.measure.ModelMetric;
import org.paperclaims.harness.measure.Networks;
import org.paperclaims.harness.measure.Probes;
import org.paperclaims.harness.measure.Workplace;
import org.paperclaims.harness.model.ModelFile;
import org.paperclaims.harness.model.Reading;
import org.paperclaims.harness.run.Correctness;
import org.paperclaims.harness.run.GivenModel;
import org.paperclaims.harness.run.Protocol;
import org.paperclaims.harness.run.RunRecord;
import org.paperclaims.harness.run.RunSpec;
import org.paperclaims.harness.store.Checkpoint;
import org.paperclaims.harness.store.Lease;
import org.paperclaims.harness.store.RunFolder;
import org.paperclaims.harness.store.RunStore;
import org.paperclaims.harness.store.StoreException;
import org.paperclaims.harness.store.Stored;
import org.paperclaims.harness.train.Control;
import org.paperclaims.harness.train.GivenEvaluation;
import org.paperclaims.harness.train.Trained;
import org.paperclaims.harness.train.Trainer;

/** Does one run at a time and stores what came of it. Safe for use by several threads. */
final class Worker {
  private final RunStore store;
  private final DatasetSource datasets;
  private final GivenFiles given;
  private final Progress progress;
  private final Trainer trainer;

  Worker(RunStore store, DatasetSource datasets, LaboratoryOptions options, Progress progress) {
    this.store = store;
    this.datasets = datasets;
    this.given = new GivenFiles(options.models());
    this.progress = progress;
    this.trainer = new Trainer(options.checkpointing());
  }

  /** Do a leased run, or what is left of it. */
  RunRecord run(
      Lease lease,
      RunSpec spec,
      Workplace place,
      Map<String, String> environment,
      Preemption preemption) {
    RunFolder folder = store.folder(lease, spec);
    folder.begin();
    try {
      Dataset dataset = unaltered(spec);
      Optional<Checkpoint> resumed = folder.checkpoint();
      long steps = resumed.map(c -> c.snapshot().step()).orElse(0L);
      progress.started(spec, steps);
      folder.log(steps == 0 ? "started" : "resumed after step " + steps);
      Control control =
          new Control() {
            @Override
            public Optional<Checkpoint> resume() {
              return resumed;
            }

            @Override
            public void save(Checkpoint checkpoint) {
              // A checkpoint never rests on data that was altered: a later start goes on from it.
              datasets.checkUnchanged(dataset);
              folder.save(checkpoint);
              folder.log("checkpoint after step " + checkpoint.snapshot().step());
            }

            @Override
            public boolean stop() {
              return preemption.stop();
            }

            @Override
            public void step(Step step) {
              progress.step(spec, step);
            }
          };
      Map<String, String> where = at(place, environment, steps);
      Trained trained =
          spec.protocol() == Protocol.GIVEN
              ? given(spec, dataset, place, where)
              : trainer.run(spec, dataset, place, control);
      datasets.checkUnchanged(dataset);
      RunRecord run = record(lease.name(), spec, trained, where);
      folder.commit(run, trained.model());
      folder.log("ended: " + run.outcome() + " " + run.detail());
      return run;
    } catch (RuntimeException | Error e) {
      folder.log("stopped: " + e);
      throw e;
    }
  }

  /** Measure the model that a spec names by its checksum. */
  private Trained given(RunSpec spec, Dataset dataset, Workplace place, Map<String, String> where) {
    if (spec.architecture().equals(GivenModel.WHOLE)) {
      return graph(spec, dataset, place, where);
    }
    try (ModelFile file = given.open(spec.given().sha256())) {
      where.put("model", GivenEvaluation.REMARK + ": " + file.path().getFileName());
      return GivenEvaluation.of(spec, dataset, place, file);
    }
  }

  private Trained graph(RunSpec spec, Dataset dataset, Workplace place, Map<String, String> where) {
    Path file = given.graph(spec.given().sha256());
    where.put("model", GivenEvaluation.REMARK + ": " + file.getFileName());
    try (Learner graph =
        GraphFormats.of(file)
            .orElseThrow()
            .open(
                file, LearnerOptions.predicting(place.device(), place.threads(), dataset.task()))) {
      return GivenEvaluation.of(spec, dataset, file, graph);
    }
  }

  /** Evaluate the model of a run, given or stored, and train nothing. */
  RunRecord load(String name, RunSpec spec, Workplace place, Map<String, String> environment) {
    Dataset dataset = unaltered(spec);
    Optional<Path> elsewhere = given.named(name);
    Snapshot model =
        elsewhere.isPresent()
            ? madeElsewhere(elsewhere.get(), Networks.of(spec, dataset))
            : stored(name, spec);
    progress.started(spec, 0);
    long start = System.nanoTime();
    Map<String, Double> metrics = new TreeMap<>();
    // Metrics that only a training can tell (its losses, its best epoch) come from the stored
    // record.
    Stored stored = store.find(name);
    RunRecord recorded = stored instanceof Stored.Found found ? found.run() : null;
    if (recorded != null) {
      metrics.putAll(recorded.metrics());
    }
    if (elsewhere.isPresent()) {
      // The stored model's measurements say nothing of this one.
      metrics.keySet().removeIf(Worker::isOfModels);
    }
    Evaluation.Measured measured = Evaluation.of(spec, dataset, place, model);
    metrics.putAll(measured.metrics());
    datasets.checkUnchanged(dataset);
    Map<String, String> where = at(place, environment, 0);
    where.put("mode", "load");
    elsewhere.ifPresent(
        file -> where.put("model", GivenEvaluation.REMARK + ": " + file.getFileName()));
    return new RunRecord(
        name,
        spec,
        RunRecord.Outcome.COMPLETED,
        "",
        recorded == null ? List.of() : recorded.epochs(),
        metrics,
        where,
        (System.nanoTime() - start) / 1e9,
        measured.correct());
  }

  private static boolean isOfModels(String metric) {
    return Metrics.named(metric).filter(m -> m instanceof ModelMetric).isPresent();
  }

  /** Tell whether a run's model is given, in the place of the stored one. */
  boolean isGiven(String name) {
    return given.named(name).isPresent();
  }

  /** Measure the model that is given for a run by one more metric; nothing is stored. */
  RunRecord measureGiven(RunRecord run, Metric metric, Workplace place) {
    RunSpec spec = run.spec();
    Optional<Path> file = given.named(run.fingerprint());
    if (file.isEmpty() || !(metric instanceof ModelMetric measured)) {
      return run;
    }
    Dataset dataset = unaltered(spec);
    Snapshot model = madeElsewhere(file.get(), Networks.of(spec, dataset));
    Map<String, Double> metrics = new TreeMap<>(run.metrics());
    Evaluation.of(spec, dataset, place, model, measured)
        .ifPresent(value -> metrics.put(metric.name(), value));
    datasets.checkUnchanged(dataset);
    return run.withMetrics(metrics);
  }

  /** Measure a recorded run by one more metric, and store its record with it. */
  RunRecord measure(Lease lease, RunRecord run, Metric metric, Workplace place) {
    RunSpec spec = run.spec();
    Optional<Snapshot> model = store.model(lease.name());
    Map<String, Double> metrics = new TreeMap<>(run.metrics());
    Dataset dataset = unaltered(spec);
    if (metric instanceof ModelMetric measured && model.isPresent()) {
      Evaluation.of(spec, dataset, place, model.get(), measured)
          .ifPresent(value -> metrics.put(metric.name(), value));
    } else if (Probes.of(spec.protocol()).isPresent()) {
      trainer
          .run(spec, dataset, place, Control.none())
          .metrics()
          .forEach((name, value) -> metrics.putIfAbsent(name, value));
    }
    datasets.checkUnchanged(dataset);
    if (metrics.equals(run.metrics())) {
      return run;
    }
    return store(lease, run.withMetrics(metrics), model, metric.name());
  }

  /**
   * Test the stored model of a recorded run again, and store its record with the test images that
   * it is right about.
   *
   * @throws StoreException if the model errs otherwise here than the record says
   */
  RunRecord answer(Lease lease, RunRecord run, Workplace place) {
    RunSpec spec = run.spec();
    Optional<Snapshot> model = store.model(lease.name());
    if (model.isEmpty()) {
      return run;
    }
    Dataset dataset = unaltered(spec);
    Optional<Correctness> correct = Evaluation.correct(spec, dataset, place, model.get());
    datasets.checkUnchanged(dataset);
    if (correct.isEmpty()) {
      return run;
    }
    Double recorded = run.metrics().get("test_error");
    if (recorded == null || correct.get().error() != recorded) {
      throw new StoreException(
          "the stored model errs on %s %% of the test images here, and the record says %s %%: another processor or library rounds otherwise; use the machine that trained it, or train again in another results folder"
              .formatted(correct.get().error(), recorded));
    }
    return store(lease, run.withCorrect(correct), model, "test images");
  }

  private RunRecord store(Lease lease, RunRecord more, Optional<Snapshot> model, String what) {
    if (store.find(lease.name()) instanceof Stored.Found) {
      RunFolder folder = store.folder(lease, more.spec());
      folder.commit(more, model);
      folder.log("measured " + what);
    }
    return more;
  }

  private static Snapshot madeElsewhere(Path path, Network network) {
    try (ModelFile file = ModelFile.open(path)) {
      return Reading.of(file, network, "").snapshot(file);
    }
  }

  private Snapshot stored(String name, RunSpec spec) {
    return store
        .model(name)
        .orElseThrow(
            () ->
                new StoreException(
                    ("no model of %s is stored as runs/%s in %s; train it first with"
                            + " -Dclaims.mode=train")
                        .formatted(Names.of(spec), name, store.root())));
  }

  private Dataset unaltered(RunSpec spec) {
    Dataset dataset = datasets.get(spec.dataset());
    if (!dataset.checksum().equals(spec.datasetChecksum())) {
      throw new DatasetException(
          "the data set %s has the checksum %s, and the run was planned for %s"
              .formatted(spec.dataset().name(), dataset.checksum(), spec.datasetChecksum()));
    }
    return dataset;
  }

  private static RunRecord record(
      String name, RunSpec spec, Trained trained, Map<String, String> where) {
    return new RunRecord(
        name,
        spec,
        trained.outcome(),
        trained.detail(),
        trained.epochs(),
        trained.metrics(),
        where,
        trained.seconds(),
        trained.correct());
  }

  private static Map<String, String> at(
      Workplace place, Map<String, String> environment, long resumedSteps) {
    Map<String, String> where = new TreeMap<>(environment);
    where.put("engine", place.engine().version());
    where.put("device", place.device().id() + ", " + place.device().description());
    where.put("threads", Integer.toString(place.threads()));
    if (resumedSteps > 0) {
      where.put("resumed after step", Long.toString(resumedSteps));
    }
    return where;
  }
}
