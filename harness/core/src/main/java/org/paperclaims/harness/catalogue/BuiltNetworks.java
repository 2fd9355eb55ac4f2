package org.paperclaims.harness.catalogue;

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

  private BuiltNetworks() {}

  /**
   * Build the network of an arm, erased.
   *
   * @throws org.paperclaims.architectures.ArchitectureException if the family has no such member at
   *     this input
   * @throws org.paperclaims.architectures.ErasureException if no module has the position erased
   */
  static Network of(Arm arm) {
    return arm.erasure().applyTo(plain(arm.architecture(), arm.dataset()));
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
