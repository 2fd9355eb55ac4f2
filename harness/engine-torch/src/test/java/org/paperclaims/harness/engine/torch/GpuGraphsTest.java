package org.paperclaims.harness.engine.torch;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assertions;
import org.paperclaims.harness.engine.Engine;

/** Every step a CUDA graph, from the first on. */
class GpuGraphsTest extends GpuContract {
  private static int played;

  @Override
  protected Engine engine() {
    return new Variant(
        (network, options) ->
            new TorchLearner(
                network,
                options,
                (given, device) ->
                    Way.WHOLE_BATCHES.recordedBy(atOnce(device.recorder().orElseThrow()))));
  }

  @AfterAll
  static void graphs_were_launched() {
    Assertions.assertTrue(played > 0, "no step was played from a graph");
  }

  private static Recorder atOnce(Recorder recorder) {
    return new Recorder() {
      @Override
      public int stepsBefore() {
        return 0;
      }

      @Override
      public Recording record(Runnable work) {
        Recording recording = recorder.record(work);
        return new Recording() {
          @Override
          public void play() {
            played++;
            recording.play();
          }

          @Override
          public void close() {
            recording.close();
          }
        };
      }
    };
  }
}
