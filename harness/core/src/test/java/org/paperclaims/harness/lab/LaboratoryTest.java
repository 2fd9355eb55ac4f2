package org.paperclaims.harness.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.paperclaims.architectures.Network;
import org.paperclaims.datasets.Batch;
import org.paperclaims.datasets.Datasets;
import org.paperclaims.harness.engine.EngineException;
import org.paperclaims.harness.engine.Learner;
import org.paperclaims.harness.engine.LearnerOptions;
import org.paperclaims.harness.run.Fingerprint;
import org.paperclaims.harness.run.Protocol;
import org.paperclaims.harness.run.RunRecord;
import org.paperclaims.harness.run.RunSpec;
import org.paperclaims.harness.store.Lease;
import org.paperclaims.harness.store.RunStore;
import org.paperclaims.harness.store.Stored;
import org.paperclaims.harness.train.Control;
import org.paperclaims.harness.train.PreemptedException;

class LaboratoryTest {
  @TempDir Path results;
  private final List<String> notes = Collections.synchronizedList(new ArrayList<>());
  private final AtomicInteger learners = new AtomicInteger();
  private final AtomicInteger opened = new AtomicInteger();
  private final AtomicInteger ran = new AtomicInteger();
  private final AtomicInteger reused = new AtomicInteger();

  private final Progress progress =
      new Progress() {
        @Override
        public void ended(RunRecord run, boolean wasReused) {
          (wasReused ? reused : ran).incrementAndGet();
        }

        @Override
        public void note(String message) {
          notes.add(message);
        }
      };

  private final class CountingEngine extends FakeEngine {
    @Override
    public Learner learner(Network network, LearnerOptions options) {
      learners.incrementAndGet();
      return super.learner(network, options);
    }
  }

  private List<RunRecord> records(LaboratoryOptions options, RunSpec... specs) {
    return records(new CountingEngine(), options, progress, specs);
  }

  private List<RunRecord> records(
      FakeEngine engine, LaboratoryOptions options, Progress told, RunSpec... specs) {
    try (RunStore store = RunStore.open(results, notes::add);
        DatasetSource datasets = Bench.datasets()) {
      return new Laboratory(store, datasets, id -> engine, Map.of("commit", "abc"), options, told)
          .records(List.of(specs));
    }
  }

  private static final LaboratoryOptions TRAIN =
      LaboratoryOptions.of(LaboratoryOptions.Mode.TRAIN).with(Bench.always());
  private static final LaboratoryOptions LOAD = LaboratoryOptions.of(LaboratoryOptions.Mode.LOAD);

  @Test
  void runs_what_is_new_and_reuses_what_is_recorded() {
    RunSpec a = Bench.training(1, 2);
    RunSpec b = Bench.training(2, 2);
    List<RunRecord> first = records(TRAIN, a, b, a);
    assertThat(first).extracting(RunRecord::spec).containsExactly(a, b, a);
    assertThat(first.get(0)).isEqualTo(first.get(2));
    assertThat(learners).hasValue(2);
    List<RunRecord> second = records(TRAIN, b, a);
    assertThat(second).containsExactly(first.get(1), first.get(0));
    assertThat(learners).hasValue(2);
    assertThat(ran).hasValue(2);
    assertThat(reused).hasValue(2);
    assertThat(ledgerRows()).isEqualTo(2);
  }

  @Test
  void says_where_and_with_what_a_run_was_made() {
    RunRecord run = records(TRAIN, Bench.training(1, 1)).get(0);
    assertThat(run.environment())
        .containsEntry("commit", "abc")
        .containsEntry("engine", "fake 1")
        .containsEntry("threads", "1")
        .containsEntry("device", "cpu, a fake");
  }

  @Test
  void many_runs_side_by_side_give_what_each_gives_alone() throws IOException {
    RunSpec[] specs =
        LongStream.range(0, 12).mapToObj(s -> Bench.training(s, 2)).toArray(RunSpec[]::new);
    List<RunRecord> together = records(TRAIN.with(4, 1), specs);
    for (RunRecord run : together) {
      Files.move(
          results.resolve("runs").resolve(run.fingerprint()),
          results.resolve("kept-" + run.fingerprint()));
    }
    List<RunRecord> alone = records(TRAIN.with(1, 1), specs);
    assertThat(alone)
        .extracting(RunRecord::metrics)
        .isEqualTo(together.stream().map(RunRecord::metrics).toList());
  }

