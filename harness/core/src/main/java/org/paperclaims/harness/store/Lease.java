package org.paperclaims.harness.store;

import org.jspecify.annotations.Nullable;

/**
 * The right to work on one thing in a shared store. Kept alive by a beat until it is closed; see
 * {@link Leases}.
 */
public final class Lease implements AutoCloseable {
  private final Leases leases;
  private final String name;
  private final String owner;
  private @Nullable BucketLeases bucket;
  private @Nullable BucketLease inBucket;

  Lease(Leases leases, String name, String owner) {
    this.leases = leases;
    this.name = name;
    this.owner = owner;
  }

  /** Hold a lease in a bucket as well, as long as this one; before anybody else knows this one. */
  Lease with(BucketLeases leasesOfBucket, BucketLease lease) {
    this.bucket = leasesOfBucket;
    this.inBucket = lease;
    return this;
  }

  /** Give the name of what is leased: a fingerprint. */
  public String name() {
    return name;
  }

  String owner() {
    return owner;
  }

  /** Check as {@link #check}, but in this folder alone, and not in a bucket that may be away. */
  void checkHere() {
    leases.check(this);
  }

  /**
   * Check that the lease is still held.
   *
   * @throws StoreException.LeaseLost if another process has taken it over, because this one showed
   *     no sign of life for as long as a lease lasts
   */
  public void check() {
    leases.check(this);
    if (bucket != null && inBucket != null) {
      bucket.check(inBucket);
    }
  }

  /** Give the lease back. May be called twice. */
  @Override
  public void close() {
    try {
      if (bucket != null && inBucket != null) {
        bucket.release(inBucket);
      }
    } finally {
      leases.release(this);
    }
  }
}
