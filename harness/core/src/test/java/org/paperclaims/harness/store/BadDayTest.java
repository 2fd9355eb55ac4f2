package org.paperclaims.harness.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.paperclaims.harness.run.Fingerprint;
import org.paperclaims.harness.run.RunSpec;
import org.paperclaims.harness.run.Specs;

/**
 * File systems that refuse, forget, or answer late, as those of networks do: a run is still leased
 * to one holder at a time, and what cannot work is refused when the store is opened.
 */
class BadDayTest {
  private static final RunSpec SPEC = Specs.training(3);
  private static final String NAME = Fingerprint.of(SPEC);
  private static final Duration MINUTE = Duration.ofSeconds(60);
  private static final String FOREIGN = "somebody\nelsewhere\n1 0\n1\n60000\n";

  @TempDir Path results;
  private final List<String> reports = new ArrayList<>();

  private Path leaseFile() {
    return results.resolve("leases").resolve(NAME + ".lease");
  }

  private RunStore open(LeaseFiles files) {
    return RunStore.open(results, reports::add, MINUTE, files);
  }

  /** A file system without hard links, as the system call says it. */
  private static final class WithoutLinks extends LeaseFiles {
    private final String error;

    WithoutLinks(String error) {
      this.error = error;
    }

    @Override
    void link(Path link, Path file) throws IOException {
      throw new FileSystemException(link.toString(), file.toString(), error);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Operation not permitted",
        "Operation not supported",
        "Function not implemented",
        "Too many links"
      })
  void where_links_are_refused_a_lease_is_created_and_the_opening_says_so(String error) {
    try (RunStore store = open(new WithoutLinks(error));
        RunStore other = open(new WithoutLinks(error))) {
      Lease lease = store.lease(NAME).orElseThrow();
      assertThat(other.lease(NAME)).isEmpty();
      lease.check();
      store.ledger().add(RunStoreTest.run(SPEC));
      lease.close();
      assertThat(other.lease(NAME)).isPresent();
      assertThat(store.ledger().table().rowCount()).isEqualTo(1);
    }
    assertThat(reports).hasSize(2).allMatch(r -> r.contains("no hard links"));
  }

  @Test
  void a_lease_whose_link_succeeded_though_the_reply_was_lost_is_held() {
    LeaseFiles lossy =
        new LeaseFiles() {
          @Override
          void link(Path link, Path file) throws IOException {
            super.link(link, file);
            if (link.equals(leaseFile())) {
              throw new FileAlreadyExistsException(link.toString());
            }
          }
        };
    try (RunStore store = open(lossy);
        RunStore other = open(new LeaseFiles())) {
      Lease lease = store.lease(NAME).orElseThrow();
      assertThat(other.lease(NAME)).isEmpty();
      lease.check();
    }
  }

  @Test
  void a_stale_lease_whose_removal_succeeded_though_the_reply_was_lost_is_taken_over()
      throws IOException {
    LeaseFiles lossy =
        new LeaseFiles() {
          @Override
          void replace(Path from, Path to) throws IOException {
            super.replace(from, to);
            if (from.equals(leaseFile())) {
              throw new NoSuchFileException(from.toString());
            }
          }
        };
    try (RunStore store = open(lossy)) {
      Files.writeString(leaseFile(), "somebody\n" + Machine.id() + "\n4000000000 0\n1\n");
      assertThat(store.lease(NAME)).isPresent();
      assertThat(results.resolve("leases").toFile().list()).containsExactly(NAME + ".lease");
    }
  }

  /** A server that says a number of times of a lease that its handle is stale. */
  private final class Stale extends LeaseFiles {
    private final AtomicInteger left;

    Stale(int times) {
      left = new AtomicInteger(times);
    }

    @Override
    String readOnce(Path file) throws IOException {
      if (file.equals(leaseFile()) && left.getAndDecrement() > 0) {
        throw new FileSystemException(file.toString(), null, "Stale file handle");
      }
      return super.readOnce(file);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 1000})
  void a_lease_that_cannot_be_read_is_held_by_somebody_and_no_error(int times) throws IOException {
    try (RunStore store = open(new Stale(times))) {
      Files.writeString(leaseFile(), FOREIGN);
      assertThat(store.lease(NAME)).isEmpty();
      assertThat(leaseFile()).hasContent(FOREIGN.strip());
    }
  }

  @Test
  void a_holder_whose_lease_was_unreadable_for_a_moment_has_not_lost_it() throws IOException {
    Stale stale = new Stale(0);
    try (RunStore store = open(stale);
        Lease lease = store.lease(NAME).orElseThrow()) {
      stale.left.set(2);
      lease.check();
      assertThat(stale.left).hasValueLessThan(1);
    }
  }

  /** A server that answers nobody while it answers the second look of one thread. */
  private static final class Hanging extends LeaseFiles {
    private final Thread asks = Thread.currentThread();
    private final Duration hangs;
    private int looks;

    Hanging(Duration hangs) {
      this.hangs = hangs;
    }

    @Override
    synchronized String readOnce(Path file) throws IOException {
      String content = super.readOnce(file);
      if (Thread.currentThread().equals(asks) && ++looks == 2) {
        long end = System.nanoTime() + hangs.toNanos();
        while (System.nanoTime() - end < 0) {
          Thread.onSpinWait();
        }
      }
      return content;
    }
  }

