package org.paperclaims.harness.store;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.paperclaims.harness.engine.Snapshot;
import org.paperclaims.harness.run.Correctness;
import org.paperclaims.harness.run.EpochRow;
import org.paperclaims.harness.run.Fingerprint;
import org.paperclaims.harness.run.RunRecord;
import org.paperclaims.harness.run.RunSpec;
import org.paperclaims.harness.run.SpecJson;

/**
 * Reads the run records and models of a results folder, and verifies each. It makes, moves and
 * writes nothing, so that a folder can be read by whoever may not write to it; only the working
 * copy of a bucket gets a model that is asked for. Safe for use by several threads.
 */
public final class RunReader {
  private static final int EPOCHS_LIMIT = 16 << 20;

  private final Path runs;
  private final Optional<String> bucket;

  private RunReader(Path runs, Optional<String> bucket) {
    this.runs = runs;
    this.bucket = bucket;
  }

  /**
   * Read a results folder.
   *
   * @throws StoreException if its folder of runs is a link
   */
  public static RunReader of(Path results) {
    return of(results, ResultsPlace.address(results));
  }

  static RunReader of(Path results, Optional<String> address) {
    Path runs = results.resolve("runs");
    refuseLink(runs);
    return new RunReader(runs, address);
  }

  /** Refuse a link: what is moved and written must stay in the folder that somebody named. */
  static void refuseLink(Path folder) {
    if (Files.isSymbolicLink(folder)) {
      throw new StoreException(
          "%s is a link, and a results folder has none inside; name the place that it leads to with -Dclaims.results=FOLDER"
              .formatted(folder));
    }
  }

  /** List the fingerprints that have a folder, in order; not all have a record. */
  public List<String> fingerprints() {
    try (Stream<Path> folders = Files.list(runs)) {
      return folders
          .map(f -> String.valueOf(f.getFileName()))
          .filter(Fingerprint::isOne)
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new StoreException("cannot list " + runs + ": " + e, e);
    }
  }

  /** Look a record up and verify it, with the files that it rests on. */
  public Stored find(String fingerprint) {
    Path folder = folder(fingerprint);
    if (Files.isSymbolicLink(folder)) {
      return new Stored.Corrupt(folder + " is a link");
    }
    try {
      if (!isThere(folder.resolve(RunStore.RECORD))) {
        return new Stored.Absent();
      }
      return new Stored.Found(verified(fingerprint, folder, bucket.isPresent()));
    } catch (NoSuchFileException e) {
      return new Stored.Corrupt(e.getMessage() + " is missing");
    } catch (IOException e) {
      // It says nothing of what is there: a server may be away, or too many files be open.
      return new Stored.Unreadable("cannot be read: " + Brief.of(e));
    } catch (RuntimeException e) {
      // A stranger's bytes may raise anything in what parses them; none of it may stop a suite.
      return new Stored.Corrupt(Brief.of(e.getMessage()));
    }
  }

  /** Tell whether a file is there, and not only that it cannot be seen. */
  private static boolean isThere(Path file) throws IOException {
    try {
      Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
      return true;
    } catch (NoSuchFileException e) {
      return false;
    } catch (AccessDeniedException e) {
      throw e;
    } catch (FileSystemException e) {
      if (isFolder(file.toAbsolutePath().getParent())) {
        throw e;
      }
      // There is a file in the place of the folder, so nothing is in it.
      return false;
    }
  }

