package org.paperclaims.harness.claim;

/**
 * A verdict other than REPRODUCED that is expected, and why. Shown as such; a test fails when
 * reality changes in either direction.
 */
public record KnownDeviation(Verdict verdict, String why) {}
