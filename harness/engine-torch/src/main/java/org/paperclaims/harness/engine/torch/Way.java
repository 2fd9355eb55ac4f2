package org.paperclaims.harness.engine.torch;

import java.util.function.Predicate;
import org.paperclaims.architectures.Network;
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

  /** Whole batches, call by call. */
  static final Way CALLS = new Way(new Calls(), 1, false, true);

  /** How a step is taken. */
  sealed interface Steps {}

  /**
   * Threads share the examples of a batch.
   *
   * @param plans tells the networks that one thread trains by a plan where it can
   */
  record Slices(Winograd winograd, Predicate<Network> plans) implements Steps {
    /** No network is trained by a plan. */
    Slices(Winograd winograd) {
      this(winograd, network -> false);
    }
  }

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
      return options.precision() == Precision.FP32
          ? CALLS.by(new Slices(Winograd.WHERE_FASTER, PlannedTraining::suits))
          : CALLS;
    }
    // Reading a loss waits for a GPU, so losses are read many at a time; and the way of a batch
    // to a GPU is long, so images are kept there.
    Way way = CALLS.readingLosses(256).keepingImages();
    if (options.deterministic() && options.precision() == Precision.FP32) {
      // Those of cuDNN's algorithms that give the same bits every time are faster that way there.
      way = way.withChannelsFirst();
    }
    Way calls = way;
    return areGraphsWanted(System.getProperty(GRAPHS, "true"))
        ? device.capture().map(capture -> calls.by(new Graphs(capture))).orElse(calls)
        : calls;
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
