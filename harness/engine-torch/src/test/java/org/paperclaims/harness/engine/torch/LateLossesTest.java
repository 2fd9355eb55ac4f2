package org.paperclaims.harness.engine.torch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.paperclaims.architectures.Network;
import org.paperclaims.architectures.Parameter;
import org.paperclaims.datasets.Batch;
import org.paperclaims.datasets.BatchStream;
import org.paperclaims.datasets.Task;
import org.paperclaims.harness.engine.Device;
import org.paperclaims.harness.engine.Learner;
import org.paperclaims.harness.engine.LearnerOptions;
import org.paperclaims.harness.engine.Precision;
import org.paperclaims.harness.engine.Snapshot;
import org.paperclaims.harness.engine.Tensor;
import org.paperclaims.harness.engine.testkit.SmallNetworks;

/** The way losses are read on a GPU, tried on the CPU. */
class LateLossesTest {
  private static final LearnerOptions OPTIONS =
      new LearnerOptions(
          new Device("cpu", ""), 1, new Task.Regression(4), 0.9, true, 0, Precision.FP32, true, 1);

  @Test
  void tells_every_loss_once_and_in_order_however_many_are_read_at_once() {
    List<Double> one = losses(1);
    assertThat(one).hasSize(7).doesNotHaveDuplicates();
    assertThat(losses(3)).isEqualTo(one);
    assertThat(losses(7)).isEqualTo(one);
    assertThat(losses(256)).isEqualTo(one);
  }

  private static List<Double> losses(int atOnce) {
    Network network = SmallNetworks.vectors();
    List<Double> losses = new ArrayList<>();
    try (Learner learner = new TorchLearner(network, OPTIONS, Way.CALLS.readingLosses(atOnce))) {
      learner.load(start(network));
      learner.trainAll(
          batches(), i -> 0.1 / (i + 1), (i, size, loss) -> losses.size() == i && losses.add(loss));
    }
    return losses;
  }

  private static Snapshot start(Network network) {
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    for (Parameter p : network.parameters()) {
      float[] numbers = new float[p.size()];
      for (int i = 0; i < numbers.length; i++) {
        numbers[i] = (float) (1 + Math.sin(i));
      }
      tensors.put(p.name(), new Tensor(p.shape(), numbers));
    }
    return new Snapshot(0, tensors);
  }

  private static BatchStream batches() {
    Iterator<Batch> all =
        IntStream.range(0, 7)
            .mapToObj(
                b -> {
                  float[] inputs = new float[15];
                  for (int i = 0; i < inputs.length; i++) {
                    inputs[i] = (float) Math.cos(b + 2 * i);
                  }
                  return Batch.targeted(3, inputs, new float[12]);
                })
            .iterator();
    return new BatchStream() {
      @Override
      public boolean hasNext() {
        return all.hasNext();
      }

      @Override
      public Batch next() {
        return all.next();
      }

      @Override
      public void close() {}
    };
  }
}
