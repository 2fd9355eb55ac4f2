package org.paperclaims.harness.store;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/**
 * Lease files: locks that need no help from the file system but that linking (or creating) and
 * renaming are atomic, and so work on network file systems too.
 *
 * <p>A lease is a small file that its holder writes anew, with a higher beat, four times in the
 * lease's duration. A process that wants it watches: when the content has not changed for a whole
 * duration <em>by the watcher's own monotonic clock</em>, the lease is stale and is taken over. No
 * clock of another machine is ever compared, so clocks may differ and jump. A holder on this
 * machine whose process is gone is stale at once.
 *
 * <p>The lease says its duration, so watchers with a shorter one wait as long as its holder counts
 * on.
 */
final class Leases implements AutoCloseable {
  private static final String ENDING = ".lease";

  /** Ends the names of stale leases on their way out. */
  private static final String ASIDE = ".stale";

  /** The longest wait between two attempts to take a lease. */
  private static final long LONGEST_PAUSE_MILLIS = 500;

  private final Path folder;
  private final Duration duration;
  private final LeaseFiles files;
  private final Map<String, Lease> held = new ConcurrentHashMap<>();
  private final Sightings<Path, String> watched = new Sightings<>();
  private final ScheduledExecutorService heart;

  Leases(Path folder, Duration duration) {
    this(folder, duration, new LeaseFiles());
  }

  Leases(Path folder, Duration duration, LeaseFiles files) {
    this.folder = folder;
    this.duration = duration;
    this.files = files;
    this.heart =
        Executors.newSingleThreadScheduledExecutor(
            task -> {
              Thread thread = new Thread(task, "lease-heart");
              thread.setDaemon(true);
              return thread;
            });
    sweep();
    long period = Math.max(1, duration.toMillis() / 4);
    var unused = heart.scheduleAtFixedRate(this::beat, period, period, TimeUnit.MILLISECONDS);
  }

  /** Take a lease, unless somebody holds it. Nothing is written where somebody does. */
  Optional<Lease> tryTake(String name) throws IOException {
    Path file = file(name);
    for (int attempt = 0; attempt < 3; attempt++) {
      Optional<String> seen = files.look(file);
      if (seen.isPresent()) {
        if (!stale(file, seen.get())) {
          return Optional.empty();
        }
        remove(file, seen.get());
      }
      Lease lease = new Lease(this, name, UUID.randomUUID().toString());
      if (create(file, content(lease), lease.owner())) {
        held.put(lease.owner(), lease);
        watched.forget(file);
        return Optional.of(lease);
      }
    }
    return Optional.empty();
  }

  /** Take a lease, waiting for whoever holds it; a stale one falls free after a duration. */
  Lease take(String name) throws IOException {
    long end = System.nanoTime() + 4 * duration.toNanos();
    long pause = 5;
    while (true) {
      Optional<Lease> lease = tryTake(name);
      if (lease.isPresent()) {
        return lease.get();
      }
      if (System.nanoTime() - end > 0) {
        throw new StoreException("waited in vain for the lease " + file(name));
      }
      try {
        Thread.sleep(ThreadLocalRandom.current().nextLong(pause / 2, pause + 1));
        // Many may wait for one lease: they come ever less often, and not all at once.
        pause = Math.min(2 * pause, LONGEST_PAUSE_MILLIS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new StoreException("interrupted while waiting for the lease " + file(name), e);
      }
    }
  }

  void check(Lease lease) {
    try {
      if (!held.containsKey(lease.owner()) || !ours(lease)) {
        throw new StoreException.LeaseLost(
            "another process has taken over the lease " + file(lease.name()));
      }
    } catch (IOException e) {
      throw new StoreException("cannot read the lease " + file(lease.name()) + ": " + e, e);
    }
  }

  void release(Lease lease) {
    if (held.remove(lease.owner()) != null) {
      try {
        // The heart's beat is waited for: it must not write a lease that was given back.
        synchronized (lease) {
          if (ours(lease)) {
            files.delete(file(lease.name()));
          }
        }
      } catch (IOException e) {
        // Nothing is lost: the lease falls stale by itself.
      }
    }
  }

  @Override
  public void close() {
    heart.shutdownNow();
    List.copyOf(held.values()).forEach(this::release);
  }

  private void beat() {
    for (Lease lease : held.values()) {
      try {
        synchronized (lease) {
          if (held.containsKey(lease.owner()) && ours(lease)) {
            Path next = SyncedDisk.temporary(file(lease.name()));
            files.create(next, content(lease));
            files.replace(next, file(lease.name()));
          }
        }
      } catch (IOException | RuntimeException | OutOfMemoryError e) {
        // A beat may fail, as when the disk is full, or the heap for a moment; the next may not.
        // Without any, others take over, and check() says so before anything is written.
      }
    }
    try {
      watch();
      sweep();
    } catch (RuntimeException | OutOfMemoryError e) {
      // A task that throws is never run again, and with it no beat would come.
    }
  }

  /** Look at the leases of others that this process waits for, as often as their holders beat. */
  private void watch() {
    for (Path file : watched.leases()) {
      try {
        if (!passes(file)) {
          files.look(file).ifPresentOrElse(c -> stale(file, c), () -> watched.forget(file));
        }
      } catch (IOException e) {
        watched.forget(file);
      }
    }
  }

  /**
   * Remove what killed processes left of leases half written or half removed. Nobody leases these
   * files, so they go as a lease does: those of a dead process of this machine at once, others when
   * they have lain here for a whole duration. A process that was frozen for longer finds its own
   * gone, and writes another.
   */
  private void sweep() {
    Set<Path> leftovers = new HashSet<>();
    try (DirectoryStream<Path> left = Files.newDirectoryStream(folder, Leases::isLeftover)) {
      for (Path file : left) {
        leftovers.add(file);
        Optional<String> content = files.look(file);
        if (content.isPresent() && stale(file, content.get())) {
          files.delete(file);
        }
      }
    } catch (IOException | DirectoryIteratorException e) {
      // They take some room, and the next sweep may remove them.
    }
    watched.forgetAll(file -> passes(file) && !leftovers.contains(file));
  }

  private static boolean isLeftover(Path file) {
    return passes(file) && Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS);
  }

