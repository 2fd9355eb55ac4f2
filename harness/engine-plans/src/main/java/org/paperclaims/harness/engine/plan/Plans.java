package org.paperclaims.harness.engine.plan;

import java.util.HashMap;
import java.util.Map;
import org.paperclaims.architectures.Network;
import org.paperclaims.harness.engine.plan.dnnl.Dnnl;

/**
 * The plans of one network, by the size of a batch, made when they are first wanted. Another thread
 * may go on with them, but no two at once.
 */
public final class Plans implements AutoCloseable {
  /** Plans of other sizes are kept unless they have more than this when another is made. */
  private static final long MOST_BYTES = 1L << 29;

  private final Network network;
  private final PlanWeights weights;
  private final Map<Kind, Plan> made = new HashMap<>();
  private Thread maker = Thread.currentThread();

  private record Kind(int size, boolean training) {}

  /** Prepare to make them, of a network of which they {@linkplain #canBeOf can be}. */
  public Plans(Network network, PlanWeights weights) {
    this.network = network;
    this.weights = weights;
  }

  /** Tell whether every node of a network has kernels. */
  public static boolean know(Network network) {
    return PlanBuilder.knows(network);
  }

  /** Tell whether there can be plans of a network: its nodes have kernels, and oneDNN is there. */
  public static boolean canBeOf(Network network) {
    return know(network) && Dnnl.isThere();
  }

  /**
   * Give a plan that trains: it normalises by a batch's own statistics, which the running ones then
   * follow, and goes back.
   *
   * @throws org.paperclaims.harness.engine.EngineException if oneDNN refuses a kernel
   */
  public Plan training(int size) {
    return plan(new Kind(size, true));
  }

  /**
   * Give a plan that predicts: it normalises by the running statistics, and does not go back.
   *
   * @throws org.paperclaims.harness.engine.EngineException if oneDNN refuses a kernel
   */
  public Plan predicting(int size) {
    return plan(new Kind(size, false));
  }

  private Plan plan(Kind kind) {
    if (Thread.currentThread() != maker) {
      // A kernel of oneDNN may have scratch memory of the thread that has made it.
      close();
      maker = Thread.currentThread();
    }
    Plan known = made.get(kind);
    if (known != null) {
      return known;
    }
    if (made.values().stream().mapToLong(Plan::bytes).sum() > MOST_BYTES) {
      close();
    }
    Plan plan = new PlanBuilder(network, weights, kind.size(), kind.training()).build();
    made.put(kind, plan);
    return plan;
  }

  @Override
  public void close() {
    made.values().forEach(Plan::close);
    made.clear();
  }
}
