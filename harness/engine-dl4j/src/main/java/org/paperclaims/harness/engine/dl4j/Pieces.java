package org.paperclaims.harness.engine.dl4j;

/** Walks over native memory piece by piece, on all of a learner's threads. */
final class Pieces {
  private static final int GRAIN = 1 << 15;

  private Pieces() {}

  static void of(Machine machine, int size, Piece work) {
    machine
        .workers()
        .split(
            size,
            GRAIN,
            (part, from, to, s) -> {
              for (int at = from; at < to; at += Scratch.PIECE) {
                work.on(at, Math.min(Scratch.PIECE, to - at), s);
              }
            });
  }

  /** Works on the {@code n} numbers from {@code at} on. */
  @FunctionalInterface
  interface Piece {
    void on(int at, int n, Scratch scratch);
  }
}
