package org.paperclaims.harness.engine.plan.dnnl;

import java.util.concurrent.atomic.AtomicBoolean;
import org.bytedeco.dnnl.global.dnnl;
import org.bytedeco.javacpp.Loader;

/** Whether oneDNN's own artifact is there; engines' libraries have other versions inside. */
public final class Dnnl {
  private static final System.Logger LOG = System.getLogger(Dnnl.class.getName());
  private static final int MAJOR = 3;

  /**
   * The library and the choice among its kernels, as records name them. The choice gets the next
   * number whenever a change to this package or to plans has them give other bits; the first one
   * was named by the library alone.
   */
  public static final String NAME = "oneDNN 3.11, choice 2";

  private Dnnl() {}

  /** Loading happens once, on first use: class initialisation is the lock. */
  private static final class Loaded {
    static final boolean THERE = load();

    private static boolean load() {
      AtomicBoolean there = new AtomicBoolean();
      try {
        if (isOnTheClassPath()) {
          WithoutExtension.run(() -> there.set(dnnl.dnnl_version().major() >= MAJOR));
        }
      } catch (LinkageError | RuntimeException e) {
        LOG.log(System.Logger.Level.DEBUG, "oneDNN is not here by itself", e);
      }
      return there.get();
    }
  }

  /** Tell whether its build for this machine is there, without loading it. */
  public static boolean isOnTheClassPath() {
    String folder = "/org/bytedeco/dnnl/" + Loader.getPlatform() + "/";
    return Dnnl.class.getResource(folder + "libjnidnnl.so") != null;
  }

  /** Load the library if it is on the class path, and tell whether it is. */
  public static boolean isThere() {
    return Loaded.THERE;
  }
}
