package org.paperclaims.harness.store;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.paperclaims.harness.run.Fingerprint;

/**
 * The bucket that a results folder is a working copy of. A record is an object that is created
 * once; what it rests on lies under its own SHA-256, so that no writer ever changes what another's
 * record rests on. {@code docs/store.md} has the layout.
 */
final class Bucket implements AutoCloseable {
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
      // What lies here may be of a run of one's own that came too late to be recorded.
      Files.deleteIfExists(folder.resolve(RunStore.MODEL));
      for (var file : files(record.get()).entrySet()) {
        if (!file.getKey().equals(RunStore.MODEL)) {
          fetch(fingerprint, file.getValue(), folder.resolve(file.getKey()));
        }
      }
      replace(folder.resolve(RunStore.RECORD), record.get());
      return true;
    } catch (IOException e) {
      throw unreachable("read the run " + fingerprint + " from", e);
    }
  }

  /** Get a run's model, if its record has one and the folder does not. */
  void fetchModel(String fingerprint, Path folder) {
    Path model = folder.resolve(RunStore.MODEL);
    Path record = folder.resolve(RunStore.RECORD);
    try {
      if (!Files.exists(model, LinkOption.NOFOLLOW_LINKS)
          && Files.isRegularFile(record, LinkOption.NOFOLLOW_LINKS)) {
        RecordJson.StoredFile wanted =
            files(RunReader.readAll(record, RunStore.JSON_LIMIT)).get(RunStore.MODEL);
        if (wanted != null) {
          fetch(fingerprint, wanted, model);
        }
      }
    } catch (IOException e) {
      throw unreachable("read the model of " + fingerprint + " from", e);
    }
  }

  private void fetch(String fingerprint, RecordJson.StoredFile file, Path into) throws IOException {
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
   */
  void fetchCheckpoint(String fingerprint, Path folder) throws IOException {
    Path file = folder.resolve(CHECKPOINT);
    Path temporary = SyncedDisk.temporary(file);
    try {
      if (objects.get(checkpoint(fingerprint), temporary)) {
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
   * @return false if the bucket has another's record
   */
  boolean commit(RecordJson json, Path folder, boolean more) throws IOException {
    String fingerprint = json.fingerprint();
    for (var file : json.files().entrySet()) {
      Path path = folder.resolve(file.getKey());
      // A model that was not asked for lies in the bucket alone.
      if (Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
        objects.put(file(fingerprint, file.getValue()), path);
      }
    }
    byte[] record = json.write().getBytes(StandardCharsets.UTF_8);
    if (more) {
      objects.put(record(fingerprint), record);
    } else if (!objects.create(record(fingerprint), record)) {
      return false;
    }
    objects.delete(checkpoint(fingerprint));
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

  /** Get a file that lies beside the runs, unless the bucket has none. */
  void fetchBeside(Path file, int limit) {
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

  /** Put a file that lies beside the runs. */
  void putBeside(Path file) {
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
    return new StoreException(
        "cannot %s the bucket: %s".formatted(what, Brief.of(e.getMessage())), e);
  }

  private static String record(String fingerprint) {
    return "runs/" + fingerprint + "/" + RunStore.RECORD;
  }

  private static String checkpoint(String fingerprint) {
    return "runs/" + fingerprint + "/" + CHECKPOINT;
  }

  private static String file(String fingerprint, RecordJson.StoredFile file) {
    if (!Fingerprint.isOne(file.sha256())) {
      throw new StoreException.Corrupt("the record has a file whose SHA-256 is " + file.sha256());
    }
    return "runs/" + fingerprint + "/files/" + file.sha256();
  }
}
