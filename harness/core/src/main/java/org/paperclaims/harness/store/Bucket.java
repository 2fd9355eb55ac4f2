package org.paperclaims.harness.store;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BiPredicate;
import org.paperclaims.harness.run.Fingerprint;

/**
 * The bucket that a results folder is a working copy of. A record is an object that is created
 * once; what it rests on lies under its own SHA-256, so that no writer ever changes what another's
 * record rests on. {@code docs/store.md} has the layout.
 */
final class Bucket implements AutoCloseable {
  /** All that a record may rest on. */
  private static final List<String> FILES =
      List.of(RunStore.SPEC, RunStore.EPOCHS, RunStore.CORRECT, RunStore.MODEL);

  private static final String CHECKPOINT = "checkpoint.safetensors";

  private final ObjectStore objects;
  private final Disk disk;

  Bucket(ObjectStore objects, Disk disk) {
    this.objects = objects;
    this.disk = disk;
  }

  BucketLeases leases(Duration duration) {
    return new BucketLeases(objects, duration);
  }

  BucketLedger ledger() {
    return new BucketLedger(objects);
  }

  /**
   * Get a run's record and what it rests on, but for the model, which is as large as all the rest.
   * Files that are here already and are those that the record rests on stay.
   *
   * @return whether the bucket has a record
   */
  boolean fetch(String fingerprint, Path folder) {
    try {
      Optional<byte[]> record = objects.get(record(fingerprint), RunStore.JSON_LIMIT);
      if (record.isEmpty()) {
        return false;
      }
      Files.createDirectories(folder);
      Map<String, RecordJson.StoredFile> files = files(record.get());
      for (String name : List.of(RunStore.SPEC, RunStore.EPOCHS, RunStore.CORRECT)) {
        if (files.containsKey(name) && !holds(folder.resolve(name), files.get(name))) {
          fetch(fingerprint, files.get(name), folder.resolve(name));
        }
      }
      Path here = folder.resolve(RunStore.RECORD);
      if (!holds(here, RecordJson.StoredFile.of(record.get()))) {
        // A model that lies here may be of another record.
        Files.deleteIfExists(folder.resolve(RunStore.MODEL));
        replace(here, record.get());
      }
      return true;
    } catch (IOException e) {
      throw unreachable("read the run " + fingerprint + " from", e);
    }
  }

  private static boolean holds(Path file, RecordJson.StoredFile wanted) throws IOException {
    return Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
        && Files.size(file) == wanted.size()
        && RecordJson.StoredFile.of(Files.readAllBytes(file)).equals(wanted);
  }

  /** Get a run's model, if its record has one and the folder does not. */
  void fetchModel(String fingerprint, Path folder) {
    Path model = folder.resolve(RunStore.MODEL);
    Path record = folder.resolve(RunStore.RECORD);
    if (Files.exists(model, LinkOption.NOFOLLOW_LINKS)
        || (!Files.exists(record, LinkOption.NOFOLLOW_LINKS) && !fetch(fingerprint, folder))) {
      return;
    }
    try {
      RecordJson.StoredFile wanted =
          files(RunReader.readAll(record, RunStore.JSON_LIMIT)).get(RunStore.MODEL);
      if (wanted != null) {
        fetch(fingerprint, wanted, model);
      }
    } catch (IOException e) {
      throw unreachable("read the model of " + fingerprint + " from", e);
    }
  }

  /** Put a record of this folder into the bucket, which lost it or never had it. */
  void restore(String fingerprint, Path folder) {
    try {
      byte[] record = RunReader.readAll(folder.resolve(RunStore.RECORD), RunStore.JSON_LIMIT);
      var unused = commit(RecordJson.read(RunReader.text(record)), folder, false, () -> {});
    } catch (IOException e) {
      throw unreachable("write the run " + fingerprint + " to", e);
    }
  }

  private void fetch(String fingerprint, RecordJson.StoredFile file, Path into) throws IOException {
    if (!Fingerprint.isOne(file.sha256())) {
      return;
    }
    Path temporary = SyncedDisk.temporary(into);
    try {
      // One that is missing makes the record one that does not verify, which its reader says.
      if (objects.get(file(fingerprint, file), temporary)) {
        move(temporary, into);
      }
    } finally {
      Files.deleteIfExists(temporary);
    }
  }

  private void move(Path from, Path to) throws IOException {
    try (var in = Files.newInputStream(from)) {
      disk.replace(to, in::transferTo);
    }
  }

