package org.paperclaims.harness.engine.dl4j;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.paperclaims.architectures.Network;
import org.paperclaims.architectures.Node;
import org.paperclaims.architectures.Parameter;
import org.paperclaims.architectures.PoolKind;
import org.paperclaims.architectures.RectifierKind;
import org.paperclaims.architectures.Shape;
import org.paperclaims.architectures.Window;
import org.paperclaims.datasets.Batch;
import org.paperclaims.datasets.Task;
import org.paperclaims.harness.engine.Device;
import org.paperclaims.harness.engine.LearnerOptions;
import org.paperclaims.harness.engine.LearningRule;
import org.paperclaims.harness.engine.Precision;
import org.paperclaims.harness.engine.Snapshot;
import org.paperclaims.harness.engine.Tensor;

/**
 * The training that a {@link SelfTest} looks at: a few hundred weights, every type of node, and
 * nothing that is drawn by chance.
 */
final class SelfTestCase {
  static final int EXAMPLES = 4;
  static final int STEPS = 3;
  static final double RATE = 0.005;
  static final LearningRule RULE = LearningRule.sgd(0.9, true, 1e-3);
  static final Task TASK =
      new Task.Classification(IntStream.range(0, 4).mapToObj(i -> "c" + i).toList());

  private SelfTestCase() {}

  static Network network() {
    return new Network(
        "self-test",
        List.of(
            new Node.Input("in", new Shape(3, 9, 8)),
            new Node.Conv("stem", "in", 3, 4, new Window(3, 5, 1, 1, 1, 2), 1, true),
            new Node.Rectifier("leaky", "stem", new RectifierKind.LeakyRelu(0.1)),
            new Node.LocalResponseNorm("lrn", "leaky", 3, 0.5, 0.75, 1),
            new Node.Pool("max", "lrn", PoolKind.MAX, Window.square(3, 2, 1), true, false),
            new Node.Conv("grouped", "max", 4, 4, Window.square(3, 1, 1), 2, true),
            new Node.Rectifier("prelu", "grouped", new RectifierKind.PRelu(0.25)),
            new Node.Pool(
                "counted", "prelu", PoolKind.AVERAGE, Window.square(3, 1, 1), false, true),
            new Node.Pool(
                "average", "prelu", PoolKind.AVERAGE, Window.square(3, 1, 1), false, false),
            new Node.Concat("both", List.of("counted", "average", "prelu")),
            new Node.BatchNorm("norm", "both", 12, 1e-5, 0.1),
            new Node.Rectifier("rrelu", "norm", new RectifierKind.RRelu(0.3, 0.3)),
            new Node.Dropout("dropout", "rrelu", 0),
            new Node.Gate("gate", "norm", "dropout", -0.5),
            new Node.Add("sum", List.of("gate", "norm"), List.of(0.5, 2.0)),
            new Node.Rectifier("relu", "sum", new RectifierKind.Relu()),
            new Node.PadShortcut("padded", "relu", 12, 14, 2),
            new Node.CentreMap("centre", "padded", 1.5),
            new Node.Concat("placed", List.of("padded", "centre")),
            new Node.PyramidPool("pyramid", "placed", List.of(2, 1)),
            new Node.Linear("hidden", "pyramid", 15 * 5, 5, false),
            new Node.GlobalAveragePool("mean", "sum"),
            new Node.Concat("features", List.of("hidden", "mean")),
            new Node.Linear("out", "features", 17, 4, true)),
        List.of());
  }

  /** Give the weights to begin with. */
  static Snapshot start() {
    SplittableRandom random = new SplittableRandom(1);
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    for (Parameter p : network().parameters()) {
      float[] numbers = new float[p.size()];
      for (int i = 0; i < numbers.length; i++) {
        double u = random.nextDouble() * 2 - 1;
        numbers[i] =
            (float)
                switch (p.role()) {
                  case WEIGHT -> u * Math.sqrt(6.0 / p.fanIn());
                  case GAMMA, VARIANCE -> 1 + 0.3 * u;
                  case SLOPE -> 0.25 + 0.2 * u;
                  case BETA, BIAS, MEAN -> 0.3 * u;
                };
      }
      tensors.put(p.name(), new Tensor(p.shape(), numbers));
    }
    return new Snapshot(0, tensors);
  }

  /** Give the options of a learner that is looked at. */
  static LearnerOptions on(Device device) {
    return new LearnerOptions(device, 1, TASK, RULE, Precision.FP32, true, 1);
  }

  static Batch batch() {
    SplittableRandom random = new SplittableRandom(2);
    float[] inputs = new float[EXAMPLES * network().input().size()];
    for (int i = 0; i < inputs.length; i++) {
      inputs[i] = (float) (random.nextDouble() * 3 - 1.4);
    }
    return Batch.labelled(EXAMPLES, inputs, new int[] {0, 3, 1, 2});
  }
}
