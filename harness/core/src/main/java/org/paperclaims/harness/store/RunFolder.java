package org.paperclaims.harness.store;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.paperclaims.harness.engine.Snapshot;
import org.paperclaims.harness.run.RunRecord;
import org.paperclaims.harness.run.RunSpec;
import org.paperclaims.harness.run.SpecJson;

/** The folder of a run, for the holder of its lease. Used by one thread at a time. */
public final class RunFolder {
  private static final String CHECKPOINT = "checkpoint.safetensors";
  private static final String LOG = "log.txt";
  private static final String LOSSES = "losses";
  private static final String EPOCHS = "epochs";
  private static final String SECONDS = "seconds";
  private static final Set<String> KNOWN =
      Set.of(
          RunStore.SPEC,
          RunStore.RECORD,
          RunStore.EPOCHS,
          RunStore.CORRECT,
          RunStore.MODEL,
          CHECKPOINT,
          LOG);

  private final Path folder;
  private final Lease lease;
  private final RunSpec spec;
  private final Disk disk;
  private final Quarantine quarantine;
  private final Optional<Bucket> bucket;

  RunFolder(
      Path folder,
      Lease lease,
      RunSpec spec,
      Disk disk,
      Quarantine quarantine,
      Optional<Bucket> bucket) {
    this.folder = folder;
    this.lease = lease;
    this.spec = spec;
    this.disk = disk;
    this.quarantine = quarantine;
    this.bucket = bucket;
  }

  /**
   * Make the folder ready for a run: write the spec, clear away what a killed process left half
   * written, and quarantine what does not belong here.
   */
  public void begin() {
    lease.check();
    try {
      if (Files.exists(folder, LinkOption.NOFOLLOW_LINKS)
          && !Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
        quarantine.move(folder, "not a folder");
      }
      Files.createDirectories(folder);
      for (Path file : files()) {
        String name = String.valueOf(file.getFileName());
        if (name.endsWith(SyncedDisk.TEMPORARY)
            && Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
          Files.deleteIfExists(file);
        } else if (!KNOWN.contains(name) || !Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
          quarantine.move(file, "not a file of a run");
        }
      }
      String text = SpecJson.write(spec);
      Path file = folder.resolve(RunStore.SPEC);
      if (Files.exists(file) && !holds(file, text)) {
        quarantine.move(file, "not the spec of this run");
      }
      if (!Files.exists(file)) {
        disk.replace(file, text);
      }
      if (bucket.isPresent()) {
        bucket.get().fetchCheckpoint(lease.name(), folder, RunFolder::isFurther);
      }
    } catch (IOException e) {
      throw unwritable(e);
    }
  }