  @Test
  void the_runs_with_the_most_work_begin_first() {
    List<Integer> begun = Collections.synchronizedList(new ArrayList<>());
    Progress starts =
        new Progress() {
          @Override
          public void started(RunSpec spec, long resumedSteps) {
            begun.add(spec.recipe().epochs());
          }
        };
    List<RunRecord> runs =
        records(
            new FakeEngine(),
            TRAIN.with(1, 1),
            starts,
            Bench.training(1, 1),
            Bench.training(1, 4),
            Bench.training(1, 2));
    assertThat(begun).containsExactly(4, 2, 1);
    assertThat(runs).extracting(r -> r.spec().recipe().epochs()).containsExactly(1, 4, 2);
  }

  @Test
  void records_come_as_runs_end_while_others_go_on() {
    RunSpec slow = Bench.training(1, 4);
    RunSpec quick = Bench.training(2, 1);
    CountDownLatch seen = new CountDownLatch(1);
    FakeEngine waiting =
        new FakeEngine() {
          @Override
          public Learner learner(Network network, LearnerOptions options) {
            if (options.seed() == 1) {
              awaitQuietly(seen);
            }
            return super.learner(network, options);
          }
        };
    try (RunStore store = RunStore.open(results, notes::add);
        DatasetSource datasets = Bench.datasets();
        RunQueue queue =
            new Laboratory(store, datasets, id -> waiting, Map.of(), TRAIN.with(2, 1), progress)
                .start(List.of(slow, quick))) {
      assertThat(queue.await(List.of(Set.of(slow, quick), Set.of(quick)))).isEqualTo(1);
      assertThat(queue.records(List.of(quick))).hasSize(1);
      seen.countDown();
      assertThat(queue.records(List.of(slow, quick)))
          .extracting(RunRecord::spec)
          .containsExactly(slow, quick);
    }
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void a_queue_that_is_closed_stops_its_runs_with_a_checkpoint() {
    RunSpec endless = Bench.training(1, 100_000);
    CountDownLatch working = new CountDownLatch(1);
    Progress steps =
        new Progress() {
          @Override
          public void step(RunSpec spec, Control.Step step) {
            working.countDown();
          }
        };
    try (RunStore store = RunStore.open(results, notes::add);
        DatasetSource datasets = Bench.datasets()) {
      RunQueue queue =
          new Laboratory(store, datasets, id -> new FakeEngine(), Map.of(), TRAIN, steps)
              .start(List.of(endless));
      awaitQuietly(working);
      queue.close();
      assertThatThrownBy(() -> queue.records(List.of(endless)))
          .isInstanceOf(PreemptedException.class);
    }
    assertThat(results.resolve("runs").resolve(Fingerprint.of(endless)))
        .isDirectoryContaining(f -> f.endsWith("checkpoint.safetensors"));
  }

  @Test
  void a_run_that_another_process_holds_keeps_no_other_run_waiting() {
    RunSpec held = Bench.training(1, 4);
    RunSpec free = Bench.training(2, 1);
    List<RunSpec> ended = Collections.synchronizedList(new ArrayList<>());
    try (RunStore other = RunStore.open(results, notes::add)) {
      Lease lease = other.lease(Fingerprint.of(held)).orElseThrow();
      Progress frees =
          new Progress() {
            @Override
            public void ended(RunRecord run, boolean wasReused) {
              ended.add(run.spec());
              lease.close();
            }
          };
      records(new FakeEngine(), TRAIN.with(1, 1), frees, held, free);
    }
    assertThat(ended).containsExactly(free, held);
  }

  @Test
  void a_failing_run_costs_only_itself_and_is_tried_again_next_time() {
    FakeEngine broken =
        new FakeEngine() {
          @Override
          public Learner learner(Network network, LearnerOptions options) {
            if (options.seed() == 2) {
              throw new EngineException("no driver");
            }
            return super.learner(network, options);
          }
        };
    RunSpec good = Bench.training(1, 1);
    RunSpec bad = Bench.training(2, 1);
    List<RunRecord> runs = records(broken, TRAIN, progress, bad, good);
    assertThat(runs.get(0).outcome()).isEqualTo(RunRecord.Outcome.FAILED);
    assertThat(runs.get(0).detail()).isEqualTo("no driver");
    assertThat(runs.get(1).outcome()).isEqualTo(RunRecord.Outcome.COMPLETED);
    assertThat(records(TRAIN, bad).get(0).outcome()).isEqualTo(RunRecord.Outcome.COMPLETED);
    assertThat(ledgerRows()).isEqualTo(3);
  }

  @Test
  void a_listener_that_fails_costs_no_run_and_is_said_once() {
    List<String> heard = Collections.synchronizedList(new ArrayList<>());
    Progress failing =
        new Progress() {
          @Override
          public void planned(int runs, int reused) {
            throw new IllegalStateException("no room for a page");
          }

          @Override
          public void step(RunSpec spec, Control.Step step) {
            throw new IllegalStateException("no room for a page");
          }

          @Override
          public void ended(RunRecord run, boolean wasReused) {
            throw new IllegalStateException("no room for a page");
          }

          @Override
          public void note(String message) {
            heard.add(message);
            throw new IllegalStateException("no room for a note");
          }
        };
    List<RunRecord> runs =
        records(new FakeEngine(), TRAIN, failing, Bench.training(1, 2), Bench.training(2, 2));
    assertThat(runs).extracting(RunRecord::outcome).containsOnly(RunRecord.Outcome.COMPLETED);
    assertThat(heard)
        .containsExactly("progress cannot be shown, and the runs go on: no room for a page");
  }

  @Test
  void running_out_of_heap_is_a_failed_run_with_advice() {
    FakeEngine greedy =
        new FakeEngine() {
          @Override
          public Learner learner(Network network, LearnerOptions options) {
            throw new OutOfMemoryError("Java heap space");
          }
        };
    RunRecord run = records(greedy, TRAIN, progress, Bench.training(1, 1)).get(0);
    assertThat(run.outcome()).isEqualTo(RunRecord.Outcome.FAILED);
    assertThat(run.detail()).contains("out of memory (Java heap space)").contains("-Xmx");
  }

  @Test
  void a_checkpoint_larger_than_the_memory_costs_one_run_and_stays_where_it_is()
      throws IOException {
    RunSpec spec = Bench.training(1, 1);
    Path file =
        Files.createDirectories(results.resolve("runs").resolve(Fingerprint.of(spec)))
            .resolve("checkpoint.safetensors");
    byte[] header =
        ("{\"__metadata__\":{\"sha256\":\""
                + "0".repeat(64)
                + "\"},\"w\":{\"dtype\":\"F32\",\"shape\":[2147483639],"
                + "\"data_offsets\":[0,8589934556]}}")
            .getBytes(StandardCharsets.UTF_8);
    try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
      sparse.writeLong(Long.reverseBytes(header.length));
      sparse.write(header);
      sparse.setLength(8L + header.length + 8589934556L);
    }
    List<RunRecord> runs = records(TRAIN.with(1, 1), spec, Bench.training(2, 1));
    assertThat(runs.get(0).outcome()).isEqualTo(RunRecord.Outcome.FAILED);
    assertThat(runs.get(0).detail()).contains("out of memory").contains("-Xmx");
    assertThat(runs.get(1).outcome()).isEqualTo(RunRecord.Outcome.COMPLETED);
    assertThat(file).exists();
  }

