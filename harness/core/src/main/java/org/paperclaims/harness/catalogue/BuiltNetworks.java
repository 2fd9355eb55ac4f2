package org.paperclaims.harness.catalogue;

import java.util.LinkedHashMap;
import java.util.Map;
import org.paperclaims.architectures.Network;
import org.paperclaims.architectures.Shape;
import org.paperclaims.architectures.family.Architectures;
import org.paperclaims.architectures.spec.Architecture;
import org.paperclaims.datasets.DatasetOutline;
import org.paperclaims.datasets.DatasetSpec;
import org.paperclaims.datasets.Datasets;
import org.paperclaims.harness.claim.Arm;

/** The networks of arms, built for the examples of their data before any of these is read. */
final class BuiltNetworks {
  private static final Datasets DATASETS = Datasets.unread();

  /** Tiers and rules ask for the same networks again and again, and soon after each other. */
  private static final int KEPT = 128;

  private static final Map<Key, Network> LAST =
      new LinkedHashMap<>(KEPT, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Key, Network> eldest) {
          return size() > KEPT;
        }
      };

  private record Key(String architecture, String erasure, String dataset, int pixels) {}

  private BuiltNetworks() {}

  /**
   * Build the network of an arm, erased.
   *
   * @throws org.paperclaims.architectures.ArchitectureException if the family has no such member at
   *     this input
   * @throws org.paperclaims.architectures.ErasureException if no module has the position erased
   */
  static Network of(Arm arm) {
    DatasetSpec data = arm.dataset();
    Key key = new Key(arm.architecture(), arm.erasure().toString(), data.name(), data.pixels());
    synchronized (LAST) {
      Network known = LAST.get(key);
      if (known != null) {
        return known;
      }
    }
    Network built = arm.erasure().applyTo(plain(arm.architecture(), data));
    synchronized (LAST) {
      LAST.put(key, built);
    }
    return built;
  }

  /** Build the network that a spec names, for the examples of a data set. */
  static Network plain(String spec, DatasetSpec data) {
    DatasetOutline outline = DATASETS.outline(data.name());
    if (outline.side() == 0 || outline.outputs() == 0) {
      Architecture architecture = Architectures.parse(spec);
      return architecture.build(architecture.usualInput(), architecture.usualOutputs());
    }
    int side = data.pixels() == 0 ? outline.side() : data.pixels();
    return Architectures.build(spec, new Shape(outline.channels(), side, side), outline.outputs());
  }
}
