package org.paperclaims.harness.store;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
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
import java.util.concurrent.TimeUnit;

/**
 * Lease files: locks that need no help from the file system but that linking (or creating) and
 * renaming are atomic, and so work on network file systems too.
 *
 * <p>A lease is a small file that its holder writes anew, with a higher beat, four times in the
 * lease's duration. Whoever wants it watches: when the content has not changed for a whole duration
 * <em>by the watcher's own monotonic clock</em>, the lease is stale and is taken over. No clock of
 * another machine is ever compared, so clocks may differ and jump. A holder on this machine whose
 * process is gone is stale at once.
 */
final class Leases implements AutoCloseable {
  private static final String ENDING = ".lease";

  /** Ends the names of stale leases on their way out. */
  private static final String ASIDE = ".stale";

  private final Path folder;
  private final Duration duration;
  private final String machine = Machine.id();
  private final long pid = ProcessHandle.current().pid();
  private final Map<String, Lease> held = new ConcurrentHashMap<>();
  private final Map<Path, Watched> watched = new ConcurrentHashMap<>();
  private final ScheduledExecutorService heart;

  private record Watched(String content, long since) {}

  Leases(Path folder, Duration duration) {
    this.folder = folder;
    this.duration = duration;
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

  /** Take a lease, unless somebody holds it. */
  Optional<Lease> tryTake(String name) throws IOException {
    Path file = file(name);
    for (int attempt = 0; attempt < 3; attempt++) {
      Lease lease = new Lease(this, name, UUID.randomUUID().toString());
      if (create(file, content(lease))) {
        held.put(lease.owner(), lease);
        watched.remove(file);
        return Optional.of(lease);
      }
      Optional<String> seen = read(file);
      if (seen.isPresent()) {
        if (!stale(file, seen.get())) {
          return Optional.empty();
        }
        remove(file, seen.get());
      }
    }
    return Optional.empty();
  }

  /** Take a lease, waiting for whoever holds it; a stale one falls free after a duration. */
  Lease take(String name) throws IOException {
    long end = System.nanoTime() + 4 * duration.toNanos();
    while (true) {
      Optional<Lease> lease = tryTake(name);
      if (lease.isPresent()) {
        return lease.get();
      }
      if (System.nanoTime() - end > 0) {
        throw new StoreException("waited in vain for the lease " + file(name));
      }
      try {
        Thread.sleep(5);
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
            Files.deleteIfExists(file(lease.name()));
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
            Files.writeString(next, content(lease), StandardOpenOption.CREATE_NEW);
            Files.move(
                next,
                file(lease.name()),
                StandardCopyOption.ATOMIC_MOVE,
                StandardCopyOption.REPLACE_EXISTING);
          }
        }
      } catch (IOException e) {
        // A beat may fail, as when the disk is full; the next may not. Without any, others take
        // over, and check() says so before anything is written.
      }
    }
    sweep();
  }

  /**
   * Remove what killed processes left of leases half written or half removed. Nobody leases these
   * files, so they go as a lease does: those of a dead process of this machine at once, others when
   * they have lain here for a whole duration. A process that was frozen for longer finds its own
   * gone, and writes another.
   */
  private void sweep() {
    Set<Path> leftovers = new HashSet<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, Leases::isLeftover)) {
      for (Path file : files) {
        leftovers.add(file);
        Optional<String> content = read(file);
        if (content.isPresent() && stale(file, content.get())) {
          Files.deleteIfExists(file);
        }
      }
    } catch (IOException | DirectoryIteratorException e) {
      // They take some room, and the next sweep may remove them.
    }
    watched.keySet().removeIf(file -> passes(file) && !leftovers.contains(file));
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
    return read(file(lease.name())).filter(c -> c.startsWith(lease.owner() + "\n")).isPresent();
  }

  private boolean stale(Path file, String content) {
    String[] lines = content.split("\n", -1);
    if (lines.length >= 3 && lines[1].equals(machine) && !alive(lines[2])) {
      return true;
    }
    Watched now = new Watched(content, System.nanoTime());
    Watched since = watched.merge(file, now, (a, b) -> a.content().equals(content) ? a : b);
    return now.since() - since.since() > duration.toNanos();
  }

  private static boolean alive(String process) {
    String[] parts = process.split(" ", -1);
    try {
      return ProcessHandle.of(Long.parseLong(parts[0]))
          .filter(p -> parts.length < 2 || parts[1].equals(started(p)))
          .isPresent();
    } catch (NumberFormatException e) {
      return true;
    }
  }

  private static String started(ProcessHandle process) {
    return process.info().startInstant().map(i -> Long.toString(i.toEpochMilli())).orElse("?");
  }

  /** Remove a stale lease. Only one of several watchers can rename it. */
  private void remove(Path file, String seen) throws IOException {
    Path aside = file.resolveSibling(file.getFileName() + "." + UUID.randomUUID() + ASIDE);
    try {
      Files.move(file, aside, StandardCopyOption.ATOMIC_MOVE);
    } catch (NoSuchFileException e) {
      return;
    }
    Optional<String> moved = read(aside);
    if (moved.isPresent() && !moved.get().equals(seen)) {
      create(file, moved.get());
    }
    Files.deleteIfExists(aside);
  }

  /** Create a file with its whole content, unless it exists. */
  private boolean create(Path file, String content) throws IOException {
    Path whole = SyncedDisk.temporary(file);
    Files.writeString(whole, content, StandardOpenOption.CREATE_NEW);
    try {
      Files.createLink(file, whole);
      return true;
    } catch (FileAlreadyExistsException | NoSuchFileException e) {
      // No such file: this process was frozen for so long that another swept its file away.
      return false;
    } catch (UnsupportedOperationException e) {
      return createWithoutLinks(file, content);
    } finally {
      Files.deleteIfExists(whole);
    }
  }

  private static boolean createWithoutLinks(Path file, String content) throws IOException {
    try {
      Files.writeString(file, content, StandardOpenOption.CREATE_NEW);
      return true;
    } catch (FileAlreadyExistsException e) {
      return false;
    }
  }

  private static Optional<String> read(Path file) throws IOException {
    try {
      if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) || Files.size(file) > 4096) {
        return Files.exists(file, LinkOption.NOFOLLOW_LINKS)
            ? Optional.of("not a lease")
            : Optional.empty();
      }
      return Optional.of(
          new String(Files.readAllBytes(file), java.nio.charset.StandardCharsets.ISO_8859_1));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }

  private String content(Lease lease) {
    return "%s\n%s\n%d %s\n%d\n"
        .formatted(
            lease.owner(), machine, pid, started(ProcessHandle.current()), System.nanoTime());
  }

  private Path file(String name) {
    return folder.resolve(name + ENDING);
  }
}
