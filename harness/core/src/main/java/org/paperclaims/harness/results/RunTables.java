package org.paperclaims.harness.results;

import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.paperclaims.datasets.DatasetSpec;
import org.paperclaims.harness.engine.LearningRule;
import org.paperclaims.harness.run.EpochRow;
import org.paperclaims.harness.run.Recipe;
import org.paperclaims.harness.run.RunRecord;
import tech.tablesaw.api.Table;

/** The tables of runs and of their epochs; {@link Results} says what their columns hold. */
final class RunTables {
  private RunTables() {}

  static Table runs(List<RunRecord> records) {
    TableMaker<RunRecord> table =
        new TableMaker<RunRecord>()
            .text("fingerprint", RunRecord::fingerprint)
            .text("protocol", r -> r.spec().protocol().id())
            .text("architecture", r -> r.spec().architecture())
            .text("erasure", r -> r.spec().erasure())
            .text("dataset", r -> data(r).name())
            .whole("images", r -> unless0(data(r).images()))
            .whole("test_images", r -> unless0(data(r).testImages()))
            .whole("pixels", r -> unless0(data(r).pixels()))
            .flag("validation", r -> data(r).validation())
            .whole("epochs", r -> OptionalInt.of(recipe(r).epochs()))
            .whole("batch", r -> OptionalInt.of(recipe(r).batch()))
            .number("learning_rate", r -> recipe(r).learningRate().initial())
            .text("optimiser", r -> rule(r).optimiser().name())
            .number("momentum", r -> rule(r).optimiser().momentum())
            .number("weight_decay", r -> rule(r).weightDecay())
            .text("augmentation", r -> String.join(" ", recipe(r).augmentation()))
            .text("initialisation", r -> recipe(r).initialisation())
            .text("precision", r -> recipe(r).precision().name().toLowerCase(Locale.ROOT))
            .large("seed", r -> r.spec().seed())
            .text("engine", r -> r.spec().engine())
            .text("imported", r -> r.spec().madeElsewhere() ? r.spec().imported().name() : "")
            .text("outcome", r -> r.outcome().name())
            .whole("epochs_done", r -> OptionalInt.of(r.epochs().size()))
            .number("seconds", RunRecord::seconds)
            .text("commit", r -> r.environment().getOrDefault("commit", ""));
    metrics(records)
        .forEach(name -> table.number(name, r -> r.metrics().getOrDefault(name, Double.NaN)));
    return table.of("runs", records);
  }

  /** Give the names of the metrics that some record has. */
  private static List<String> metrics(List<RunRecord> records) {
    return records.stream()
        .flatMap(r -> r.metrics().keySet().stream())
        .distinct()
        .sorted()
        .toList();
  }

  static Table epochs(List<RunRecord> records) {
    return new TableMaker<Epoch>()
        .text("fingerprint", Epoch::fingerprint)
        .whole("epoch", e -> OptionalInt.of(e.row.epoch()))
        .number("learning_rate", e -> e.row.learningRate())
        .number("train_loss", e -> e.row.trainLoss())
        .number("train_error", e -> e.row.trainError())
        .number("test_loss", e -> e.row.testLoss())
        .number("test_error", e -> e.row.testError())
        .number("images_per_second", e -> e.row.imagesPerSecond())
        .of("epochs", records.stream().flatMap(Epoch::of).toList());
  }

  /** An epoch, and the run that it is of. */
  private record Epoch(String fingerprint, EpochRow row) {
    static Stream<Epoch> of(RunRecord run) {
      return run.epochs().stream().map(row -> new Epoch(run.fingerprint(), row));
    }
  }

  private static DatasetSpec data(RunRecord run) {
    return run.spec().dataset();
  }

  private static Recipe recipe(RunRecord run) {
    return run.spec().recipe();
  }

  private static LearningRule rule(RunRecord run) {
    return recipe(run).rule();
  }

  private static OptionalInt unless0(int count) {
    return count == 0 ? OptionalInt.empty() : OptionalInt.of(count);
  }
}
