package org.paperclaims.harness.engine.plan.dnnl;

import java.util.Properties;
import org.bytedeco.javacpp.Loader;

/**
 * Loading of native libraries as if no extension of the platform had been set.
 *
 * <p>JavaCPP looks for a build whose folder is named like the platform with the extension that the
 * process has set, if it has set one. ND4J needs that, and a library whose extension is another
 * would not be found. So there is none while that loads, and whoever loads another library waits.
 */
public final class WithoutExtension {
  private static final String EXTENSION = "platform.extension";

  private WithoutExtension() {}

  /** Load while JavaCPP knows of no extension; the one that was set is set again afterwards. */
  public static void run(Runnable load) {
    Properties platform = Loader.loadProperties();
    synchronized (platform) {
      Object others = platform.remove(EXTENSION);
      try {
        load.run();
      } finally {
        if (others != null) {
          platform.put(EXTENSION, others);
        }
      }
    }
  }
}
