package org.paperclaims.harness.measure;

import java.util.LinkedHashMap;
import java.util.Map;
import org.paperclaims.architectures.Network;
import org.paperclaims.architectures.Shape;
import org.paperclaims.datasets.Batch;
import org.paperclaims.datasets.Task;
import org.paperclaims.harness.engine.Learner;
import org.paperclaims.harness.engine.LearnerOptions;
import org.paperclaims.harness.engine.LearningRule;
import org.paperclaims.harness.engine.Snapshot;
import org.paperclaims.harness.engine.Tensor;

/** The output of a node inside a trained network, in inference mode. */
public final class FeatureMaps implements AutoCloseable {
  private final Shape shape;
  private final Learner learner;

  private FeatureMaps(Shape shape, Learner learner) {
    this.shape = shape;
    this.learner = learner;
  }

  /**
   * Open the part of a network that ends in a node.
   *
   * @param node of the network, by name
   */
  public static FeatureMaps of(TrainedNetwork net, String node) {
    Network part = net.network().upTo(node);
    Map<String, Tensor> kept = new LinkedHashMap<>();
    part.parameters().forEach(p -> kept.put(p.name(), net.model().tensor(p.name())));
    Workplace place = net.place();
    Learner learner =
        place
            .engine()
            .learner(
                part,
                new LearnerOptions(
                    place.device(),
                    place.threads(),
                    new Task.Regression(part.output().size()),
                    LearningRule.sgd(0, false, 0),
                    net.spec().recipe().precision(),
                    true,
                    net.spec().seed()));
    learner.load(new Snapshot(0, kept));
    return new FeatureMaps(part.output(), learner);
  }

  /** Give the shape of one example's output. */
  public Shape shape() {
    return shape;
  }

  /** Give the outputs: examples x channels x height x width. */
  public float[] of(Batch batch) {
    return learner.predict(batch);
  }

  @Override
  public void close() {
    learner.close();
  }
}
