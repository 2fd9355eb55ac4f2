package org.paperclaims.harness.engine.testkit;

import java.util.Map;

/** Finds tensors and walks volumes for the kernels. */
final class Tensors {
  private Tensors() {}

  /** Is told the flat index of a number and its channel. */
  interface Place {
    void at(int index, int channel);
  }

  static double[] of(Map<String, double[]> all, String name) {
    double[] found = all.get(name);
    if (found == null) {
      throw new IllegalArgumentException("the network has no tensor " + name);
    }
    return found;
  }

  static void eachChannel(Volume volume, Place place) {
    for (int i = 0; i < volume.value.length; i++) {
      place.at(i, i / (volume.h * volume.w) % volume.c);
    }
  }
}
