package org.paperclaims.harness.engine.plan.dnnl;

import java.util.concurrent.atomic.AtomicInteger;
import org.bytedeco.dnnl.global.dnnl;
import org.bytedeco.javacpp.Loader;
import org.paperclaims.harness.engine.EngineException;

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
    /** Why it did not load; empty if it did. */
    static final String PROBLEM = load();

    private static String load() {
      AtomicInteger major = new AtomicInteger();
      try {
        WithoutExtension.run(() -> major.set(dnnl.dnnl_version().major()));
      } catch (LinkageError | RuntimeException e) {
        LOG.log(System.Logger.Level.DEBUG, "oneDNN does not load", e);
        return e.toString();
      }
      return major.get() >= MAJOR ? "" : "it is oneDNN " + major.get() + ", and not " + MAJOR;
    }
  }

  /** Tell whether its build for this machine is there, without loading it. */
  public static boolean isOnTheClassPath() {
    String folder = "/org/bytedeco/dnnl/" + Loader.getPlatform() + "/";
    return Dnnl.class.getResource(folder + "libjnidnnl.so") != null;
  }

  /**
   * Load the library if it is on the class path, and tell whether it is.
   *
   * @throws EngineException if it is there and does not load: records name it by what is on the
   *     class path, so that nothing else may compute in its place without a word
   */
  public static boolean isThere() {
    if (!isOnTheClassPath()) {
      return false;
    }
    if (!Loaded.PROBLEM.isEmpty()) {
      throw new EngineException(
          "oneDNN, by which plans compute on this CPU, does not load (%s); with -Dclaims.torch.plans=false and -Dclaims.dl4j.path=loops the engines compute without it, and give other last digits"
              .formatted(Loaded.PROBLEM));
    }
    return true;
  }
}
