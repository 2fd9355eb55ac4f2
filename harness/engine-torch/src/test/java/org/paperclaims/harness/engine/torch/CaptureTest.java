package org.paperclaims.harness.engine.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.paperclaims.architectures.Network;
import org.paperclaims.architectures.Shape;
import org.paperclaims.architectures.family.Architectures;
import org.paperclaims.datasets.Batch;
import org.paperclaims.datasets.Task;
import org.paperclaims.harness.engine.Device;
import org.paperclaims.harness.engine.LearnerOptions;
import org.paperclaims.harness.engine.Precision;
import org.paperclaims.harness.engine.testkit.SmallNetworks;

/** When a step is captured, and which graphs are used. */
class CaptureTest {
  private static final int NEVER = Integer.MAX_VALUE;

  /** The ways in which a graph may be wrong. */
  enum Fault {
    DOES_NOTHING,
    DOES_IT_TWICE,
    CANNOT_BE_MADE,
    CANNOT_BE_REPLAYED
  }

  @Test
  void a_step_is_captured_after_three_of_one_size_and_replayed_from_then_on() {
    CaptureOnTheCpu capture = new CaptureOnTheCpu(3);
    List<Double> captured = losses(capture, 4, 4, 4, 4, 4, 4);
    assertThat(capture.made()).isEqualTo(1);
    // Three steps, and once before to see what it does.
    assertThat(capture.replayed()).isEqualTo(1 + 3);
    assertThat(capture.closed()).isEqualTo(1);
    assertThat(captured).isEqualTo(losses(new CaptureOnTheCpu(NEVER), 4, 4, 4, 4, 4, 4));
  }

  @Test
  void a_smaller_last_batch_is_no_reason_for_another_graph() {
    CaptureOnTheCpu capture = new CaptureOnTheCpu(2);
    List<Double> captured = losses(capture, 4, 4, 4, 3, 4, 4, 4, 3, 4);
    assertThat(capture.made()).isEqualTo(1);
    assertThat(capture.replayed()).isEqualTo(1 + 5);
    assertThat(captured).isEqualTo(losses(new CaptureOnTheCpu(NEVER), 4, 4, 4, 3, 4, 4, 4, 3, 4));
  }

  @Test
  void another_batch_size_that_stays_is_captured_instead() {
    CaptureOnTheCpu capture = new CaptureOnTheCpu(2);
    List<Double> captured = losses(capture, 4, 4, 4, 2, 2, 2, 2);
    assertThat(capture.made()).isEqualTo(2);
    assertThat(capture.closed()).isEqualTo(2);
    assertThat(captured).isEqualTo(losses(new CaptureOnTheCpu(NEVER), 4, 4, 4, 2, 2, 2, 2));
  }

  @ParameterizedTest
  @EnumSource(Fault.class)
  void a_graph_that_does_not_do_what_a_step_does_is_not_used(Fault fault) {
    List<Double> without = losses(new CaptureOnTheCpu(NEVER), 4, 4, 4, 4, 4);
    CaptureOnTheCpu broken = broken(fault);
    assertThat(losses(broken, 4, 4, 4, 4, 4)).isEqualTo(without);
    assertThat(broken.made()).isLessThanOrEqualTo(1);
  }

  @Test
  void networks_that_draw_numbers_as_they_train_are_not_captured() {
    assertThat(Randomness.isDrawnBy(Architectures.build("resnet-8-w4", new Shape(3, 8, 8), 4)))
        .isFalse();
    assertThat(
            Randomness.isDrawnBy(Architectures.build("wrn-10-1-dropout0.3", new Shape(3, 8, 8), 4)))
        .isTrue();
  }

  @Test
  void graphs_are_wanted_or_not_and_nothing_else() {
    assertThat(Way.isWanted(Way.GRAPHS, "true")).isTrue();
    assertThat(Way.isWanted(Way.GRAPHS, "false")).isFalse();
    assertThatThrownBy(() -> Way.isWanted(Way.GRAPHS, "off"))
        .hasMessage("claims.torch.graphs is true or false, found 'off'");
  }

  private static CaptureOnTheCpu broken(Fault fault) {
    return new CaptureOnTheCpu(2) {
      @Override
      public Graph capture(Runnable work) {
        if (fault == Fault.CANNOT_BE_MADE) {
          throw new IllegalStateException("CUDA error: operation not permitted");
        }
        Graph good = super.capture(work);
        return new Graph() {
          @Override
          public void replay() {
            switch (fault) {
              case DOES_IT_TWICE -> {
                good.replay();
                good.replay();
              }
              case CANNOT_BE_REPLAYED -> throw new IllegalStateException("CUDA error: no memory");
              default -> {}
            }
          }

          @Override
          public void close() {
            good.close();
          }
        };
      }
    };
  }

  /** Train a small network on batches of those sizes, a rate of its own a step. */
  private static List<Double> losses(Capture capture, int... sizes) {
    Network network = SmallNetworks.residual();
    List<Double> losses = new ArrayList<>();
    LearnerOptions options =
        new LearnerOptions(
            new Device("cpu", ""),
            1,
            new Task.Regression(network.output().size()),
            0.9,
            true,
            1e-4,
            Precision.FP32,
            true,
            1);
    try (TorchLearner learner =
        new TorchLearner(network, options, Way.CALLS.by(new Way.Graphs(capture)))) {
      learner.load(FirstWeights.of(network, 1));
      for (int step = 0; step < sizes.length; step++) {
        losses.add(learner.train(batch(network, sizes[step], step), 0.1 / (step + 1)));
      }
      assertThat(learner.snapshot().step()).isEqualTo(sizes.length);
    }
    return losses;
  }

  private static Batch batch(Network network, int size, int step) {
    float[] inputs = new float[size * network.input().size()];
    for (int i = 0; i < inputs.length; i++) {
      inputs[i] = (float) Math.sin(3 * step + i);
    }
    float[] targets = new float[size * network.output().size()];
    for (int i = 0; i < targets.length; i++) {
      targets[i] = (float) Math.cos(step + 5 * i);
    }
    return Batch.targeted(size, inputs, targets);
  }
}
