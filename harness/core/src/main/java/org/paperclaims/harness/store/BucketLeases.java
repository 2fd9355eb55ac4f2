package org.paperclaims.harness.store;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * Leases in a bucket, of which nothing is asked but that an object is created once.
 *
 * <p>A lease is taken by creating {@code leases/<name>/<generation>}. Its holder puts {@code
 * <generation>.beat} four times in a lease's duration, with other bytes each time. A process that
 * wants it watches: when the beat has not changed for a whole duration by the watcher's own
 * monotonic clock, over which it looked often enough, the lease is stale, and the next generation
 * is created, which only one of several watchers can do. A holder finds out by {@link #check} that
 * there is a higher generation. A holder on this machine whose process is gone is stale at once.
 */
final class BucketLeases implements AutoCloseable {
  private static final String FOLDER = "leases/";
  private static final String BEAT = ".beat";
  private static final int LONGEST = 4096;

  private final ObjectStore objects;
  private final Duration duration;
  private final Map<String, BucketLease> held = new ConcurrentHashMap<>();
  private final Sightings<String, Watched> watched = new Sightings<>();
  private final ScheduledExecutorService heart;

  /**
   * How a lease stands.
   *
   * @param generation the highest that was ever seen of it, 0 for none
   * @param tag of the object that its holder created; empty if nobody holds it
   * @param beat the last one's tag; empty before the first
   */
  private record State(long generation, String tag, String beat) {
    static final State FREE = new State(0, "", "");

    boolean free() {
      return tag.isEmpty();
    }
  }

  /** A lease that this process waits for, and its text, which never changes. */
  private record Watched(State state, String content) {}

  BucketLeases(ObjectStore objects, Duration duration) {
    this.objects = objects;
    this.duration = duration;
    // Whatever watching costs, and however long a look hangs, the holder's own beats come.
    this.heart = Executors.newScheduledThreadPool(2, BucketLeases::thread);
    long period = Math.max(1, duration.toMillis() / 4);
    var unusedBeats = heart.scheduleAtFixedRate(this::beat, period, period, TimeUnit.MILLISECONDS);
    var unusedLooks = heart.scheduleAtFixedRate(this::watch, period, period, TimeUnit.MILLISECONDS);
  }

  private static Thread thread(Runnable task) {
    Thread thread = new Thread(task, "bucket-lease-heart");
    thread.setDaemon(true);
    return thread;
  }

  /** Take a lease, unless somebody holds it. */
  Optional<BucketLease> tryTake(String name) throws IOException {
    State state = look(name);
    if (!state.free() && !stale(name, state)) {
      return Optional.empty();
    }
    long generation = state.generation + 1;
    String owner = UUID.randomUUID().toString();
    if (!objects.create(key(name, generation), content(owner))) {
      return Optional.empty();
    }
    State now = look(name);
    if (now.generation != generation) {
      objects.delete(key(name, generation));
      return Optional.empty();
    }
    BucketLease lease = new BucketLease(name, generation, owner, now.tag);
    held.put(owner, lease);
    watched.forget(name);
    sweep(name, generation);
    return Optional.of(lease);
  }

  /**
   * Check that a lease is still held.
   *
   * @throws StoreException.LeaseLost if another process has taken it over
   */
  void check(BucketLease lease) {
    try {
      if (!held.containsKey(lease.owner()) || !ours(lease)) {
        throw new StoreException.LeaseLost(
            "another process has taken over the lease of " + lease.name() + " in the bucket");
      }
    } catch (IOException e) {
      throw Bucket.unreachable("read the lease of " + lease.name() + " in", e);
    }
  }

  void release(BucketLease lease) {
    if (held.remove(lease.owner()) != null) {
      try {
        // The heart's beat is waited for: it must not beat for a lease that was given back.
        synchronized (lease) {
          if (ours(lease)) {
            objects.delete(key(lease.name(), lease.generation()));
            objects.delete(key(lease.name(), lease.generation()) + BEAT);
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
    for (BucketLease lease : held.values()) {
      try {
        synchronized (lease) {
          if (held.containsKey(lease.owner()) && ours(lease)) {
            objects.put(
                key(lease.name(), lease.generation()) + BEAT,
                UUID.randomUUID().toString().getBytes(StandardCharsets.US_ASCII));
          }
        }
      } catch (IOException | RuntimeException | OutOfMemoryError e) {
        // A beat may fail; the next may not. Without any, others take over, and check() says so.
      }
    }
  }

  /**
   * Look at all leases that this process waits for, by one list, as often as their holders beat.
   */
  private void watch() {
    if (watched.leases().isEmpty()) {
      return;
    }
    try {
      Map<String, List<ObjectStore.Entry>> byName =
          objects.list(FOLDER).stream().collect(Collectors.groupingBy(BucketLeases::name));
      for (String name : watched.leases()) {
        State state = state(byName.getOrDefault(name, List.of()));
        if (state.free()) {
          watched.forget(name);
        } else {
          var unused = stale(name, state);
        }
      }
    } catch (IOException | RuntimeException e) {
      // Time over which nobody could look does not count, and the next look may succeed.
    }
  }

  private static String name(ObjectStore.Entry entry) {
    String[] parts = entry.key().split("/", -1);
    return parts.length > 1 ? parts[1] : "";
  }

  private boolean ours(BucketLease lease) throws IOException {
    State state = look(lease.name());
    return state.generation == lease.generation() && state.tag.equals(lease.tag());
  }

  private State look(String name) throws IOException {
    return state(objects.list(FOLDER + name + "/"));
  }

  private static State state(List<ObjectStore.Entry> entries) {
    State state = State.FREE;
    for (ObjectStore.Entry entry : entries) {
      String last = entry.key().substring(entry.key().lastIndexOf('/') + 1);
      boolean beat = last.endsWith(BEAT);
      String digits = beat ? last.substring(0, last.length() - BEAT.length()) : last;
      if (!digits.matches("\\d{10}")) {
        continue;
      }
      long generation = Long.parseLong(digits);
      if (generation > state.generation) {
        state = new State(generation, beat ? "" : entry.tag(), beat ? entry.tag() : "");
      } else if (generation == state.generation) {
        state =
            beat
                ? new State(generation, state.tag, entry.tag())
                : new State(generation, entry.tag(), state.beat);
      }
    }
    return state;
  }

  private boolean stale(String name, State state) throws IOException {
    Optional<String> known =
        watched.last(name).filter(w -> w.state().tag().equals(state.tag())).map(Watched::content);
    Optional<String> content =
        known.isPresent()
            ? known
            : objects
                .get(key(name, state.generation), LONGEST)
                .map(bytes -> new String(bytes, StandardCharsets.UTF_8));
    if (content.isEmpty()) {
      return false;
    }
    return LeaseContent.ofDeadProcess(content.get())
        || watched.stale(
            name,
            new Watched(state, content.get()),
            LeaseContent.duration(content.get(), duration));
  }

  /** Remove what earlier holders left, who were taken over. */
  private void sweep(String name, long generation) {
    try {
      for (ObjectStore.Entry entry : objects.list(FOLDER + name + "/")) {
        if (entry.key().compareTo(key(name, generation)) < 0) {
          objects.delete(entry.key());
        }
      }
    } catch (IOException e) {
      // They take some room, and the next holder may remove them.
    }
  }

  private byte[] content(String owner) {
    return LeaseContent.of(owner, duration).getBytes(StandardCharsets.UTF_8);
  }

  private static String key(String name, long generation) {
    return "%s%s/%010d".formatted(FOLDER, name, generation);
  }
}
