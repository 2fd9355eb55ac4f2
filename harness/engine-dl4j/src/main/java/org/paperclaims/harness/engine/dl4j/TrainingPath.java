package org.paperclaims.harness.engine.dl4j;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.paperclaims.harness.engine.plan.dnnl.Dnnl;

/** The ways of computing a network. Their bits differ. */
enum TrainingPath {
  /**
   * Plans of oneDNN's kernels over the host's memory; the fastest one on a CPU. A network with a
   * node that has no kernels is computed by the loops.
   */
  PLANS,
  /** Fused loops over the host's memory between ND4J's convolutions. */
  LOOPS,
  /** ND4J's operations alone, which run wherever ND4J's arrays lie. */
  OPS;

  /** Chooses the way on a CPU; left out, it is plans where oneDNN is there by itself. */
  static final String SETTING = "claims.dl4j.path";

  /** Give the way that is taken on a CPU: the loops stand in for plans without oneDNN. */
  static TrainingPath taken() {
    TrainingPath wanted = asked().orElse(PLANS);
    return wanted == PLANS && !Dnnl.isOnTheClassPath() ? LOOPS : wanted;
  }

  /**
   * Read the setting.
   *
   * @return what was asked for; empty if nothing was
   * @throws IllegalArgumentException if there is no such way; says which there are
   */
  static Optional<TrainingPath> asked() {
    String asked = System.getProperty(SETTING, "").strip();
    if (asked.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        Arrays.stream(values())
            .filter(path -> path.word().equals(asked))
            .findFirst()
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        SETTING
                            + " is one of "
                            + Arrays.stream(values())
                                .map(TrainingPath::word)
                                .collect(Collectors.joining(", "))
                            + ", found '"
                            + asked
                            + "'")));
  }

  /** Give the word of settings and records. */
  String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
