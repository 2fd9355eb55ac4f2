package org.paperclaims.harness.train;

import org.paperclaims.datasets.Batch;
import org.paperclaims.datasets.BatchStream;
import org.paperclaims.datasets.ImageSize;
import org.paperclaims.datasets.Split;
import org.paperclaims.datasets.Task;
import org.paperclaims.harness.engine.Learner;

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

  /** Measure a network on every example of a split. */
  public static Score of(Learner learner, Split split, ImageSize size, Task task) {
    int batch = Math.max(1, Math.min(BATCH, VALUES / Math.max(1, size.values())));
    Sum sum = task instanceof Task.Classification ? new Wrong() : new Squares(task.outputs());
    try (BatchStream batches = split.inOrder(batch)) {
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
