package org.paperclaims.harness.lab;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.paperclaims.architectures.NetworkSummary;
import org.paperclaims.architectures.Shape;
import org.paperclaims.architectures.family.Architectures;
import org.paperclaims.datasets.Dataset;
import org.paperclaims.datasets.DatasetException;
import org.paperclaims.datasets.DatasetOutline;
import org.paperclaims.datasets.DatasetSpec;
import org.paperclaims.datasets.Datasets;
import org.paperclaims.datasets.ImageSize;
import org.paperclaims.harness.run.RunSpec;

/**
 * The arithmetic of runs: multiply-adds of the passes through the network, one backward as two
 * forward. It orders runs whose time is unknown, and stands for it where nothing else is known.
 * Safe for use by several threads.
 */
public final class RunWork {
  private static final int PASSES_OF_TRAINING = 3;

  private final DatasetSource datasets;
  private final Map<Subject, Double> forward = new HashMap<>();
  private final Map<DatasetSpec, Optional<Examples>> known = new HashMap<>();

  /** The network of a run, whatever is erased of it: rectifiers multiply nothing. */
  private record Subject(String architecture, Shape input, int outputs) {}

  /** How many examples there are, and of what size. */
  private record Examples(Shape input, int outputs, double train, double test) {}

  public RunWork(DatasetSource datasets) {
    this.datasets = datasets;
  }

  /**
   * Count the multiply-adds of a run. Data that is not here is taken to be what its makers say.
   *
   * @return empty if nothing is known of the network or of the data
   */
  public OptionalDouble multiplyAdds(RunSpec spec) {
    try {
      Optional<Examples> examples = found(spec.dataset());
      return examples.isPresent()
          ? OptionalDouble.of(multiplyAdds(spec, examples.get()))
          : OptionalDouble.empty();
    } catch (RuntimeException e) {
      // The same failure comes again when the run is tried, and is recorded there.
      return OptionalDouble.empty();
    }
  }

  private double multiplyAdds(RunSpec spec, Examples examples) {
    double each = forward(spec.architecture(), examples);
    return each
        * switch (spec.protocol()) {
          case TRAIN ->
              (PASSES_OF_TRAINING * examples.train() + examples.test()) * spec.recipe().epochs();
          case FEATURES -> spec.recipe().batch();
          case GRADIENTS -> (double) PASSES_OF_TRAINING * spec.recipe().batch();
          case GIVEN -> examples.test();
        };
  }

  private synchronized double forward(String architecture, Examples examples) {
    return forward.computeIfAbsent(
        new Subject(architecture, examples.input(), examples.outputs()),
        s ->
            (double)
                NetworkSummary.of(Architectures.build(s.architecture(), s.input(), s.outputs()))
                    .multiplyAdds());
  }

  /** Data that is not here is looked for once. */
  private synchronized Optional<Examples> found(DatasetSpec spec) {
    return known.computeIfAbsent(spec, this::examplesIfKnown);
  }

  private Optional<Examples> examplesIfKnown(DatasetSpec spec) {
    try {
      return Optional.of(examples(spec));
    } catch (DatasetException e) {
      return Optional.empty();
    }
  }

  private Examples examples(DatasetSpec spec) {
    try {
      Dataset here = datasets.get(spec);
      ImageSize size = here.example();
      return new Examples(
          new Shape(size.channels(), size.height(), size.width()),
          here.task().outputs(),
          here.train().size(),
          here.test().size());
    } catch (DatasetException e) {
      DatasetOutline outline = Datasets.known(spec.name()).orElseThrow(() -> e);
      if (outline.side() == 0) {
        throw e;
      }
      int side = spec.pixels() == 0 ? outline.side() : spec.pixels();
      int tenth = outline.train() / 10;
      int all = spec.validation() ? tenth : outline.test();
      int test = spec.testImages() == 0 ? all : spec.testImages();
      int rest = spec.validation() ? outline.train() - test : outline.train();
      return new Examples(
          new Shape(outline.channels(), side, side),
          outline.outputs(),
          spec.images() == 0 ? rest : spec.images(),
          test);
    }
  }
}
