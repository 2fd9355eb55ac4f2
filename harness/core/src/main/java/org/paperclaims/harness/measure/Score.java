package org.paperclaims.harness.measure;

import java.util.Optional;
import org.paperclaims.datasets.Augmentation;
import org.paperclaims.datasets.Batch;
import org.paperclaims.datasets.BatchStream;
import org.paperclaims.datasets.Dataset;
import org.paperclaims.datasets.ImageSize;
import org.paperclaims.datasets.Split;
import org.paperclaims.datasets.Task;
import org.paperclaims.harness.engine.Learner;
import org.paperclaims.harness.run.Correctness;
import org.paperclaims.harness.run.Recipe;

/**
 * How well a network does on a split, in inference mode.
 *
 * @param loss mean cross entropy, or mean squared error, of heat maps summed over the stages
 * @param error percent wrong; for a regression and heat maps the mean squared error, of the last
 *     stage, divided by the targets' variance
 * @param answers to each example; none for a regression and heat maps
 */
public record Score(double loss, double error, Optional<Answers> answers) {
  private static final int BATCH = 250;
  private static final int VALUES = 1 << 22;
  private static final int CROPS = 10;

  /** Measure a network on every example of a split. */
  public static Score of(Learner learner, Split split, ImageSize size, Task task) {
    int batch = Math.max(1, Math.min(BATCH, VALUES / Math.max(1, size.values())));
    Sum sum = task instanceof Task.Classification ? new Wrong() : new Squares(task.targets());
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

  /** Give which examples were answered rightly; nothing for a regression. */
  public Optional<Correctness> correct() {
    return answers.flatMap(Answers::correct);
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

  private static Score of(double loss, Answers.Builder collected) {
    Answers answers = collected.build();
    return new Score(loss / answers.size(), answers.errorBeyond(1), Optional.of(answers));
  }

  private static final class Wrong implements Sum {
    private final Answers.Builder answers = new Answers.Builder();
    private double loss;

    @Override
    public void add(Batch batch, float[] outputs) {
      int classes = outputs.length / batch.size();
      for (int i = 0; i < batch.size(); i++) {
        int from = i * classes;
        float most = outputs[from];
        for (int j = from + 1; j < from + classes; j++) {
          most = outputs[j] > most ? outputs[j] : most;
        }
        double sum = 0;
        for (int j = from; j < from + classes; j++) {
          sum += Math.exp((double) outputs[j] - most);
        }
        int label = batch.labels()[i];
        loss += Math.log(sum) + most - outputs[from + label];
        answers.add(label, Answers.rank(j -> outputs[from + j], classes, label));
      }
    }

    @Override
    public Score score() {
      return of(loss, answers);
    }
  }

  private static final class WrongByCrops implements Sum {
    private final Answers.Builder answers = new Answers.Builder();
    private double loss;

    @Override
    public void add(Batch batch, float[] outputs) {
      int classes = outputs.length / batch.size();
      for (int first = 0; first < batch.size(); first += CROPS) {
        double[] mean = new double[classes];
        for (int crop = first; crop < first + CROPS; crop++) {
          double[] probabilities = Softmax.of(outputs, crop * classes, classes);
          for (int j = 0; j < classes; j++) {
            mean[j] += probabilities[j] / CROPS;
          }
        }
        int label = batch.labels()[first];
        loss -= Math.log(Math.max(mean[label], Double.MIN_VALUE));
        answers.add(label, Answers.rank(j -> mean[j], classes, label));
      }
    }

    @Override
    public Score score() {
      return of(loss, answers);
    }
  }

  private static final class Squares implements Sum {
    private final double[] sum;
    private final double[] squares;
    private double all;
    private double last;
    private long count;

    Squares(int outputs) {
      sum = new double[outputs];
      squares = new double[outputs];
    }

    @Override
    public void add(Batch batch, float[] outputs) {
      float[] targets = batch.targets();
      int each = outputs.length / batch.size();
      for (int i = 0; i < outputs.length; i++) {
        int target = i % each % sum.length;
        double wanted = targets[i / each * sum.length + target];
        double difference = outputs[i] - wanted;
        all += difference * difference;
        if (i % each >= each - sum.length) {
          last += difference * difference;
          sum[target] += wanted;
          squares[target] += wanted * wanted;
        }
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
      return new Score(
          all / count / sum.length, last / count / sum.length / variance, Optional.empty());
    }
  }
}