  /** The files that a record rests on; none if it does not verify, which its reader says. */
  private static Map<String, RecordJson.StoredFile> files(byte[] record) {
    try {
      return RecordJson.read(RunReader.text(record)).files();
    } catch (StoreException.Corrupt e) {
      return Map.of();
    }
  }

  /**
   * Get the checkpoint of a run, which another machine may have saved, in the place of one's own.
   *
   * @param further tells whether that one, the first, is to be had in the place of one's own: while
   *     the bucket was away, more may have been saved here
   */
  void fetchCheckpoint(String fingerprint, Path folder, BiPredicate<Path, Path> further)
      throws IOException {
    Path file = folder.resolve(CHECKPOINT);
    Path temporary = SyncedDisk.temporary(file);
    try {
      if (objects.get(checkpoint(fingerprint), temporary) && further.test(temporary, file)) {
        move(temporary, file);
      }
    } finally {
      Files.deleteIfExists(temporary);
    }
  }

  /** Put the checkpoint of a run. */
  void putCheckpoint(String fingerprint, Path folder) throws IOException {
    objects.put(checkpoint(fingerprint), folder.resolve(CHECKPOINT));
  }

  /**
   * Put what a record rests on, and then the record, of which there is one for ever; only where
   * more is known of a run that is recorded, another takes its place.
   *
   * @param more whether the run was recorded before
   * @param check that the run's lease is still held, after what may have taken long
   * @return false if the bucket has another's record
   */
  boolean commit(RecordJson json, Path folder, boolean more, Runnable check) throws IOException {
    String fingerprint = json.fingerprint();
    for (var file : json.files().entrySet()) {
      // A record from the bucket may name any file of this machine. A model that was not asked for
      // lies in the bucket alone.
      if (FILES.contains(file.getKey())
          && Files.isRegularFile(folder.resolve(file.getKey()), LinkOption.NOFOLLOW_LINKS)) {
        objects.put(file(fingerprint, file.getValue()), folder.resolve(file.getKey()));
      }
    }
    byte[] record = json.write().getBytes(StandardCharsets.UTF_8);
    check.run();
    if (more) {
      objects.put(record(fingerprint), record);
    } else if (!objects.create(record(fingerprint), record)) {
      return false;
    }
    try {
      objects.delete(checkpoint(fingerprint));
    } catch (IOException e) {
      // It takes some room; the run is recorded.
    }
    return true;
  }

  /** Set a record aside that does not verify, so that the run can be recorded again. */
  void quarantine(String fingerprint) {
    try {
      Optional<byte[]> record = objects.get(record(fingerprint), RunStore.JSON_LIMIT);
      if (record.isPresent()) {
        objects.put(
            "quarantine/" + fingerprint + "/" + UUID.randomUUID() + "/" + RunStore.RECORD,
            record.get());
        objects.delete(record(fingerprint));
      }
    } catch (IOException e) {
      throw unreachable("move the run " + fingerprint + " to the quarantine of", e);
    }
  }

  /** Get a file of the results folder itself, unless the bucket has none. */
  void fetchTop(Path file, int limit) {
    String key = String.valueOf(file.getFileName());
    try {
      Optional<byte[]> content = objects.get(key, limit);
      if (content.isPresent()) {
        replace(file, content.get());
      }
    } catch (IOException e) {
      throw unreachable("read " + key + " from", e);
    }
  }

  /** Put a file of the results folder itself. */
  void putTop(Path file) {
    String key = String.valueOf(file.getFileName());
    try {
      objects.put(key, file);
    } catch (IOException e) {
      throw unreachable("write " + key + " to", e);
    }
  }

  @Override
  public void close() {
    objects.close();
  }

  private void replace(Path file, byte[] content) throws IOException {
    disk.replace(file, out -> out.write(content));
  }

  static StoreException unreachable(String what, IOException e) {
    return new StoreException.Away(
        "cannot %s the bucket: %s".formatted(what, Brief.of(e.getMessage())), e);
  }

  private static String record(String fingerprint) {
    return "runs/" + fingerprint + "/" + RunStore.RECORD;
  }

  private static String checkpoint(String fingerprint) {
    return "runs/" + fingerprint + "/" + CHECKPOINT;
  }

  private static String file(String fingerprint, RecordJson.StoredFile file) {
    return "runs/" + fingerprint + "/files/" + file.sha256();
  }
}
