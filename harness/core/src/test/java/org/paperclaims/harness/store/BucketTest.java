package org.paperclaims.harness.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.paperclaims.harness.engine.Snapshot;
import org.paperclaims.harness.engine.Tensor;
import org.paperclaims.harness.run.Fingerprint;
import org.paperclaims.harness.run.RunRecord;
import org.paperclaims.harness.run.RunSpec;
import org.paperclaims.harness.run.Specs;

/** Two machines, each with a working copy of one bucket. */
class BucketTest {
  private static final RunSpec SPEC = Specs.training(3);
  private static final String NAME = Fingerprint.of(SPEC);
  private static final String RECORD = "runs/" + NAME + "/record.json";
  private static final Snapshot MODEL =
      new Snapshot(4, Map.of("w", new Tensor(List.of(2), new float[] {1, 2})));

  private final String address = "memory://" + UUID.randomUUID();
  private final MemoryObjects objects = MemoryObjects.of(address);
  private final List<String> reports = new ArrayList<>();
  private final List<RunStore> opened = new ArrayList<>();

  @TempDir private Path folder = Path.of("");

  private RunStore one;
  private RunStore other;

  @BeforeEach
  void two_machines() throws IOException {
    one = machine("one");
    other = machine("other");
  }

  @AfterEach
  void close() {
    objects.setAway(false);
    opened.forEach(RunStore::close);
  }

  private RunStore machine(String name) throws IOException {
    return machine(name, RunStore.LEASE);
  }

  private RunStore machine(String name, Duration lease) throws IOException {
    Path copy = Files.createDirectories(folder.resolve(name));
    RunStore store = RunStore.open(copy, reports::add, lease, address);
    opened.add(store);
    return store;
  }

  private static void commit(RunStore store) {
    try (Lease lease = store.lease(NAME).orElseThrow()) {
      commit(store, lease, RunStoreTest.run(SPEC));
    }
  }

  private static void commit(RunStore store, Lease lease, RunRecord run) {
    RunFolder folder = store.folder(lease, SPEC);
    folder.begin();
    folder.commit(run, Optional.of(MODEL));
    store.ledger().add(run);
  }

  private static RunRecord faster(double seconds) {
    RunRecord run = RunStoreTest.run(SPEC);
    return new RunRecord(
        run.fingerprint(),
        run.spec(),
        run.outcome(),
        run.detail(),
        run.epochs(),
        run.metrics(),
        run.environment(),
        seconds,
        run.correct());
  }

  @Test
  void a_run_of_one_machine_is_found_on_the_other_and_its_model_when_it_is_asked_for() {
    assertThat(other.find(NAME)).isInstanceOf(Stored.Absent.class);
    commit(one);
    assertThat(other.find(NAME)).isEqualTo(new Stored.Found(RunStoreTest.run(SPEC)));
    Path model = other.root().resolve("runs").resolve(NAME).resolve("model.safetensors");
    assertThat(model).doesNotExist();
    assertThat(other.model(NAME).orElseThrow().tensor("w").data()).containsExactly(1, 2);
    assertThat(model).exists();
    assertThat(reports).isEmpty();
  }

  @Test
  void one_machine_alone_does_a_run() {
    try (Lease lease = one.lease(NAME).orElseThrow()) {
      assertThat(other.lease(NAME)).isEmpty();
      lease.check();
    }
    assertThat(objects.keys()).as("a lease that was given back").isEmpty();
    try (Lease lease = other.lease(NAME).orElseThrow()) {
      assertThat(one.lease(NAME)).isEmpty();
      lease.check();
    }
  }

  @Test
  void another_machine_goes_on_where_a_run_was_stopped() {
    try (Lease lease = one.lease(NAME).orElseThrow()) {
      RunFolder run = one.folder(lease, SPEC);
      run.begin();
      run.save(new Checkpoint(MODEL, new double[] {1, 2, 3, 4}, List.of(), 0.5));
    }
    try (Lease lease = other.lease(NAME).orElseThrow()) {
      RunFolder run = other.folder(lease, SPEC);
      run.begin();
      assertThat(run.checkpoint().orElseThrow().losses()).containsExactly(1, 2, 3, 4);
      run.commit(RunStoreTest.run(SPEC), Optional.of(MODEL));
    }
    assertThat(objects.keys()).contains(RECORD).noneMatch(key -> key.contains("checkpoint"));
  }

