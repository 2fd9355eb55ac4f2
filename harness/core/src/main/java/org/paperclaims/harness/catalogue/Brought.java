package org.paperclaims.harness.catalogue;

import java.util.List;
import org.paperclaims.architectures.Initialisation;
import org.paperclaims.architectures.family.Architectures;
import org.paperclaims.datasets.Datasets;
import org.paperclaims.harness.measure.Metrics;
import org.paperclaims.plugins.Plugin;
import org.paperclaims.plugins.Plugins;

/** Everything that records can name because a plug-in on the class path brings it. */
public final class Brought {
  private Brought() {}

  /** List it, of every kind. */
  public static List<Plugin> all() {
    // Each kind looks for its own when it is first asked for its names.
    Architectures.families();
    Initialisation.words();
    Datasets.unread();
    Metrics.forms();
    return Plugins.found();
  }
}