  @Test
  void no_lease_grows_old_while_the_server_hangs() throws IOException {
    Duration lasts = Duration.ofMillis(800);
    Leases leases = new Leases(results, lasts, new Hanging(lasts.multipliedBy(2)));
    Path file = results.resolve(NAME + ".lease");
    Files.writeString(file, "somebody\nelsewhere\n1 0\n1\n");
    assertThat(leases.tryTake(NAME)).isEmpty();
    // Its holder could not beat either: what was seen before the server hung counts no more.
    assertThat(leases.tryTake(NAME)).isEmpty();
    assertThat(file).exists();
    leases.close();
  }

  @Test
  void a_lease_lasts_as_long_as_it_says_for_a_watcher_with_a_shorter_one() throws Exception {
    Duration hasty = Duration.ofMillis(100);
    try (RunStore store = RunStore.open(results, reports::add, hasty)) {
      String beat = "somebody\nelsewhere\n1 0\n1\n";
      Path said = results.resolve("leases").resolve(NAME + ".lease");
      Path unsaid = results.resolve("leases").resolve(Fingerprint.of(Specs.training(4)) + ".lease");
      Files.writeString(said, beat + "600000\n");
      Files.writeString(unsaid, beat);
      Optional<Lease> taken = Optional.empty();
      while (taken.isEmpty()) {
        assertThat(store.lease(NAME)).isEmpty();
        taken = store.lease(Fingerprint.of(Specs.training(4)));
        Thread.onSpinWait();
      }
      assertThat(store.lease(NAME)).isEmpty();
    }
  }

  @Test
  void who_waits_for_a_lease_looks_and_writes_nothing() throws IOException {
    AtomicInteger writes = new AtomicInteger();
    LeaseFiles counting =
        new LeaseFiles() {
          @Override
          void create(Path file, String content) throws IOException {
            writes.incrementAndGet();
            super.create(file, content);
          }

          @Override
          void link(Path link, Path file) throws IOException {
            writes.incrementAndGet();
            super.link(link, file);
          }
        };
    try (RunStore store = open(counting)) {
      Files.writeString(leaseFile(), FOREIGN);
      writes.set(0);
      for (int look = 0; look < 100; look++) {
        assertThat(store.lease(NAME)).isEmpty();
      }
      assertThat(writes).hasValue(0);
    }
  }

  @Test
  void the_holder_of_a_lease_changes_the_folder_before_it_looks_for_a_record() throws IOException {
    try (RunStore store = open(new LeaseFiles());
        Lease lease = store.lease(NAME).orElseThrow()) {
      store.folder(lease, SPEC).begin();
      Path folder = results.resolve("runs").resolve(NAME);
      FileTime old = FileTime.fromMillis(1_000_000_000_000L);
      Files.setLastModifiedTime(folder, old);
      assertThat(store.find(NAME)).isInstanceOf(Stored.Absent.class);
      assertThat(Files.getLastModifiedTime(folder)).isEqualTo(old);
      assertThat(store.find(lease)).isInstanceOf(Stored.Absent.class);
      assertThat(Files.getLastModifiedTime(folder)).isNotEqualTo(old);
      assertThat(folder.toFile().list()).containsExactly("spec.json");
    }
  }

  @Test
  void a_file_system_that_cannot_rename_over_a_file_is_refused() {
    LeaseFiles bucket =
        new LeaseFiles() {
          @Override
          void replace(Path from, Path to) throws IOException {
            throw new FileSystemException(from.toString(), to.toString(), "Not supported");
          }
        };
    assertThatThrownBy(() -> open(bucket))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("cannot rename a file over another")
        .hasMessageContaining("-Dclaims.results=FOLDER")
        .hasMessageContaining("docs/store.md");
    assertThat(results.resolve("leases")).isEmptyDirectory();
  }

  @Test
  void a_file_system_that_creates_a_file_twice_is_refused() {
    LeaseFiles careless =
        new LeaseFiles() {
          @Override
          void create(Path file, String content) throws IOException {
            Files.writeString(file, content);
          }
        };
    assertThatThrownBy(() -> open(careless))
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("lets two processes create one file");
  }

  private static final String MOUNTS =
      """
      /dev/sda1 / ext4 rw,relatime 0 0
      server:/home /home nfs4 rw,vers=4.2,hard,proto=tcp 0 0
      server:/old /home/old nfs rw,vers=3,soft,nocto 0 0
      bucket /home/bu\\040cket fuse.s3fs rw 0 0
      //nas/share /nas cifs rw,vers=3.1.1 0 0
      """;

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      textBlock =
          """
          /var/results           ; ext4      ; 0 ; -
          /home/me/results       ; nfs4      ; 0 ; -
          /home/old/results      ; nfs       ; 3 ; vers=4.1 or newer
          /home/older            ; nfs4      ; 0 ; -
          '/home/bu cket/results'; fuse.s3fs ; 1 ; one machine at a time
          /nas                   ; cifs      ; 1 ; one machine at a time
          """)
  void mounts_that_do_not_hold_are_told_from_those_that_do(
      String path, String type, int warnings, String said) {
    Mount mount = Mount.in(MOUNTS, Path.of(path)).orElseThrow();
    assertThat(mount.type()).isEqualTo(type);
    assertThat(mount.warnings()).hasSize(warnings);
    if (warnings > 0) {
      assertThat(mount.warnings()).anyMatch(w -> w.contains(said));
    }
  }
}
