package org.paperclaims.harness.engine.dl4j;

/** One thread's small Java arrays, which stay in the first-level cache. */
final class Scratch {
  /** Numbers in a piece: five arrays of it fit into a first-level cache of 48 KiB. */
  static final int PIECE = 2048;

  final float[] a = new float[PIECE];
  final float[] b = new float[PIECE];
  final float[] c = new float[PIECE];
  final float[] d = new float[PIECE];
  final float[] e = new float[PIECE];
  final float[] f = new float[PIECE];
}
