package org.paperclaims.harness.store;

/**
 * The right to work on one thing in a bucket.
 *
 * @param generation how often it was taken, this time included
 * @param tag of the object that was created with it
 */
record BucketLease(String name, long generation, String owner, String tag) {}
