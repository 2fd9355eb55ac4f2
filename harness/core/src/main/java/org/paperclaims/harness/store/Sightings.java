package org.paperclaims.harness.store;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;

/**
 * The leases that a watcher waits for, as it has seen them by its own monotonic clock. Only time
 * over which it looked often enough counts: while a server hangs, nobody can beat and nobody can
 * look, and no lease grows old. Safe for use by several threads.
 *
 * @param <K> names a lease
 * @param <S> how a lease stands; another beat makes another state
 */
final class Sightings<K, S> {
  private final Map<K, Sighting<S>> byLease = new ConcurrentHashMap<>();

  /** Since when one state has been seen, and when it was last looked at. */
  private record Sighting<S>(S state, long since, long looked) {
    Sighting<S> then(Sighting<S> look, Duration lasts) {
      return state.equals(look.state) && look.looked - looked <= lasts.toNanos() / 2
          ? new Sighting<>(state, since, look.looked)
          : look;
    }
  }

  /**
   * Add a look, and tell whether the lease has stood like this for longer than it lasts.
   *
   * @param lasts the lease's duration, in which its holder beats four times; looks that are more
   *     than half of it apart do not count together
   */
  boolean stale(K lease, S state, Duration lasts) {
    long now = System.nanoTime();
    Sighting<S> sighting =
        byLease.merge(
            lease, new Sighting<>(state, now, now), (before, look) -> before.then(look, lasts));
    return sighting.looked - sighting.since > lasts.toNanos();
  }

  /** Give how a lease stood when it was last looked at. */
  Optional<S> last(K lease) {
    return Optional.ofNullable(byLease.get(lease)).map(Sighting::state);
  }

  /** Give the leases that were looked at and not forgotten. */
  List<K> leases() {
    return List.copyOf(byLease.keySet());
  }

  void forget(K lease) {
    byLease.remove(lease);
  }

  void forgetAll(Predicate<K> which) {
    byLease.keySet().removeIf(which);
  }
}
