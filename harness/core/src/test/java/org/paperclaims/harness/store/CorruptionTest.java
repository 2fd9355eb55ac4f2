package org.paperclaims.harness.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.paperclaims.harness.engine.Snapshot;
import org.paperclaims.harness.engine.Tensor;
import org.paperclaims.harness.run.Fingerprint;
import org.paperclaims.harness.run.RunRecord;
import org.paperclaims.harness.run.RunSpec;
import org.paperclaims.harness.run.Specs;

/**
 * Damages every kind of stored file in every way that comes to mind, thousands of times: what is
 * then read is what was written, or nothing, and never anything else. Files do their own writing
 * here, for syncing thousands of them would take minutes and prove nothing about reading.
 */
@Tag("long")
class CorruptionTest {
  private static final int TRIALS = Integer.getInteger("reliability.corruptions", 5_000);

  private static final RunSpec SPEC = Specs.training(1);
  private static final RunSpec OTHER = Specs.training(2);
  private static final String NAME = Fingerprint.of(SPEC);

  @TempDir Path results;

  private enum Damage {
    FLIP_A_BIT,
    FLIP_MANY_BITS,
    CUT_OFF,
    APPEND,
    ZERO_A_BLOCK,
    DOUBLE_A_BLOCK,
    REMOVE_A_BLOCK,
    CHANGE_A_DIGIT,
    SWAP_WITH_ANOTHER_RUN,
    EMPTY,
    NOISE,
    DELETE
  }

  private static final List<String> KINDS =
      List.of(
          "spec.json",
          "record.json",
          "epochs.csv",
          "correct.bits",
          "model.safetensors",
          "checkpoint.safetensors",
          "ledger.csv");

  private static Snapshot snapshot(RunSpec spec) {
    float[] numbers = new float[40];
    Arrays.fill(numbers, spec.seed());
    return new Snapshot(
        3,
        Map.of(
            "linear.weight", new Tensor(List.of(8, 5), numbers),
            "momentum.linear.weight", new Tensor(List.of(8, 5), numbers)));
  }

  private static void store(RunStore store, RunSpec spec) throws IOException {
    RunRecord run = RunStoreTest.run(spec);
    try (Lease lease = store.lease(run.fingerprint()).orElseThrow()) {
      RunFolder folder = store.folder(lease, spec);
      folder.begin();
      folder.commit(run, Optional.of(snapshot(spec)));
      folder.save(
          new Checkpoint(snapshot(spec), new double[] {3, 2, spec.seed()}, run.epochs(), 1));
    }
    store.ledger().add(run);
  }

  @Test
  void no_damage_makes_a_wrong_number_or_an_unknown_error() throws IOException {
    Disk unsynced =
        (file, content) -> {
          try (var out = Files.newOutputStream(file)) {
            content.writeTo(out);
          }
        };
    Random random = new Random(Long.getLong("reliability.seed", 7));
    Map<Damage, Integer> found = new EnumMap<>(Damage.class);
    try (RunStore store = RunStore.open(results, m -> {}, Duration.ofSeconds(60), unsynced)) {
      store(store, SPEC);
      store(store, OTHER);
      Checkpoint checkpoint;
      try (Lease lease = store.lease(NAME).orElseThrow()) {
        checkpoint = store.folder(lease, SPEC).checkpoint().orElseThrow();
        List<String> rows = store.ledger().rows();
        for (int trial = 0; trial < TRIALS; trial++) {
          String kind = KINDS.get(random.nextInt(KINDS.size()));
          Damage damage = Damage.values()[random.nextInt(Damage.values().length)];
          Path file = path(kind, NAME);
          byte[] good = Files.readAllBytes(file);
          byte[] other =
              kind.equals("ledger.csv")
                  ? new byte[0]
                  : Files.readAllBytes(path(kind, Fingerprint.of(OTHER)));
          damage(file, good, other, damage, random);
          String what = "trial " + trial + ": " + damage + " of " + kind;
          boolean noticed =
              switch (kind) {
                case "model.safetensors" -> model(store, what);
                case "checkpoint.safetensors" -> checkpoint(store, lease, checkpoint, what);
                case "ledger.csv" -> ledger(store, rows, what);
                default -> record(store, what);
              };
          if (noticed) {
            found.merge(damage, 1, Integer::sum);
          }
          Files.write(file, good);
        }
      }
      assertThat(store.find(NAME)).isEqualTo(new Stored.Found(RunStoreTest.run(SPEC)));
    }
    assertThat(found).as("every kind of damage is noticed").hasSize(Damage.values().length);
  }