  @Test
  void running_out_of_device_memory_is_a_failed_run_with_advice_and_costs_only_itself() {
    FakeEngine small =
        new FakeEngine() {
          @Override
          public Learner learner(Network network, LearnerOptions options) {
            return new FakeLearner(network, options) {
              @Override
              public double train(Batch batch, double rate) {
                if (options.seed() == 2 && snapshot().step() == 4) {
                  throw new EngineException.OutOfMemory("80 GB are used", new RuntimeException());
                }
                return super.train(batch, rate);
              }
            };
          }
        };
    RunSpec bad = Bench.training(2, 2);
    List<RunRecord> runs = records(small, TRAIN.with(1, 1), progress, bad, Bench.training(1, 2));
    assertThat(runs)
        .extracting(RunRecord::outcome)
        .containsExactly(RunRecord.Outcome.FAILED, RunRecord.Outcome.COMPLETED);
    assertThat(runs.get(0).detail())
        .startsWith("out of device memory (80 GB are used)")
        .contains("smaller batch");
    assertThat(store(bad)).isInstanceOf(Stored.Absent.class);
  }

  /** A data set that lies in one file, which an engine can write to in the middle of a run. */
  private List<RunRecord> recordsWhile(Path file, Meddling meddling, RunSpec... specs) {
    FakeEngine engine =
        new FakeEngine() {
          @Override
          public Learner learner(Network network, LearnerOptions options) {
            return new FakeLearner(network, options) {
              @Override
              public double train(Batch batch, double rate) {
                meddling.before(options.seed(), snapshot().step());
                return super.train(batch, rate);
              }
            };
          }
        };
    Datasets datasets = new Datasets(Path.of("no-data"), 0);
    try (RunStore store = RunStore.open(results, notes::add);
        DatasetSource source =
            new DatasetSource(
                spec -> {
                  opened.incrementAndGet();
                  return datasets.open(spec);
                },
                spec -> List.of(file))) {
      return new Laboratory(store, source, id -> engine, Map.of(), TRAIN.with(1, 1), progress)
          .records(List.of(specs));
    }
  }