  private static boolean holds(Path file, String text) throws IOException {
    byte[] expected = text.getBytes(StandardCharsets.UTF_8);
    // Its size is asked first: a stranger's file may be larger than the memory.
    return Files.size(file) == expected.length && Arrays.equals(Files.readAllBytes(file), expected);
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.toList();
    }
  }

  /**
   * Load the checkpoint. One that does not verify is quarantined, and none is returned.
   *
   * @throws StoreException if the disk does not give it, which says nothing of what it holds
   */
  public Optional<Checkpoint> checkpoint() {
    Path file = folder.resolve(CHECKPOINT);
    try {
      Safetensors read = Safetensors.read(file, Safetensors.Trust.VERIFIED);
      double[] losses = read.doubles().get(LOSSES);
      String epochs = read.metadata().get(EPOCHS);
      String seconds = read.metadata().get(SECONDS);
      if (losses == null || epochs == null || seconds == null) {
        throw new StoreException.Corrupt("it is not a checkpoint");
      }
      return Optional.of(
          new Checkpoint(
              Models.snapshot(read, lease.name()),
              losses,
              EpochsCsv.read(epochs),
              Double.parseDouble(seconds)));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw new StoreException(
          "cannot read the checkpoint %s (%s); it stays where it is, and the run can go on from it when it can be read, or from its beginning when it is gone"
              .formatted(file, e),
          e);
    } catch (RuntimeException e) {
      quarantine.move(file, "the checkpoint does not verify: " + e.getMessage());
      return Optional.empty();
    }
  }

  /** Tell whether a checkpoint is of more steps than another, or the other is none. */
  private static boolean isFurther(Path one, Path other) {
    return steps(one) > steps(other);
  }

  private static int steps(Path checkpoint) {
    try {
      double[] losses =
          Safetensors.read(checkpoint, Safetensors.Trust.VERIFIED).doubles().get(LOSSES);
      return losses == null ? -1 : losses.length;
    } catch (IOException | RuntimeException e) {
      return -1;
    }
  }

  /** Replace the checkpoint. */
  public void save(Checkpoint checkpoint) {
    Map<String, String> metadata =
        new TreeMap<>(Models.metadata(checkpoint.snapshot(), lease.name()));
    metadata.put(EPOCHS, EpochsCsv.write(checkpoint.epochs()));
    metadata.put(SECONDS, Double.toString(checkpoint.seconds()));
    Safetensors file =
        new Safetensors(
            checkpoint.snapshot().tensors(), Map.of(LOSSES, checkpoint.losses()), metadata);
    lease.checkHere();
    try {
      disk.replace(folder.resolve(CHECKPOINT), file::writeTo);
    } catch (IOException e) {
      throw unwritable(e);
    }
    try {
      if (bucket.isPresent()) {
        lease.check();
        bucket.get().putCheckpoint(lease.name(), folder);
      }
    } catch (IOException | StoreException.Away e) {
      // It is saved here, and the next one may be put.
      log("the checkpoint could not be put into the bucket: " + Brief.of(e.getMessage()));
    }
  }

  /**
   * Store a record, with its model, for good. The record itself is written last: before that there
   * is none, after that all that it rests on is there.
   */
  public void commit(RunRecord run, Optional<Snapshot> model) {
    if (!run.fingerprint().equals(lease.name())) {
      throw new IllegalArgumentException(
          "the lease is of " + lease.name() + ", the record of " + run.fingerprint());
    }
    lease.check();
    try {
      Map<String, RecordJson.StoredFile> files = new TreeMap<>();
      files.put(
          RunStore.SPEC,
          RecordJson.StoredFile.of(Files.readAllBytes(folder.resolve(RunStore.SPEC))));
      String epochs = EpochsCsv.write(run.epochs());
      disk.replace(folder.resolve(RunStore.EPOCHS), epochs);
      files.put(RunStore.EPOCHS, RecordJson.StoredFile.of(epochs.getBytes(StandardCharsets.UTF_8)));
      if (run.correct().isPresent()) {
        byte[] bits = CorrectBits.write(run.correct().get());
        disk.replace(folder.resolve(RunStore.CORRECT), out -> out.write(bits));
        files.put(RunStore.CORRECT, RecordJson.StoredFile.of(bits));
      }
      if (model.isPresent()) {
        Path file = folder.resolve(RunStore.MODEL);
        DigestedContent content =
            new DigestedContent(Models.file(model.get().model(), lease.name()));
        disk.replace(file, content);
        files.put(RunStore.MODEL, content.stored());
      }
      RecordJson json =
          new RecordJson(
              RecordJson.FORMAT,
              run.fingerprint(),
              run.outcome(),
              run.detail(),
              run.metrics(),
              run.environment(),
              run.seconds(),
              files);
      Optional<String> fault = json.fault();
      if (fault.isPresent()) {
        throw new StoreException("this run cannot be recorded: " + fault.get());
      }
      lease.check();
      if (bucket.isPresent()) {
        putIntoBucket(bucket.get(), json);
      }
      disk.replace(folder.resolve(RunStore.RECORD), json.write());
      Files.deleteIfExists(folder.resolve(CHECKPOINT));
    } catch (IOException e) {
      throw unwritable(e);
    }
  }

  /** The bucket has a record before the folder does, so that none is here alone. */
  private void putIntoBucket(Bucket objects, RecordJson json) throws IOException {
    boolean more = Files.exists(folder.resolve(RunStore.RECORD), LinkOption.NOFOLLOW_LINKS);
    if (!objects.commit(json, folder, more, lease::check)) {
      throw new StoreException.LeaseLost(
          "another process has recorded the run " + lease.name() + " in the bucket");
    }
  }

  /** Add a line to the run's log. */
  public void log(String line) {
    try {
      Files.writeString(
          folder.resolve(LOG),
          Instant.now().truncatedTo(ChronoUnit.MILLIS) + " " + line + "\n",
          StandardOpenOption.CREATE,
          StandardOpenOption.APPEND,
          LinkOption.NOFOLLOW_LINKS);
    } catch (IOException e) {
      // A log that cannot be written stops nothing.
    }
  }

  private StoreException.Unwritable unwritable(IOException e) {
    return new StoreException.Unwritable(
        "cannot write the run in %s (%s); what was stored before is still there"
            .formatted(folder, e),
        e);
  }
}
