package org.paperclaims.harness.train;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.paperclaims.architectures.Network;
import org.paperclaims.datasets.Dataset;
import org.paperclaims.datasets.DatasetException;
import org.paperclaims.datasets.Normalisation;
import org.paperclaims.datasets.Pictures;
import org.paperclaims.datasets.Split;
import org.paperclaims.harness.engine.Learner;
import org.paperclaims.harness.engine.Snapshot;
import org.paperclaims.harness.measure.Learners;
import org.paperclaims.harness.measure.Networks;
import org.paperclaims.harness.measure.Score;
import org.paperclaims.harness.measure.Workplace;
import org.paperclaims.harness.model.ModelFile;
import org.paperclaims.harness.model.ModelFileException;
import org.paperclaims.harness.model.Reading;
import org.paperclaims.harness.run.GivenModel;
import org.paperclaims.harness.run.PixelScaling;
import org.paperclaims.harness.run.RunRecord;
import org.paperclaims.harness.run.RunSpec;

/** Measures a model that was made elsewhere, and refuses it where it is not what its owner says. */
public final class GivenEvaluation {
  /** The words of a record about such a run. */
  public static final String REMARK = "given, not trained here";

  /**
   * Another library's arithmetic decides a few images otherwise, where two classes are as likely:
   * 0.05 percentage points are 5 of 10,000 images.
   */
  private static final double ARITHMETIC = 0.05;

  private GivenEvaluation() {}

  /**
   * Measure the model of a spec.
   *
   * @param file the model's file, whose checksum the caller has compared
   * @throws ModelFileException if its tensors are not the network's, or its error is not the one
   *     that its owner reports
   * @throws DatasetException if the data set has no images to be scaled as the model's were
   */
  public static Trained of(RunSpec spec, Dataset dataset, Workplace place, ModelFile file) {
    long start = System.nanoTime();
    GivenModel given = spec.given();
    Network network = Networks.of(spec, dataset);
    Snapshot model = Reading.of(file, network, given.prefix()).snapshot(file);
    Split test = scaled(dataset, given);
    Score score;
    try (Learner learner = Learners.of(spec, network, dataset, place)) {
      learner.load(model);
      score = Score.of(learner, test, dataset.example(), dataset.task());
    }
    checkExpected(
        file.path().getFileName() + ", read as " + spec.architecture(),
        spec,
        score.error(),
        test.size());
    return measured(score, test, Optional.of(model), start);
  }

  /**
   * Measure a whole network that another library runs.
   *
   * @param file it is read from, for messages
   * @param graph is not closed
   * @throws ModelFileException if its error is not the one that its owner reports
   */
  public static Trained of(RunSpec spec, Dataset dataset, Path file, Learner graph) {
    long start = System.nanoTime();
    Split test = scaled(dataset, spec.given());
    Score score = Score.of(graph, test, dataset.example(), dataset.task());
    checkExpected(String.valueOf(file.getFileName()), spec, score.error(), test.size());
    return measured(score, test, Optional.empty(), start);
  }

  private static Trained measured(Score score, Split test, Optional<Snapshot> model, long start) {
    return new Trained(
        RunRecord.Outcome.COMPLETED,
        REMARK,
        List.of(),
        Map.of(
            "test_error", score.error(),
            "test_loss", score.loss(),
            "test_images", (double) test.size()),
        model,
        (System.nanoTime() - start) / 1e9,
        score.correct());
  }

  private static Split scaled(Dataset dataset, GivenModel given) {
    Optional<Normalisation> wanted = PixelScaling.parse(given.scaling());
    boolean swapped = given.channels().equals("bgr");
    if (wanted.isEmpty() && !swapped) {
      return dataset.test();
    }
    Normalisation own =
        dataset
            .test()
            .pictures()
            .map(Pictures::normalisation)
            .orElseThrow(
                () ->
                    new DatasetException(
                        "the examples of %s are no images; allowed is the scaling own"
                            .formatted(dataset.spec().name())));
    return new ScaledSplit(dataset.test(), own, wanted.orElse(own), swapped);
  }

  private static void checkExpected(String what, RunSpec spec, double error, int images) {
    GivenModel given = spec.given();
    BigDecimal expected = new BigDecimal(given.expects());
    double rounding = 0.5 * Math.pow(10, -expected.scale());
    double difference = Math.abs(error - expected.doubleValue());
    if (difference > Math.max(rounding, ARITHMETIC) * (1 + 1e-9)) {
      throw new ModelFileException.Unfit(
          String.format(
              Locale.ROOT,
              "%s with pixels scaled as %s, %s, errs on %.2f %% of %,d images of %s,"
                  + " and its owner reports %s %%: it is read in another way than it was trained,"
                  + " or is another model. Look at the scaling, the order of channels, and the"
                  + " words of the architecture for what no shape shows (-a or -abehind, -v1 or"
                  + " -v1.5, -eps0.001)",
              what,
              given.scaling(),
              given.channels(),
              error,
              images,
              spec.dataset().name(),
              given.expects()));
    }
  }
}
