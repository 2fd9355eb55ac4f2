package org.paperclaims.harness.store;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.paperclaims.harness.engine.Snapshot;
import org.paperclaims.harness.run.EpochRow;
import org.paperclaims.harness.run.Fingerprint;
import org.paperclaims.harness.run.RunRecord;
import org.paperclaims.harness.run.RunSpec;
import org.paperclaims.harness.run.SpecJson;

/**
 * Run records, checkpoints and models in a results folder that several processes may share.
 * Whatever is read is verified first; see {@code docs/store.md} for the layout and the reasons.
 * Safe for use by several threads.
 */
public final class RunStore implements AutoCloseable {
  static final String SPEC = "spec.json";
  static final String RECORD = "record.json";
  static final String EPOCHS = "epochs.csv";
  static final String MODEL = "model.safetensors";

  /** A spec or record has some thousand characters; parsing takes many times their bytes. */
  static final int JSON_LIMIT = 1 << 20;

  private static final int EPOCHS_LIMIT = 16 << 20;

  private final Path root;
  private final Disk disk;
  private final Leases leases;
  private final Quarantine quarantine;
  private final Ledger ledger;

  private RunStore(Path root, Disk disk, Duration lease, Consumer<String> report) {
    this.root = root;
    this.disk = disk;
    try {
      for (String folder : List.of("runs", "leases", "quarantine")) {
        refuseLink(root.resolve(folder));
        Files.createDirectories(root.resolve(folder));
        refuseUnwritable(root.resolve(folder));
      }
      refuseUnwritable(root);
      Path probe = SyncedDisk.temporary(root.resolve("leases").resolve("probe"));
      Files.writeString(probe, "", StandardOpenOption.CREATE_NEW);
      Files.deleteIfExists(probe);
    } catch (IOException e) {
      throw new StoreException.Unwritable(
          "cannot write to the results folder %s (%s); free or permit it, or choose another with"
                  .formatted(root.toAbsolutePath(), e)
              + " -Dclaims.results=FOLDER",
          e);
    }
    this.leases = new Leases(root.resolve("leases"), lease);
    this.quarantine = new Quarantine(root.resolve("quarantine"), report);
    this.ledger = new Ledger(root.resolve(LedgerFile.NAME), disk, leases, quarantine);
  }

  /** Refuse a link: what is moved and written must stay in the folder that somebody named. */
  private static void refuseLink(Path folder) {
    if (Files.isSymbolicLink(folder)) {
      throw new StoreException(
          "%s is a link, and a results folder has none inside; name the place that it leads to with -Dclaims.results=FOLDER"
              .formatted(folder));
    }
  }

  /** Refuse a folder of somebody else before a run rather than after it. */
  private static void refuseUnwritable(Path folder) throws IOException {
    if (!Files.isWritable(folder)) {
      throw new AccessDeniedException(folder.toString());
    }
  }

  /**
   * Open a results folder, making it if need be.
   *
   * @param report is told of everything that was moved to the quarantine
   * @throws StoreException.Unwritable if it cannot be written
   * @throws StoreException if a folder in it is a link
   */
  public static RunStore open(Path results, Consumer<String> report) {
    return open(results, report, Duration.ofSeconds(60));
  }

  /**
   * Open a results folder with another duration of leases.
   *
   * @param lease how long a holder on another machine may be silent before its work is taken over
   */
  public static RunStore open(Path results, Consumer<String> report, Duration lease) {
    return new RunStore(results, new SyncedDisk(), lease, report);
  }

  static RunStore open(Path results, Consumer<String> report, Duration lease, Disk disk) {
    return new RunStore(results, disk, lease, report);
  }

  /** Give the results folder. */
  public Path root() {
    return root;
  }

  /** Give the table of all runs and verdicts. */
  public Ledger ledger() {
    return ledger;
  }

  /** List the fingerprints that have a folder, in order; not all have a record. */
  public List<String> fingerprints() {
    try (Stream<Path> folders = Files.list(root.resolve("runs"))) {
      return folders
          .map(f -> String.valueOf(f.getFileName()))
          .filter(Fingerprint::isOne)
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new StoreException("cannot list " + root.resolve("runs") + ": " + e, e);
    }
  }