  /** Tell whether a name is of a file that is there for a moment only. */
  private static boolean passes(Path file) {
    String name = String.valueOf(file.getFileName());
    return name.endsWith(SyncedDisk.TEMPORARY) || name.endsWith(ASIDE);
  }

  private boolean ours(Lease lease) throws IOException {
    return files
        .read(file(lease.name()))
        .filter(c -> LeaseContent.isOf(c, lease.owner()))
        .isPresent();
  }

  private boolean stale(Path file, String content) {
    if (LeaseContent.ofDeadProcess(content)) {
      return true;
    }
    return watched.stale(file, content, LeaseContent.duration(content, duration));
  }

  /** Remove a stale lease. Only one of several watchers can rename it. */
  private void remove(Path file, String seen) throws IOException {
    Path aside = file.resolveSibling(file.getFileName() + "." + UUID.randomUUID() + ASIDE);
    try {
      files.replace(file, aside);
    } catch (NoSuchFileException e) {
      // Another was first; or the reply to the rename was lost, and the file is aside.
      if (!Files.exists(aside, LinkOption.NOFOLLOW_LINKS)) {
        return;
      }
    }
    watched.forget(file);
    Optional<String> moved = files.look(aside);
    if (moved.isPresent() && !moved.get().equals(seen)) {
      create(file, moved.get(), moved.get().split("\n", -1)[0]);
    }
    files.delete(aside);
  }

  /** Create a file with its whole content, unless it exists. */
  private boolean create(Path file, String content, String owner) throws IOException {
    Path whole = SyncedDisk.temporary(file);
    files.create(whole, content);
    try {
      files.link(file, whole);
      return true;
    } catch (FileAlreadyExistsException e) {
      return isOwn(file, owner);
    } catch (NoSuchFileException e) {
      // This process was frozen for so long that another swept its file away.
      return false;
    } catch (FileSystemException | UnsupportedOperationException e) {
      return createWithoutLinks(file, content, owner);
    } finally {
      files.delete(whole);
    }
  }

  private boolean createWithoutLinks(Path file, String content, String owner) throws IOException {
    try {
      files.create(file, content);
      return true;
    } catch (FileAlreadyExistsException e) {
      return isOwn(file, owner);
    }
  }

  /**
   * Tell whether a file that is there already is one's own: the reply of a server may be lost, and
   * the request that is sent again then meets the file that the first one made.
   */
  private boolean isOwn(Path file, String owner) throws IOException {
    return files.look(file).filter(c -> LeaseContent.isOf(c, owner)).isPresent();
  }

  private String content(Lease lease) {
    return LeaseContent.of(lease.owner(), duration);
  }

  private Path file(String name) {
    return folder.resolve(name + ENDING);
  }
}
