package org.paperclaims.harness.engine.torch;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assertions;
import org.paperclaims.harness.engine.Engine;

/** Every step a CUDA graph, from the first on, with the channels of images outermost. */
class GpuGraphsTest extends GpuContract {
  private static int replayed;

  @Override
  protected Engine engine() {
    return new Variant(
        (network, options) ->
            new TorchLearner(
                network,
                options,
                (given, device) ->
                    Way.CALLS
                        .by(new Way.Graphs(atOnce(device.capture().orElseThrow())))
                        .withChannelsFirst()));
  }

  @AfterAll
  static void graphs_were_launched() {
    Assertions.assertTrue(replayed > 0, "no step was replayed from a graph");
  }

  private static Capture atOnce(Capture capture) {
    return new Capture() {
      @Override
      public int stepsBefore() {
        return 0;
      }

      @Override
      public Graph capture(Runnable work) {
        Graph graph = capture.capture(work);
        return new Graph() {
          @Override
          public void replay() {
            replayed++;
            graph.replay();
          }

          @Override
          public void close() {
            graph.close();
          }
        };
      }
    };
  }
}