  private static boolean isFolder(@Nullable Path folder) throws IOException {
    return folder == null
        || Files.readAttributes(folder, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
            .isDirectory();
  }

  private static RunRecord verified(String fingerprint, Path folder, boolean inBucket)
      throws IOException {
    RecordJson json =
        RecordJson.read(text(readAll(folder.resolve(RunStore.RECORD), RunStore.JSON_LIMIT)));
    if (!json.fingerprint().equals(fingerprint)) {
      throw new StoreException.Corrupt("the record is of the run " + json.fingerprint());
    }
    RunSpec spec = SpecJson.read(text(restsOn(json, folder, RunStore.SPEC, RunStore.JSON_LIMIT)));
    if (!Fingerprint.of(spec).equals(fingerprint)) {
      throw new StoreException.Corrupt("the spec is of the run " + Fingerprint.of(spec));
    }
    Optional<String> fault = json.fault();
    if (fault.isPresent()) {
      throw new StoreException.Corrupt(fault.get());
    }
    List<EpochRow> epochs =
        EpochsCsv.read(text(restsOn(json, folder, RunStore.EPOCHS, EPOCHS_LIMIT)));
    Optional<Correctness> correct =
        json.files().containsKey(RunStore.CORRECT)
            ? Optional.of(
                CorrectBits.read(restsOn(json, folder, RunStore.CORRECT, CorrectBits.LIMIT)))
            : Optional.empty();
    RecordJson.StoredFile model = json.files().get(RunStore.MODEL);
    Path modelFile = folder.resolve(RunStore.MODEL);
    // The model's bytes are verified when it is loaded: hashing gigabytes to look up a number
    // would make a suite that trains nothing slow.
    boolean elsewhere = inBucket && !Files.exists(modelFile, LinkOption.NOFOLLOW_LINKS);
    if (model != null
        && !elsewhere
        && (!Files.isRegularFile(modelFile, LinkOption.NOFOLLOW_LINKS)
            || Files.size(modelFile) != model.size())) {
      throw new StoreException.Corrupt(RunStore.MODEL + " is missing or has another size");
    }
    return new RunRecord(
        fingerprint,
        spec,
        json.outcome(),
        json.detail(),
        epochs,
        json.metrics(),
        json.environment(),
        json.seconds(),
        correct);
  }

  private static byte[] restsOn(RecordJson json, Path folder, String name, int limit)
      throws IOException {
    RecordJson.StoredFile written = json.files().get(name);
    if (written == null) {
      throw new StoreException.Corrupt("the record does not say what " + name + " was");
    }
    byte[] bytes = readAll(folder.resolve(name), limit);
    if (!RecordJson.StoredFile.of(bytes).equals(written)) {
      throw new StoreException.Corrupt(name + " is not the file that the record rests on");
    }
    return bytes;
  }

  /**
   * Load and verify the model of a run.
   *
   * @return nothing if there is none
   * @throws StoreException.Corrupt if it does not verify
   */
  public Optional<Snapshot> model(String fingerprint) {
    Path file = folder(fingerprint).resolve(RunStore.MODEL);
    if (Files.isSymbolicLink(folder(fingerprint))) {
      throw new StoreException.Corrupt(folder(fingerprint) + " is a link");
    }
    bucket.ifPresent(address -> fetchModel(address, fingerprint));
    try {
      return Optional.of(
          Models.snapshot(Safetensors.read(file, Safetensors.Trust.VERIFIED), fingerprint));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw new StoreException.Corrupt(file + " cannot be read: " + e, e);
    }
  }

  private void fetchModel(String address, String fingerprint) {
    if (Files.exists(folder(fingerprint).resolve(RunStore.MODEL), LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    try (Bucket opened = new Bucket(ResultsPlace.open(address), new SyncedDisk())) {
      opened.fetchModel(fingerprint, folder(fingerprint));
    }
  }

  Path folder(String fingerprint) {
    if (!Fingerprint.isOne(fingerprint)) {
      throw new IllegalArgumentException(
          "a fingerprint has 64 lower-case hexadecimals, found " + fingerprint);
    }
    return runs.resolve(fingerprint);
  }

  static String text(byte[] utf8) {
    return new String(utf8, StandardCharsets.UTF_8);
  }

  /** Read a regular file of bounded size, through no link. */
  static byte[] readAll(Path file, int limit) throws IOException {
    if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
      throw new NoSuchFileException(String.valueOf(file.getFileName()));
    }
    if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
      throw new StoreException.Corrupt(file + " is not a regular file");
    }
    if (Files.size(file) > limit) {
      throw new StoreException.Corrupt(
          "%s has %d bytes; at most %d are allowed".formatted(file, Files.size(file), limit));
    }
    return Files.readAllBytes(file);
  }
}
