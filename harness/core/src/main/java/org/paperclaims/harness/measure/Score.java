package org.paperclaims.harness.measure;

import org.paperclaims.datasets.Augmentation;
import org.paperclaims.datasets.Batch;
import org.paperclaims.datasets.BatchStream;
import org.paperclaims.datasets.Dataset;
import org.paperclaims.datasets.ImageSize;
import org.paperclaims.datasets.Split;
import org.paperclaims.datasets.Task;
import org.paperclaims.harness.engine.Learner;
import org.paperclaims.harness.run.Recipe;

/**
 * How well a network does on a split, in inference mode.
 *
 * @param loss mean cross entropy, or mean squared error
 * @param error percent wrong; for a regression the mean squared error divided by the targets'
 *     variance
 */
public record Score(double loss, double error) {
  private static final int BATCH = 250;
  private static final int VALUES = 1 << 22;
  private static final int CROPS = 10;

  /** Measure a network on every example of a split. */
  public static Score of(Learner learner, Split split, ImageSize size, Task task) {
    int batch = Math.max(1, Math.min(BATCH, VALUES / Math.max(1, size.values())));
    Sum sum = task instanceof Task.Classification ? new Wrong() : new Squares(task.outputs());
    return measure(learner, split.inOrder(batch), sum);
  }

  /**
   * Measure a classifier on every example of a split by ten crops: the probabilities of a class are
   * averaged over an example's crops (Krizhevsky et al. 2012, section 4.1).
   *
   * @throws org.paperclaims.datasets.DatasetException if the examples have no ten crops
   */
  public static Score ofTenCrops(Learner learner, Split split, ImageSize size) {
    int examples = Math.max(1, Math.min(BATCH, VALUES / Math.max(1, size.values())) / CROPS);
    return measure(learner, split.tenCrops(examples), new WrongByCrops());
  }

  /** Measure a network on the test examples as the recipe says: by ten crops, or as they are. */
  public static Score ofTest(Learner learner, Dataset dataset, Recipe recipe) {
    return new Augmentation(recipe.augmentation()).tenCrop()
        ? ofTenCrops(learner, dataset.test(), dataset.example())
        : of(learner, dataset.test(), dataset.example(), dataset.task());
  }

  private static Score measure(Learner learner, BatchStream stream, Sum sum) {
    try (BatchStream batches = stream) {
      while (batches.hasNext()) {
        Batch next = batches.next();
        sum.add(next, learner.predict(next));
      }
    }
    return sum.score();
  }

  private interface Sum {
    void add(Batch batch, float[] outputs);

    Score score();
  }

  private static final class Wrong implements Sum {
    private double loss;
    private long wrong;
    private long count;

    @Override
    public void add(Batch batch, float[] outputs) {
      int classes = outputs.length / batch.size();
      for (int i = 0; i < batch.size(); i++) {
        int from = i * classes;
        int best = from;
        for (int j = from + 1; j < from + classes; j++) {
          best = outputs[j] > outputs[best] ? j : best;
        }
        double sum = 0;
        for (int j = from; j < from + classes; j++) {
          sum += Math.exp((double) outputs[j] - outputs[best]);
        }
        int label = from + batch.labels()[i];
        loss += Math.log(sum) + outputs[best] - outputs[label];
        // Not-a-number outputs name no class, and so are wrong.
        wrong += best == label && !Float.isNaN(outputs[best]) ? 0 : 1;
      }
      count += batch.size();
    }

    @Override
    public Score score() {
      return new Score(loss / count, 100.0 * wrong / count);
    }
  }

  private static final class WrongByCrops implements Sum {
    private double loss;
    private long wrong;
    private long count;

    @Override
    public void add(Batch batch, float[] outputs) {
      int classes = outputs.length / batch.size();
      for (int first = 0; first < batch.size(); first += CROPS) {
        double[] mean = new double[classes];
        for (int crop = first; crop < first + CROPS; crop++) {
          addProbabilities(outputs, crop * classes, mean);
        }
        int best = 0;
        for (int j = 1; j < classes; j++) {
          best = mean[j] > mean[best] ? j : best;
        }
        int label = batch.labels()[first];
        loss -= Math.log(Math.max(mean[label], Double.MIN_VALUE));
        wrong += best == label && !Double.isNaN(mean[best]) ? 0 : 1;
        count++;
      }
    }

    private static void addProbabilities(float[] outputs, int from, double[] mean) {
      double most = Double.NEGATIVE_INFINITY;
      for (int j = 0; j < mean.length; j++) {
        most = Math.max(most, outputs[from + j]);
      }
      double sum = 0;
      for (int j = 0; j < mean.length; j++) {
        sum += Math.exp(outputs[from + j] - most);
      }
      for (int j = 0; j < mean.length; j++) {
        mean[j] += Math.exp(outputs[from + j] - most) / sum / CROPS;
      }
    }

    @Override
    public Score score() {
      return new Score(loss / count, 100.0 * wrong / count);
    }
  }

  private static final class Squares implements Sum {
    private final double[] sum;
    private final double[] squares;
    private double error;
    private long count;

    Squares(int outputs) {
      sum = new double[outputs];
      squares = new double[outputs];
    }

    @Override
    public void add(Batch batch, float[] outputs) {
      float[] targets = batch.targets();
      for (int i = 0; i < targets.length; i++) {
        double difference = (double) outputs[i] - targets[i];
        error += difference * difference;
        int output = i % sum.length;
        sum[output] += targets[i];
        squares[output] += (double) targets[i] * targets[i];
      }
      count += batch.size();
    }

    @Override
    public Score score() {
      double variance = 0;
      for (int i = 0; i < sum.length; i++) {
        double mean = sum[i] / count;
        variance += (squares[i] / count - mean * mean) / sum.length;
      }
      double loss = error / count / sum.length;
      return new Score(loss, loss / variance);
    }
  }
}
