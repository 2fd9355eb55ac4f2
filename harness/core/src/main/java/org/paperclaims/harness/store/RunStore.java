package org.paperclaims.harness.store;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.paperclaims.harness.engine.Snapshot;
import org.paperclaims.harness.run.RunSpec;

/**
 * Run records, checkpoints and models in a results folder that several processes may share.
 * Whatever is read is verified first; see {@code docs/store.md} for the layout and the reasons.
 * Safe for use by several threads.
 */
public final class RunStore implements AutoCloseable {
  static final String SPEC = "spec.json";
  private static final String PROTOCOL = "protocol.json";
  static final String RECORD = "record.json";
  static final String EPOCHS = "epochs.csv";
  static final String CORRECT = "correct.bits";
  static final String MODEL = "model.safetensors";

  /** A spec or record has some thousand characters; parsing takes many times their bytes. */
  static final int JSON_LIMIT = 1 << 20;

  /** How long a holder may be silent, unless another duration is asked for. */
  public static final Duration LEASE = Duration.ofSeconds(60);

  private static final String SEE = "; docs/store.md says which file systems hold";

  private final Path root;
  private final Disk disk;
  private final Duration lease;
  private final RunReader reader;
  private final Leases leases;
  private final Quarantine quarantine;
  private final Ledger ledger;
  private final Optional<Bucket> bucket;
  private final Optional<BucketLeases> bucketLeases;

  /** The runs of which the bucket was asked whether it knows more. */
  private final Set<String> asked = ConcurrentHashMap.newKeySet();

