package org.paperclaims.harness.engine.torch;

import org.jspecify.annotations.Nullable;
import org.paperclaims.harness.engine.LearnerOptions;
import org.paperclaims.harness.engine.Precision;

/**
 * How a learner trains.
 *
 * @param slices how threads that share the examples of a batch convolve, or null if they share the
 *     work of every call
 * @param recorder records the step, or null if every call is made at every step; not for slices
 * @param lossesAtOnce how many steps of an epoch come before their losses are read
 * @param keepsImages whether images are kept on the device
 */
record Way(
    @Nullable Winograd slices, @Nullable Recorder recorder, int lossesAtOnce, boolean keepsImages) {
  /** Set to {@code false}, it keeps steps from being recorded as CUDA graphs. */
  static final String GRAPHS = "claims.torch.graphs";

  /** Whole batches, call by call. */
  static final Way WHOLE_BATCHES = new Way(null, null, 1, false);

  /** Choose for a device. */
  static Way of(LearnerOptions options, TorchDevice device) {
    if (options.device().isCpu()) {
      return options.precision() == Precision.FP32 ? slices(Winograd.WHERE_FASTER) : WHOLE_BATCHES;
    }
    // Reading a loss waits for a GPU, so losses are read many at a time; and the way of a batch
    // to a GPU is long, so images are kept there.
    Way way = WHOLE_BATCHES.readingLosses(256).keepingImages();
    return areGraphsWanted(System.getProperty(GRAPHS, "true"))
        ? device.recorder().map(way::recordedBy).orElse(way)
        : way;
  }

  /** Read the setting. */
  static boolean areGraphsWanted(String setting) {
    return switch (setting) {
      case "true" -> true;
      case "false" -> false;
      default ->
          throw new IllegalArgumentException(GRAPHS + " is true or false, found '" + setting + "'");
    };
  }

  static Way slices(Winograd winograd) {
    return new Way(winograd, null, 1, false);
  }

  Way recordedBy(Recorder chosen) {
    return new Way(slices, chosen, lossesAtOnce, keepsImages);
  }

  Way readingLosses(int atOnce) {
    return new Way(slices, recorder, atOnce, keepsImages);
  }

  Way keepingImages() {
    return new Way(slices, recorder, lossesAtOnce, true);
  }
}