  /** Look a record up and verify it, with the files that it rests on. */
  public Stored find(String fingerprint) {
    Path folder = folder(fingerprint);
    if (Files.isSymbolicLink(folder)) {
      return new Stored.Corrupt(folder + " is a link");
    }
    if (!Files.exists(folder.resolve(RECORD), LinkOption.NOFOLLOW_LINKS)) {
      return new Stored.Absent();
    }
    try {
      return new Stored.Found(verified(fingerprint, folder));
    } catch (NoSuchFileException e) {
      return new Stored.Corrupt(e.getMessage() + " is missing");
    } catch (IOException e) {
      return new Stored.Corrupt("cannot be read: " + e);
    } catch (RuntimeException e) {
      // A stranger's bytes may raise anything in what parses them; none of it may stop a suite.
      return new Stored.Corrupt(String.valueOf(e.getMessage()));
    }
  }

  private static RunRecord verified(String fingerprint, Path folder) throws IOException {
    RecordJson json = RecordJson.read(text(readAll(folder.resolve(RECORD), JSON_LIMIT)));
    if (!json.fingerprint().equals(fingerprint)) {
      throw new StoreException.Corrupt("the record is of the run " + json.fingerprint());
    }
    RunSpec spec = SpecJson.read(text(restsOn(json, folder, SPEC, JSON_LIMIT)));
    if (!Fingerprint.of(spec).equals(fingerprint)) {
      throw new StoreException.Corrupt("the spec is of the run " + Fingerprint.of(spec));
    }
    Optional<String> fault = json.fault();
    if (fault.isPresent()) {
      throw new StoreException.Corrupt(fault.get());
    }
    List<EpochRow> epochs = EpochsCsv.read(text(restsOn(json, folder, EPOCHS, EPOCHS_LIMIT)));
    RecordJson.StoredFile model = json.files().get(MODEL);
    Path modelFile = folder.resolve(MODEL);
    // The model's bytes are verified when it is loaded: hashing gigabytes to look up a number
    // would make a suite that trains nothing slow.
    if (model != null
        && (!Files.isRegularFile(modelFile, LinkOption.NOFOLLOW_LINKS)
            || Files.size(modelFile) != model.size())) {
      throw new StoreException.Corrupt(MODEL + " is missing or has another size");
    }
    return new RunRecord(
        fingerprint,
        spec,
        json.outcome(),
        json.detail(),
        epochs,
        json.metrics(),
        json.environment(),
        json.seconds());
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
    Path file = folder(fingerprint).resolve(MODEL);
    if (Files.isSymbolicLink(folder(fingerprint))) {
      throw new StoreException.Corrupt(folder(fingerprint) + " is a link");
    }
    try {
      return Optional.of(
          Models.snapshot(Safetensors.read(file, Safetensors.Trust.VERIFIED), fingerprint));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw new StoreException.Corrupt(file + " cannot be read: " + e, e);
    }
  }

  /**
   * Take the lease of a run.
   *
   * @return nothing while another process, or thread, holds it
   */
  public Optional<Lease> lease(String fingerprint) {
    folder(fingerprint);
    try {
      return leases.tryTake(fingerprint);
    } catch (IOException e) {
      throw new StoreException.Unwritable("cannot lease the run " + fingerprint + ": " + e, e);
    }
  }

  /** Open the folder of a leased run for writing. */
  public RunFolder folder(Lease lease, RunSpec spec) {
    return new RunFolder(folder(lease.name()), lease, spec, disk, quarantine);
  }

  /** Move a run that does not verify to the quarantine. */
  public void quarantine(Lease lease, String reason) {
    lease.check();
    quarantine.move(folder(lease.name()), reason);
  }

  /** Give back every lease. */
  @Override
  public void close() {
    leases.close();
  }

  private Path folder(String fingerprint) {
    if (!Fingerprint.isOne(fingerprint)) {
      throw new IllegalArgumentException(
          "a fingerprint has 64 lower-case hexadecimals, found " + fingerprint);
    }
    return root.resolve("runs").resolve(fingerprint);
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
