package org.paperclaims.harness.measure;

import java.util.List;
import java.util.Map;
import org.paperclaims.architectures.Network;
import org.paperclaims.architectures.Node;
import org.paperclaims.datasets.Batch;
import org.paperclaims.datasets.Dataset;
import org.paperclaims.datasets.Task;
import org.paperclaims.harness.engine.Learner;
import org.paperclaims.harness.engine.LearnerOptions;
import org.paperclaims.harness.engine.LearningRule;
import org.paperclaims.harness.engine.Snapshot;
import org.paperclaims.harness.engine.Tensor;
import org.paperclaims.harness.run.Protocol;
import org.paperclaims.harness.run.Recipe;
import org.paperclaims.harness.run.RunSpec;

/**
 * Looks at what different images' features have in common before the classifier: the more, the less
 * information has come through (EraseReLU, section 3). The features are rectified before measuring
 * whatever the erasure, so that all arms are measured alike.
 */
final class FeatureProbe implements Probe {
  static final List<Metric> METRICS =
      List.of(
          // The mean cosine between different images' features.
          Told.lower("feature_cosine", "Cosine between features", Unit.COSINE, Protocol.FEATURES),
          // The exponential of the entropy of the centred features' normalised singular values.
          Told.higher("effective_rank", "Effective rank", Unit.RANK, Protocol.FEATURES));

  @Override
  public Protocol protocol() {
    return Protocol.FEATURES;
  }

  @Override
  public String sentence(String networks) {
    return "the features of different images before the classifier are compared in "
        + networks
        + " as initialised";
  }

  @Override
  public Map<String, Double> measure(
      RunSpec spec, Network network, Dataset dataset, Workplace place) {
    Network features = network.upTo(beforeClassifier(network));
    Snapshot all = Networks.firstWeights(spec, network);
    Map<String, Tensor> kept = new java.util.LinkedHashMap<>();
    features.parameters().forEach(p -> kept.put(p.name(), all.tensor(p.name())));
    Batch batch = Probe.batch(spec, dataset);
    try (Learner learner = learner(spec, features, place)) {
      learner.load(new Snapshot(0, kept));
      float[] outputs = learner.predictWithBatchStatistics(batch);
      double[][] rows = new double[batch.size()][outputs.length / batch.size()];
      for (int i = 0; i < outputs.length; i++) {
        rows[i / rows[0].length][i % rows[0].length] = Math.max(0, outputs[i]);
      }
      return Map.of(
          "feature_cosine", Features.meanCosine(rows),
          "effective_rank", Features.effectiveRank(rows));
    }
  }

  private static Learner learner(RunSpec spec, Network features, Workplace place) {
    Recipe recipe = spec.recipe();
    return place
        .engine()
        .learner(
            features,
            new LearnerOptions(
                place.device(),
                place.threads(),
                new Task.Regression(features.output().size()),
                LearningRule.sgd(0, false, 0),
                recipe.precision(),
                true,
                spec.seed()));
  }

  private static String beforeClassifier(Network network) {
    List<Node> nodes = network.nodes();
    if (nodes.get(nodes.size() - 1) instanceof Node.Linear classifier) {
      return classifier.input();
    }
    throw new IllegalArgumentException(
        network.name() + " does not end in a classifier, so it has no features before one");
  }
}
