package org.example.digits;

import org.paperclaims.architectures.Initialisation;
import org.paperclaims.architectures.InitialisationProvider;

/** Weights of half the deviation that keeps signals as they are. */
public final class SmallWeights implements InitialisationProvider {
  @Override
  public Initialisation initialisation() {
    return Initialisation.normal("small-weights", weight -> 0.5 / Math.sqrt(weight.fanIn()));
  }
}