  private Path path(String kind, String name) {
    return kind.equals("ledger.csv")
        ? results.resolve(kind)
        : results.resolve("runs").resolve(name).resolve(kind);
  }

  private static void damage(Path file, byte[] good, byte[] other, Damage damage, Random random)
      throws IOException {
    int from = random.nextInt(good.length);
    int to = Math.min(good.length, from + 1 + random.nextInt(64));
    byte[] bad = good.clone();
    switch (damage) {
      case FLIP_A_BIT -> bad[from] ^= (byte) (1 << random.nextInt(8));
      case FLIP_MANY_BITS -> {
        for (int i = 0; i < 20; i++) {
          bad[random.nextInt(bad.length)] ^= (byte) (1 << random.nextInt(8));
        }
      }
      case CUT_OFF -> bad = Arrays.copyOf(good, from);
      case APPEND -> {
        bad = Arrays.copyOf(good, good.length + 1 + random.nextInt(100));
        for (int i = good.length; i < bad.length; i++) {
          bad[i] = (byte) random.nextInt(256);
        }
      }
      case ZERO_A_BLOCK -> Arrays.fill(bad, from, to, (byte) 0);
      case DOUBLE_A_BLOCK -> {
        bad = Arrays.copyOf(good, good.length + to - from);
        System.arraycopy(good, from, bad, to, good.length - from);
      }
      case REMOVE_A_BLOCK -> {
        bad = Arrays.copyOf(good, good.length - (to - from));
        System.arraycopy(good, to, bad, from, good.length - to);
      }
      case CHANGE_A_DIGIT -> {
        int at = from;
        for (int i = 0; i < bad.length && !Character.isDigit(bad[at]); i++) {
          at = (at + 1) % bad.length;
        }
        bad[at] = (byte) ('0' + random.nextInt(10));
      }
      case SWAP_WITH_ANOTHER_RUN -> bad = other;
      case EMPTY -> bad = new byte[0];
      case NOISE -> random.nextBytes(bad);
      case DELETE -> Files.delete(file);
    }
    if (damage != Damage.DELETE) {
      Files.write(file, bad);
    }
  }

  private static boolean record(RunStore store, String what) {
    Stored stored = store.find(NAME);
    if (stored instanceof Stored.Found found) {
      assertThat(found.run()).as(what).isEqualTo(RunStoreTest.run(SPEC));
      return false;
    }
    return true;
  }

  private static boolean model(RunStore store, String what) {
    Optional<Snapshot> model;
    try {
      model = store.model(NAME);
    } catch (StoreException.Corrupt e) {
      return true;
    }
    model.ifPresent(
        m ->
            assertThat(m.tensor("linear.weight").data())
                .as(what)
                .containsExactly(snapshot(SPEC).tensor("linear.weight").data()));
    return model.isEmpty();
  }

  private static boolean checkpoint(RunStore store, Lease lease, Checkpoint expected, String what) {
    Optional<Checkpoint> read = store.folder(lease, SPEC).checkpoint();
    read.ifPresent(
        c -> {
          assertThat(c.losses()).as(what).containsExactly(expected.losses());
          assertThat(c.epochs()).as(what).isEqualTo(expected.epochs());
          assertThat(c.snapshot().tensor("momentum.linear.weight").data())
              .as(what)
              .containsExactly(expected.snapshot().tensor("momentum.linear.weight").data());
        });
    return read.isEmpty();
  }

  private static boolean ledger(RunStore store, List<String> expected, String what) {
    List<String> rows = store.ledger().rows();
    assertThat(expected).as(what).containsAll(rows);
    return !rows.equals(expected);
  }
}
