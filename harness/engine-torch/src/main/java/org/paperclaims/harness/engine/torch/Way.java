package org.paperclaims.harness.engine.torch;

import org.paperclaims.harness.engine.LearnerOptions;
import org.paperclaims.harness.engine.Precision;

/**
 * How a learner trains.
 *
 * @param lossesAtOnce how many steps of an epoch come before their losses are read
 * @param keepsImages whether images are kept on the device
 * @param channelsLast whether the channels of images are innermost
 */
record Way(Steps steps, int lossesAtOnce, boolean keepsImages, boolean channelsLast) {
  /** Set to {@code false}, it keeps steps from being captured as CUDA graphs. */
  static final String GRAPHS = "claims.torch.graphs";

  /** Set to {@code false}, it has CPUs train as they did before there were plans, to the bit. */
  static final String PLANS = "claims.torch.plans";

  /** Whole batches, call by call. */
  static final Way CALLS = new Way(new Calls(), 1, false, true);

  /** How a step is taken. */
  sealed interface Steps {}

  /** Threads share the examples of a batch. */
  record Slices(Winograd winograd) implements Steps {}

  /**
   * A step is a list of kernels.
   *
   * @param otherwise how networks are trained of which not every node has kernels
   */
  record Plans(Slices otherwise) implements Steps {}

  /** Whole batches; every call is made at every step. */
  record Calls() implements Steps {}

  /**
   * Whole batches; the step is a graph, except in networks that draw numbers as they train, and by
   * other learning rules than plain gradient descent.
   */
  record Graphs(Capture capture) implements Steps {}

  /** Choose for a device. */
  static Way of(LearnerOptions options, TorchDevice device) {
    if (options.device().isCpu()) {
      Slices slices = new Slices(Winograd.WHERE_FASTER);
      Steps steps = arePlansWanted() ? new Plans(slices) : slices;
      return options.precision() == Precision.FP32 ? CALLS.by(steps) : CALLS;
    }
    // Reading a loss waits for a GPU, so losses are read many at a time; and the way of a batch
    // to a GPU is long, so images are kept there.
    Way way = CALLS.readingLosses(256).keepingImages();
    if (options.deterministic() && options.precision() == Precision.FP32) {
      // Those of cuDNN's algorithms that give the same bits every time are faster that way there.
      way = way.withChannelsFirst();
    }
    Way calls = way;
    return isWanted(GRAPHS)
        ? device.capture().map(capture -> calls.by(new Graphs(capture))).orElse(calls)
        : calls;
  }

  /** Read whether CPUs are to train by plans. */
  static boolean arePlansWanted() {
    return isWanted(PLANS);
  }

  /** Refuse what is neither true nor false. */
  static void refuseSettings() {
    isWanted(GRAPHS);
    isWanted(PLANS);
  }

  private static boolean isWanted(String setting) {
    return isWanted(setting, System.getProperty(setting, "true"));
  }

  /** Read a setting. */
  static boolean isWanted(String name, String setting) {
    return switch (setting) {
      case "true" -> true;
      case "false" -> false;
      default ->
          throw new IllegalArgumentException(name + " is true or false, found '" + setting + "'");
    };
  }

  Way by(Steps chosen) {
    return new Way(chosen, lossesAtOnce, keepsImages, channelsLast);
  }

  Way readingLosses(int atOnce) {
    return new Way(steps, atOnce, keepsImages, channelsLast);
  }

  Way keepingImages() {
    return new Way(steps, lossesAtOnce, true, channelsLast);
  }

  Way withChannelsFirst() {
    return new Way(steps, lossesAtOnce, keepsImages, false);
  }
}
