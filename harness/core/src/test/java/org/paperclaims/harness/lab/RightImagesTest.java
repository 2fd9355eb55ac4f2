package org.paperclaims.harness.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.paperclaims.architectures.Network;
import org.paperclaims.datasets.Batch;
import org.paperclaims.datasets.DatasetSpec;
import org.paperclaims.harness.engine.Learner;
import org.paperclaims.harness.engine.LearnerOptions;
import org.paperclaims.harness.engine.Precision;
import org.paperclaims.harness.run.LearningRate;
import org.paperclaims.harness.run.Protocol;
import org.paperclaims.harness.run.Recipe;
import org.paperclaims.harness.run.RunRecord;
import org.paperclaims.harness.run.RunSpec;
import org.paperclaims.harness.store.Lease;
import org.paperclaims.harness.store.LedgerFile;
import org.paperclaims.harness.store.RunFolder;
import org.paperclaims.harness.store.RunStore;
import org.paperclaims.harness.store.Stored;

/** The test images that a network was right about, from the end of its training to the ledger. */
class RightImagesTest {
  private static final int IMAGES = 60;

  @TempDir Path results;
  private final List<String> notes = new ArrayList<>();

  private static RunSpec shapes(DatasetSource datasets) {
    DatasetSpec data = new DatasetSpec("shapes10", 200, IMAGES, 8, false);
    return new RunSpec(
        Protocol.TRAIN,
        "resnet-8-w4",
        "none",
        data,
        datasets.get(data).checksum(),
        new Recipe(
            2,
            20,
            new LearningRate(0.05, List.of()),
            0.9,
            false,
            1e-4,
            List.of(),
            "he-normal",
            Precision.FP32),
        1,
        "fake");
  }

  /** An engine whose networks answer the first class whatever they see. */
  private static final class OtherEngine extends FakeEngine {
    @Override
    public Learner learner(Network network, LearnerOptions options) {
      return new FakeLearner(network, options) {
        @Override
        public float[] predict(Batch batch) {
          float[] outputs = super.predict(batch);
          for (int i = 0; i < outputs.length; i += outputs.length / batch.size()) {
            outputs[i] = 1e9f;
          }
          return outputs;
        }
      };
    }
  }

  private interface Work {
    RunRecord with(Laboratory laboratory, RunSpec spec);
  }

  private RunRecord inLaboratory(FakeEngine engine, Work work) {
    Progress progress =
        new Progress() {
          @Override
          public void note(String message) {
            notes.add(message);
          }
        };
    try (RunStore store = RunStore.open(results, notes::add);
        DatasetSource datasets = Bench.datasets()) {
      Laboratory laboratory =
          new Laboratory(
              store,
              datasets,
              id -> engine,
              Map.of(),
              LaboratoryOptions.of(LaboratoryOptions.Mode.TRAIN),
              progress);
      return work.with(laboratory, shapes(datasets));
    }
  }

  private RunRecord trained() {
    return inLaboratory(new FakeEngine(), (l, spec) -> l.records(List.of(spec)).get(0));
  }

  private RunRecord answered(FakeEngine engine, RunRecord run) {
    return inLaboratory(engine, (laboratory, spec) -> laboratory.answered(run));
  }

  /** Store a run as it was stored before test images were kept. */
  private RunRecord forget(RunRecord run, boolean model) {
    RunRecord before =
        new RunRecord(
            run.fingerprint(),
            run.spec(),
            run.outcome(),
            run.detail(),
            run.epochs(),
            run.metrics(),
            run.environment(),
            run.seconds());
    try (RunStore store = RunStore.open(results, notes::add);
        Lease lease = store.lease(run.fingerprint()).orElseThrow()) {
      RunFolder folder = store.folder(lease, run.spec());
      folder.commit(before, store.model(run.fingerprint()).filter(m -> model));
      Files.deleteIfExists(folder(run).resolve("correct.bits"));
      if (!model) {
        Files.delete(folder(run).resolve("model.safetensors"));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return before;
  }

  private Path folder(RunRecord run) {
    return results.resolve("runs").resolve(run.fingerprint());
  }

  private Stored stored(RunRecord run) {
    try (RunStore store = RunStore.open(results, notes::add)) {
      return store.find(run.fingerprint());
    }
  }

  @Test
  void a_training_ends_with_a_bit_for_each_test_image_that_make_its_test_error() {
    RunRecord run = trained();
    assertThat(run.correct().orElseThrow().images()).isEqualTo(IMAGES);
    assertThat(run.correct().orElseThrow().error())
        .isEqualTo(run.metrics().get("test_error"))
        .isStrictlyBetween(0.0, 100.0);
    assertThat(stored(run)).isEqualTo(new Stored.Found(run));
    assertThat(LedgerFile.read(results.resolve("ledger.csv")).records()).containsExactly(run);
  }

  @Test
  void a_run_of_before_is_read_and_its_stored_model_tells_what_was_not_kept() {
    RunRecord run = trained();
    RunRecord before = forget(run, true);
    assertThat(before.correct()).isEmpty();
    assertThat(stored(run)).isEqualTo(new Stored.Found(before));
    RunRecord after = answered(new FakeEngine(), before);
    assertThat(after).isEqualTo(run);
    assertThat(stored(run)).isEqualTo(new Stored.Found(run));
    assertThat(LedgerFile.read(results.resolve("ledger.csv")).records()).containsExactly(run);
    assertThat(notes).isEmpty();
  }

  @Test
  void a_model_that_errs_otherwise_here_is_told_and_changes_nothing() {
    RunRecord before = forget(trained(), true);
    assertThat(answered(new OtherEngine(), before)).isEqualTo(before);
    assertThat(stored(before)).isEqualTo(new Stored.Found(before));
    assertThat(notes)
        .singleElement()
        .asString()
        .contains("test images cannot be measured", "and the record says");
  }

  @Test
  void a_run_without_a_model_stays_as_it_is() {
    RunRecord before = forget(trained(), false);
    assertThat(answered(new FakeEngine(), before)).isEqualTo(before);
  }

  @Test
  void bits_of_another_error_are_no_bits_of_the_run() throws Exception {
    RunRecord run = trained();
    byte[] bits = Files.readAllBytes(folder(run).resolve("correct.bits"));
    bits[bits.length - 1] ^= 1;
    Files.write(folder(run).resolve("correct.bits"), bits);
    assertThat(stored(run))
        .isInstanceOfSatisfying(
            Stored.Corrupt.class, c -> assertThat(c.reason()).contains("correct.bits is not"));
    Files.delete(folder(run).resolve("correct.bits"));
    assertThat(stored(run))
        .isInstanceOfSatisfying(
            Stored.Corrupt.class, c -> assertThat(c.reason()).contains("correct.bits is missing"));
  }

  @Test
  void a_regression_has_none() {
    RunRecord run =
        inLaboratory(
            new FakeEngine(), (l, spec) -> l.records(List.of(Bench.training(1, 1))).get(0));
    assertThat(run.correct()).isEqualTo(Optional.empty());
    assertThat(folder(run).resolve("correct.bits")).doesNotExist();
  }
}