  @Test
  void a_record_is_there_once_whoever_comes_too_late() throws IOException {
    Lease late = one.lease(NAME).orElseThrow();
    takeOver();
    assertThatThrownBy(late::check).isInstanceOf(StoreException.LeaseLost.class);
    try (Lease lease = other.lease(NAME).orElseThrow()) {
      commit(other, lease, faster(1));
    }
    byte[] recorded = objects.get(RECORD, 1 << 20).orElseThrow();
    late.close();
    try (Lease lease = one.lease(NAME).orElseThrow()) {
      RunFolder run = one.folder(lease, SPEC);
      run.begin();
      assertThatThrownBy(() -> run.commit(faster(2), Optional.of(MODEL)))
          .isInstanceOf(StoreException.LeaseLost.class);
      assertThat(objects.get(RECORD, 1 << 20).orElseThrow()).isEqualTo(recorded);
      assertThat(one.find(lease)).isEqualTo(new Stored.Found(faster(1)));
    }
  }

  /** Have a process take the run's lease over that is gone since. */
  private void takeOver() throws IOException {
    objects.put(
        "leases/" + NAME + "/0000000002",
        ("x\n" + Machine.id() + "\n4000000000 0\n1\n").getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void a_lease_whose_holder_is_silent_is_taken_over() throws IOException {
    RunStore hasty = machine("hasty", Duration.ofMillis(400));
    objects.put(
        "leases/" + NAME + "/0000000007",
        "somebody\nelsewhere\n1 1\n1\n".getBytes(StandardCharsets.UTF_8));
    Optional<Lease> taken = hasty.lease(NAME);
    assertThat(taken).isEmpty();
    long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
    while (taken.isEmpty() && System.nanoTime() < end) {
      Thread.onSpinWait();
      taken = hasty.lease(NAME);
    }
    taken.orElseThrow().check();
    assertThat(objects.keys()).anyMatch(key -> key.endsWith("/0000000008"));
    taken.get().close();
  }

  @Test
  void more_that_is_measured_of_a_run_takes_the_place_of_its_record() throws IOException {
    commit(one);
    RunRecord run = RunStoreTest.run(SPEC);
    RunRecord more =
        new RunRecord(
            run.fingerprint(),
            run.spec(),
            run.outcome(),
            run.detail(),
            run.epochs(),
            Map.of("test_error", 12.5, "train_loss", 2.0),
            run.environment(),
            run.seconds(),
            run.correct());
    assertThat(other.find(NAME)).isInstanceOf(Stored.Found.class);
    try (Lease lease = other.lease(NAME).orElseThrow()) {
      other.folder(lease, SPEC).commit(more, other.model(NAME));
    }
    assertThat(machine("third").find(NAME)).isEqualTo(new Stored.Found(more));
    try (Lease lease = one.lease(NAME).orElseThrow()) {
      assertThat(one.find(lease)).as("before more is measured").isEqualTo(new Stored.Found(more));
    }
  }

  @Test
  void a_damaged_copy_costs_the_bucket_nothing() throws IOException {
    commit(one);
    byte[] recorded = objects.get(RECORD, 1 << 20).orElseThrow();
    Path epochs = one.root().resolve("runs").resolve(NAME).resolve("epochs.csv");
    Files.writeString(epochs, "rot");
    try (Lease lease = one.lease(NAME).orElseThrow()) {
      assertThat(one.find(lease)).isEqualTo(new Stored.Found(RunStoreTest.run(SPEC)));
    }
    assertThat(objects.get(RECORD, 1 << 20)).hasValue(recorded);
  }

  @Test
  void a_record_that_names_a_file_elsewhere_writes_none() throws IOException {
    Map<String, RecordJson.StoredFile> files =
        Map.of(
            "../../../outside",
            RecordJson.StoredFile.of(new byte[] {1}),
            "spec.json",
            new RecordJson.StoredFile(1, "../../../outside"));
    RunRecord run = RunStoreTest.run(SPEC);
    RecordJson json =
        new RecordJson(
            RecordJson.FORMAT, NAME, run.outcome(), "", run.metrics(), Map.of(), 1, files);
    objects.put(RECORD, json.write().getBytes(StandardCharsets.UTF_8));
    objects.put(
        "runs/" + NAME + "/files/" + RecordJson.StoredFile.of(new byte[] {1}).sha256(),
        new byte[] {1});
    assertThat(other.find(NAME)).isInstanceOf(Stored.Corrupt.class);
    try (var all = Files.walk(folder)) {
      assertThat(all.filter(f -> f.endsWith("outside"))).isEmpty();
    }
  }

  @Test
  void a_record_that_names_a_file_elsewhere_puts_none_into_the_bucket() throws IOException {
    Path secret = Files.writeString(folder.resolve("secret"), "secret");
    commit(one);
    Path here = one.root().resolve("runs").resolve(NAME).resolve("record.json");
    RecordJson json = RecordJson.read(Files.readString(here));
    Map<String, RecordJson.StoredFile> files = new HashMap<>(json.files());
    RecordJson.StoredFile stolen = RecordJson.StoredFile.of(Files.readAllBytes(secret));
    files.put("../../../secret", stolen);
    RecordJson forged =
        new RecordJson(
            json.format(),
            NAME,
            json.outcome(),
            json.detail(),
            json.metrics(),
            json.environment(),
            json.seconds(),
            files);
    Files.writeString(here, forged.write());
    objects.delete(RECORD);
    try (Lease lease = one.lease(NAME).orElseThrow()) {
      assertThat(one.find(lease)).isInstanceOf(Stored.Found.class);
    }
    assertThat(objects.keys()).contains(RECORD).noneMatch(k -> k.endsWith(stolen.sha256()));
  }

  @Test
  void a_server_that_writes_over_what_is_there_is_refused() {
    ResultsPlace.refuseWithoutCreation(objects, address);
    objects.writeOver();
    assertThatThrownBy(() -> ResultsPlace.refuseWithoutCreation(objects, address))
        .hasMessageContaining("If-None-Match")
        .hasMessageContaining(address);
    assertThat(objects.keys()).isEmpty();
  }

  @Test
  void more_that_could_not_be_put_of_a_run_goes_into_the_bucket_later() throws IOException {
    commit(one);
    RunRecord more = faster(7);
    objects.setAway(true);
    assertThatThrownBy(() -> one.ledger().addAgain(more)).isInstanceOf(StoreException.Away.class);
    objects.setAway(false);
    machine("one");
    assertThat(machine("third").ledger().table().rowCount()).isEqualTo(2);
  }

  @Test
  void of_two_that_watch_a_silent_holder_one_takes_over() throws Exception {
    objects.put(
        "leases/x/0000000001", "somebody\nelsewhere\n1 1\n1\n".getBytes(StandardCharsets.UTF_8));
    ExecutorService racers = Executors.newFixedThreadPool(2);
    try (BucketLeases first = new BucketLeases(objects, Duration.ofMillis(400));
        BucketLeases second = new BucketLeases(objects, Duration.ofMillis(400))) {
      List<Future<Integer>> wins = new ArrayList<>();
      for (BucketLeases leases : List.of(first, second)) {
        Callable<Integer> watcher =
            () -> {
              long end = System.nanoTime() + Duration.ofSeconds(3).toNanos();
              int taken = 0;
              while (System.nanoTime() < end) {
                Thread.onSpinWait();
                taken += leases.tryTake("x").isPresent() ? 1 : 0;
              }
              return taken;
            };
        wins.add(racers.submit(watcher));
      }
      assertThat(wins.get(0).get() + wins.get(1).get()).isEqualTo(1);
    } finally {
      racers.shutdownNow();
    }
  }

  @Test
  void ledgers_have_the_rows_of_all_machines_each_once() throws IOException {
    commit(one);
    other.ledger().add(RunStoreTest.run(SPEC));
    RunRecord second = RunStoreTest.run(Specs.training(4));
    other.ledger().add(second);
    assertThat(machine("third").ledger().table().stringColumn("id").asList())
        .containsExactlyInAnyOrder(NAME, second.fingerprint());
    assertThat(machine("one").ledger().table().stringColumn("id").asList())
        .containsExactlyInAnyOrder(NAME, second.fingerprint());
  }

  @Test
  void a_row_that_could_not_be_put_goes_into_the_bucket_later() throws IOException {
    objects.setAway(true);
    assertThatThrownBy(() -> one.ledger().add(RunStoreTest.run(SPEC)))
        .hasMessageContaining("the bucket is away")
        .hasMessageContaining("when the results are opened again");
    objects.setAway(false);
    assertThat(other.ledger().table()).isEmpty();
    machine("one");
    assertThat(machine("third").ledger().table().stringColumn("id").asList()).hasSize(1);
  }

  @Test
  void a_record_that_does_not_verify_is_set_aside_and_the_run_is_done_again() throws IOException {
    commit(one);
    objects.spoil(RECORD);
    assertThat(other.find(NAME)).isInstanceOf(Stored.Corrupt.class);
    try (Lease lease = other.lease(NAME).orElseThrow()) {
      other.quarantine(lease, "rot");
      commit(other, lease, faster(3));
    }
    assertThat(objects.keys()).anyMatch(key -> key.startsWith("quarantine/" + NAME));
    assertThat(machine("third").find(NAME)).isEqualTo(new Stored.Found(faster(3)));
  }

  @Test
  void a_row_that_does_not_verify_is_left_out_aloud() throws IOException {
    commit(one);
    objects.keys().stream().filter(k -> k.startsWith("ledger/")).forEach(objects::spoil);
    assertThat(machine("third").ledger().table()).isEmpty();
    assertThat(reports).singleElement().asString().contains("1 of 1 rows", "left out");
  }

  @Test
  void a_folder_of_a_strangers_leads_to_no_bucket() throws IOException {
    Path brought = Files.createDirectories(folder.resolve("brought"));
    Files.writeString(brought.resolve("bucket.txt"), address + "\n");
    try (RunStore store = RunStore.open(brought, reports::add)) {
      commit(store);
    }
    assertThat(objects.keys()).isEmpty();
    assertThat(ResultsPlace.isInBucket(brought)).isFalse();
  }

  @Test
  void an_address_that_nothing_opens_is_refused_with_what_is_missing() {
    assertThatThrownBy(() -> ResultsPlace.folder("s3://bucket/results"))
        .hasMessageContaining("nothing on the class path opens s3://bucket/results")
        .hasMessageContaining("-Ps3");
    assertThat(ResultsPlace.folder("results")).isEqualTo(Path.of("results"));
  }

  @Test
  void of_two_that_race_for_a_lease_never_both_win() throws Exception {
    ExecutorService racers = Executors.newFixedThreadPool(2);
    try (BucketLeases first = new BucketLeases(objects, RunStore.LEASE);
        BucketLeases second = new BucketLeases(objects, RunStore.LEASE)) {
      for (int round = 0; round < 1000; round++) {
        String name = "race-" + round;
        CyclicBarrier start = new CyclicBarrier(2);
        List<Future<Optional<BucketLease>>> taken = new ArrayList<>();
        for (BucketLeases leases : List.of(first, second)) {
          Callable<Optional<BucketLease>> race =
              () -> {
                start.await();
                return leases.tryTake(name);
              };
          taken.add(racers.submit(race));
        }
        int winners = 0;
        for (Future<Optional<BucketLease>> one : taken) {
          winners += one.get().isPresent() ? 1 : 0;
        }
        assertThat(winners).as("round %d", round).isEqualTo(1);
      }
    } finally {
      racers.shutdownNow();
    }
  }

  private static Checkpoint after(int steps) {
    Snapshot model = new Snapshot(steps, MODEL.tensors());
    return new Checkpoint(model, new double[steps], List.of(), 0.5);
  }

  @Test
  void a_checkpoint_is_saved_here_while_the_bucket_is_away_and_gone_on_from_afterwards() {
    try (Lease lease = one.lease(NAME).orElseThrow()) {
      RunFolder run = one.folder(lease, SPEC);
      run.begin();
      run.save(after(4));
      objects.setAway(true);
      run.save(after(9));
      objects.setAway(false);
    }
    try (Lease lease = one.lease(NAME).orElseThrow()) {
      RunFolder run = one.folder(lease, SPEC);
      run.begin();
      assertThat(run.checkpoint().orElseThrow().losses())
          .as("the bucket has the one of four steps")
          .hasSize(9);
    }
    try (Lease lease = other.lease(NAME).orElseThrow()) {
      RunFolder run = other.folder(lease, SPEC);
      run.begin();
      assertThat(run.checkpoint().orElseThrow().losses()).hasSize(4);
    }
  }
}