  private interface Meddling {
    void before(long seed, long step);
  }

  private static void write(Path file, String text) {
    try {
      Files.writeString(file, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void data_that_changes_during_a_run_fails_it_and_is_opened_anew(@TempDir Path data)
      throws IOException {
    Path file = Files.writeString(data.resolve("images"), "as verified");
    RunSpec meddled = Bench.training(1, 3);
    List<RunRecord> runs =
        recordsWhile(
            file,
            (seed, step) -> {
              if (seed == 1 && step == 20) {
                write(file, "altered by somebody");
              }
            },
            meddled,
            Bench.training(2, 3));
    assertThat(runs.get(0).outcome()).isEqualTo(RunRecord.Outcome.FAILED);
    assertThat(runs.get(0).detail()).contains(file.toString()).contains("was changed while");
    assertThat(store(meddled)).isInstanceOf(Stored.Absent.class);
    assertThat(runs.get(1).outcome()).isEqualTo(RunRecord.Outcome.COMPLETED);
    assertThat(opened).hasValue(2);
  }

  @Test
  void a_run_whose_data_changed_goes_on_from_a_checkpoint_of_before(@TempDir Path data)
      throws IOException {
    Path file = Files.writeString(data.resolve("images"), "as verified");
    RunSpec spec = Bench.training(1, 3);
    recordsWhile(
        file,
        (seed, step) -> {
          if (step == 20) {
            write(file, "altered by somebody");
          }
        },
        spec);
    List<Long> steps = new ArrayList<>();
    RunRecord after = recordsWhile(file, (seed, step) -> steps.add(step), spec).get(0);
    assertThat(steps).startsWith(13L);
    results = data.resolve("whole");
    assertThat(after.metrics()).isEqualTo(records(TRAIN, spec).get(0).metrics());
  }

  @Test
  void data_that_is_touched_at_the_very_end_of_a_run_fails_it_too(@TempDir Path data)
      throws IOException {
    Path file = Files.writeString(data.resolve("images"), "as verified");
    RunSpec spec = Bench.training(1, 1);
    RunRecord run =
        recordsWhile(
                file,
                (seed, step) -> {
                  if (step == 12) {
                    write(file, "as verified, or not");
                  }
                },
                spec)
            .get(0);
    assertThat(run.outcome()).isEqualTo(RunRecord.Outcome.FAILED);
    assertThat(store(spec)).isInstanceOf(Stored.Absent.class);
  }

  @Test
  void data_that_is_not_what_was_planned_fails_the_run() {
    RunSpec s = Bench.training(1, 1);
    RunSpec other =
        new RunSpec(
            s.protocol(),
            s.architecture(),
            s.erasure(),
            s.dataset(),
            "another",
            s.recipe(),
            1,
            s.engine());
    RunRecord run = records(TRAIN, other).get(0);
    assertThat(run.outcome()).isEqualTo(RunRecord.Outcome.FAILED);
    assertThat(run.detail()).contains("the run was planned for another");
  }

  @Test
  void a_rotten_record_is_quarantined_said_aloud_and_done_again() throws IOException {
    RunSpec spec = Bench.training(1, 2);
    RunRecord before = records(TRAIN, spec).get(0);
    Path record = results.resolve("runs").resolve(Fingerprint.of(spec)).resolve("record.json");
    Files.writeString(record, Files.readString(record).replace("COMPLETED", "DIVERGED"));
    RunRecord after = records(TRAIN, spec).get(0);
    assertThat(after.outcome()).isEqualTo(before.outcome());
    assertThat(after.metrics()).isEqualTo(before.metrics());
    assertThat(learners).hasValue(2);
    assertThat(notes).anyMatch(n -> n.contains("quarantine") && n.contains("checksum"));
    assertThat(results.resolve("quarantine")).isNotEmptyDirectory();
  }

  @Test
  void load_evaluates_stored_models_and_trains_nothing() {
    RunSpec spec = Bench.training(1, 2);
    RunRecord trained = records(TRAIN, spec).get(0);
    FakeEngine cannotTrain =
        new FakeEngine() {
          @Override
          public Learner learner(Network network, LearnerOptions options) {
            return new FakeLearner(network, options) {
              @Override
              public double train(Batch batch, double rate) {
                throw new AssertionError("load must not train");
              }
            };
          }
        };
    RunRecord loaded = records(cannotTrain, LOAD, progress, spec).get(0);
    assertThat(loaded.metrics()).isEqualTo(trained.metrics());
    assertThat(loaded.environment()).containsEntry("mode", "load");
    assertThat(store(spec)).isEqualTo(new Stored.Found(trained));
  }

  @Test
  void load_evaluates_given_models(@TempDir Path models) throws IOException {
    RunSpec spec = Bench.training(1, 2);
    RunRecord trained = records(TRAIN, spec).get(0);
    String name = Fingerprint.of(spec);
    Files.move(
        results.resolve("runs").resolve(name).resolve("model.safetensors"),
        models.resolve(name + ".safetensors"));
    Files.delete(results.resolve("runs").resolve(name).resolve("record.json"));
    RunRecord loaded = records(LOAD.withModels(List.of(models)), spec).get(0);
    assertThat(loaded.metrics())
        .containsEntry("test_error", trained.metrics().get("test_error"))
        .doesNotContainKey("train_loss_auc");
  }

  @Test
  void a_given_model_is_measured_and_not_the_stored_one(@TempDir Path models) throws IOException {
    RunSpec spec = Bench.training(1, 2);
    RunSpec longer = Bench.training(2, 3);
    records(TRAIN, spec, longer);
    String name = Fingerprint.of(spec);
    Files.copy(
        results.resolve("runs").resolve(Fingerprint.of(longer)).resolve("model.safetensors"),
        models.resolve(name + ".safetensors"));
    try (RunStore store = RunStore.open(results, message -> {})) {
      // The stored model was measured before, and came to something that the other does not.
      try (Lease lease = store.lease(name).orElseThrow()) {
        RunRecord stored = ((Stored.Found) store.find(name)).run();
        Map<String, Double> metrics = new TreeMap<>(stored.metrics());
        metrics.put("dead_share", 0.77);
        store.folder(lease, spec).commit(stored.withMetrics(metrics), store.model(name));
      }
      Laboratory laboratory =
          new Laboratory(
              store,
              new DatasetSource(new Datasets(models)),
              id -> new FakeEngine(),
              Map.of(),
              LOAD.withModels(List.of(models)),
              progress);
      RunRecord loaded = laboratory.records(List.of(spec)).get(0);
      RunRecord measured = laboratory.measured(loaded, "dead_share");
      RunRecord others =
          laboratory.measured(laboratory.records(List.of(longer)).get(0), "dead_share");
      for (String metric : List.of("test_error", "dead_share")) {
        assertThat(measured.metrics().get(metric))
            .as(metric)
            .isNotNull()
            .isEqualTo(others.metrics().get(metric));
      }
      assertThat(((Stored.Found) store.find(name)).run().metrics())
          .as("what was measured of it is no part of the stored run")
          .containsEntry("dead_share", 0.77);
    }
  }

  @Test
  void load_without_a_model_says_what_to_do() {
    RunRecord run = records(LOAD, Bench.training(1, 2)).get(0);
    assertThat(run.outcome()).isEqualTo(RunRecord.Outcome.FAILED);
    assertThat(run.detail()).contains("no model").contains("-Dclaims.mode=train");
  }

  @Test
  void probes_run_in_load_mode_too() {
    RunSpec spec = Bench.spec(Protocol.FEATURES, "none", 1, 0, 0.1);
    assertThat(records(LOAD, spec).get(0).outcome()).isEqualTo(RunRecord.Outcome.COMPLETED);
  }

  @Test
  void an_unknown_engine_is_refused_with_what_there_is() {
    assertThatThrownBy(() -> Engines.find("tensorflow"))
        .isInstanceOf(EngineException.class)
        .hasMessageContaining("no engine is called 'tensorflow'")
        .hasMessageContaining("fake");
    assertThat(Engines.find("fake").version()).isEqualTo("fake 1");
  }

  @Test
  void an_unknown_device_is_refused_with_what_there_is() {
    RunRecord run = records(TRAIN.onDevice("cuda:7"), Bench.training(1, 1)).get(0);
    assertThat(run.outcome()).isEqualTo(RunRecord.Outcome.FAILED);
    assertThat(run.detail()).contains("no device 'cuda:7'; allowed: cpu");
  }

  @Test
  void says_before_training_why_a_gpu_of_the_machine_is_not_used() {
    FakeEngine engine =
        new FakeEngine() {
          @Override
          public String advice() {
            return "the NVIDIA driver is 470; use the profile torch";
          }
        };
    String told = "fake trains on the CPU: the NVIDIA driver is 470; use the profile torch";
    records(engine, TRAIN, progress, Bench.training(1, 2), Bench.training(2, 2));
    assertThat(notes).containsExactly(told);
    records(engine, TRAIN, progress, Bench.training(1, 2));
    assertThat(notes).as("nothing was left to train").containsExactly(told);
    records(engine, TRAIN.onDevice("cpu"), progress, Bench.training(3, 2));
    assertThat(notes).as("the CPU was asked for").containsExactly(told);
  }

  @Test
  void the_console_shows_a_line_for_every_run() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ConsoleProgress console =
        new ConsoleProgress(new PrintStream(bytes, true, StandardCharsets.UTF_8), false)) {
      records(new FakeEngine(), TRAIN, console, Bench.training(7, 2));
    }
    assertThat(bytes.toString(StandardCharsets.UTF_8))
        .contains("1 run, of which 0 are recorded and reused")
        .containsPattern(
            "\\[0/1\\]  stack-2-w16 none linear-teacher seed 7  epoch 1/2  loss \\d+\\.\\d+  \\d+"
                + " examples/s  0:0\\d to its end")
        .containsPattern("\\[1/1\\]  stack-2-w16 .* completed .* test_error");
  }

  @Test
  void a_crash_of_an_isolated_engine_costs_one_run() {
    RunSpec good = by("crashing", Bench.training(1, 2));
    RunSpec bad = by("crashing", Bench.training(2, 2));
    List<RunRecord> runs =
        records(new CrashingEngine(), TRAIN.isolated(true).with(1, 1), progress, bad, good);
    assertThat(runs.get(0).outcome()).isEqualTo(RunRecord.Outcome.FAILED);
    assertThat(runs.get(0).detail()).contains("died with exit code 134, signal 6");
    assertThat(runs.get(1).outcome()).isEqualTo(RunRecord.Outcome.COMPLETED);
    assertThat(runs.get(1).metrics())
        .isEqualTo(records(TRAIN, Bench.training(1, 2)).get(0).metrics());
  }

  private static RunSpec by(String engine, RunSpec s) {
    return new RunSpec(
        s.protocol(),
        s.architecture(),
        s.erasure(),
        s.dataset(),
        s.datasetChecksum(),
        s.recipe(),
        s.seed(),
        engine);
  }

  @Test
  void the_environment_names_the_machine() {
    assertThat(Environment.capture()).containsKeys("cores", "heap", "jvm", "os");
  }

  private Stored store(RunSpec spec) {
    try (RunStore store = RunStore.open(results, notes::add)) {
      return store.find(Fingerprint.of(spec));
    }
  }

  private int ledgerRows() {
    try (RunStore store = RunStore.open(results, notes::add)) {
      return store.ledger().table().rowCount();
    }
  }
}
