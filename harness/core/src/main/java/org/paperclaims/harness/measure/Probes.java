package org.paperclaims.harness.measure;

import java.util.List;
import java.util.Optional;
import org.paperclaims.harness.run.Protocol;

/** The probes that there are, one for each protocol that trains nothing. */
public final class Probes {
  private static final List<Probe> ALL = List.of(new FeatureProbe(), new GradientProbe());

  private Probes() {}

  /** Find the probe of a protocol; none where it trains. */
  public static Optional<Probe> of(Protocol protocol) {
    return ALL.stream().filter(p -> p.protocol() == protocol).findFirst();
  }
}