  private RunStore(
      Path root,
      Disk disk,
      LeaseFiles files,
      Duration lease,
      Consumer<String> report,
      Optional<String> address) {
    this.root = root;
    this.disk = disk;
    this.lease = lease;
    try {
      for (String folder : List.of("runs", "leases", "quarantine")) {
        RunReader.refuseLink(root.resolve(folder));
        Files.createDirectories(root.resolve(folder));
        refuseUnwritable(root.resolve(folder));
      }
      refuseUnwritable(root);
      new FileSystemProbe(files).of(root.resolve("leases")).forEach(report);
      Mount.of(root)
          .ifPresent(m -> m.warnings().forEach(w -> report.accept(root + " lies on " + w + SEE)));
    } catch (IOException e) {
      throw new StoreException.Unwritable(
          "cannot write to the results folder %s (%s); free or permit it, or choose another with"
                  .formatted(root.toAbsolutePath(), e)
              + " -Dclaims.results=FOLDER",
          e);
    }
    this.reader = RunReader.of(root, address);
    this.leases = new Leases(root.resolve("leases"), lease, files);
    this.quarantine = new Quarantine(root.resolve("quarantine"), report);
    this.bucket = address.map(a -> new Bucket(ResultsPlace.open(a), disk));
    this.bucketLeases = bucket.map(b -> b.leases(lease));
    this.ledger =
        new Ledger(
            root.resolve(LedgerFile.NAME), disk, leases, quarantine, bucket.map(Bucket::ledger));
    bucket.ifPresent(b -> b.fetchTop(root.resolve(PROTOCOL), JSON_LIMIT));
    ledger.exchange(report);
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
   * @param report is told of everything that was moved to the quarantine, and of what the file
   *     system cannot do
   * @throws StoreException.Unwritable if it cannot be written
   * @throws StoreException if a folder in it is a link, or the file system keeps no store
   */
  public static RunStore open(Path results, Consumer<String> report) {
    return open(results, report, LEASE);
  }

  /**
   * Open a results folder with another duration of leases.
   *
   * @param lease how long a holder on another machine may be silent before its work is taken over
   */
  public static RunStore open(Path results, Consumer<String> report, Duration lease) {
    return new RunStore(
        results, new SyncedDisk(), new LeaseFiles(), lease, report, ResultsPlace.address(results));
  }

  static RunStore open(Path results, Consumer<String> report, Duration lease, String address) {
    return new RunStore(
        results, new SyncedDisk(), new LeaseFiles(), lease, report, Optional.of(address));
  }

  static RunStore open(Path results, Consumer<String> report, Duration lease, Disk disk) {
    return new RunStore(results, disk, new LeaseFiles(), lease, report, Optional.empty());
  }

  static RunStore open(Path results, Consumer<String> report, Duration lease, LeaseFiles files) {
    return new RunStore(results, new SyncedDisk(), files, lease, report, Optional.empty());
  }

  /** Give the results folder. */
  public Path root() {
    return root;
  }

  /** Give how long a holder of one of its leases may be silent. */
  public Duration leaseDuration() {
    return lease;
  }

  /** Give the table of all runs and verdicts. */
  public Ledger ledger() {
    return ledger;
  }

  /** List the fingerprints that have a folder, in order; not all have a record. */
  public List<String> fingerprints() {
    return reader.fingerprints();
  }

  /** Look a record up and verify it, with the files that it rests on. */
  public Stored find(String fingerprint) {
    Stored stored = reader.find(fingerprint);
    // Another machine may have measured more of a run that is here: it is asked once.
    boolean asks =
        bucket.isPresent() && (stored instanceof Stored.Absent || asked.add(fingerprint));
    return asks && bucket.get().fetch(fingerprint, reader.folder(fingerprint))
        ? reader.find(fingerprint)
        : stored;
  }

  /**
   * Look a record up as the holder of its lease, who must not miss one that another machine has
   * just written. A network file system may remember for half a minute that a file was not there; a
   * change to its folder makes it ask again.
   */
  public Stored find(Lease lease) {
    Path folder = reader.folder(lease.name());
    try {
      if (Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
        Path change = SyncedDisk.temporary(folder.resolve("look"));
        Files.writeString(change, "", StandardOpenOption.CREATE_NEW);
        Files.deleteIfExists(change);
      } else if (!Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
        Files.createDirectory(folder);
      }
    } catch (IOException e) {
      // A folder that was remembered as missing is there and known now; whoever cannot write here
      // says so when the run begins.
    }
    Stored here = reader.find(lease.name());
    if (bucket.isEmpty()) {
      return here;
    }
    if (!bucket.get().fetch(lease.name(), folder) && here instanceof Stored.Found) {
      bucket.get().restore(lease.name(), folder);
    }
    return reader.find(lease.name());
  }

  /**
   * Load and verify the model of a run.
   *
   * @return nothing if there is none
   * @throws StoreException.Corrupt if it does not verify
   */
  public Optional<Snapshot> model(String fingerprint) {
    return reader.model(fingerprint);
  }

  /**
   * Take the lease of a run.
   *
   * @return nothing while another process, or thread, holds it
   */
  public Optional<Lease> lease(String fingerprint) {
    reader.folder(fingerprint);
    try {
      Optional<Lease> taken = leases.tryTake(fingerprint);
      return taken.isPresent() && bucketLeases.isPresent()
          ? inBucket(taken.get(), bucketLeases.get())
          : taken;
    } catch (IOException e) {
      throw new StoreException.Unwritable("cannot lease the run " + fingerprint + ": " + e, e);
    }
  }

  /** Take the lease in the bucket too, or give the one in the folder back. */
  private static Optional<Lease> inBucket(Lease own, BucketLeases others) {
    boolean held = false;
    try {
      Optional<BucketLease> taken = others.tryTake(own.name());
      held = taken.isPresent();
      return taken.map(lease -> own.with(others, lease));
    } catch (IOException e) {
      throw Bucket.unreachable("lease the run " + own.name() + " in", e);
    } finally {
      if (!held) {
        own.close();
      }
    }
  }

  /** Open the folder of a leased run for writing. */
  public RunFolder folder(Lease lease, RunSpec spec) {
    return new RunFolder(reader.folder(lease.name()), lease, spec, disk, quarantine, bucket);
  }

  /** Move a run that does not verify to the quarantine. */
  public void quarantine(Lease lease, String reason) {
    lease.check();
    quarantine.move(reader.folder(lease.name()), reason);
    bucket.ifPresent(b -> b.quarantine(lease.name()));
  }

  /** Give back every lease. */
  @Override
  public void close() {
    bucketLeases.ifPresent(BucketLeases::close);
    bucket.ifPresent(Bucket::close);
    leases.close();
  }
}
