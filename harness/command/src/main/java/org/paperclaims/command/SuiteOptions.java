package org.paperclaims.command;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.paperclaims.harness.lab.EngineChoice;
import org.paperclaims.harness.store.ResultsPlace;
import org.paperclaims.harness.suite.SettingsException;
import org.paperclaims.harness.suite.SuiteSettings;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/**
 * The suite's settings as options; a system property of the same name stands behind each. A command
 * has those of them that change something there, and {@link Chosen} takes away the others.
 */
final class SuiteOptions {
  private static final List<String> ALL =
      CommandSpec.forAnnotatedObject(new SuiteOptions(List.of())).options().stream()
          .map(CommandLine.Model.OptionSpec::longestName)
          .toList();

  private final List<String> chosen;

  @Option(
      names = "--tier",
      paramLabel = "TIER",
      completionCandidates = Completed.Tiers.class,
      description = "smoke, reduced, short or full (default: smoke)")
  private @Nullable String tier;

  @Option(
      names = "--include",
      paramLabel = "GLOBS",
      completionCandidates = Completed.Claims.class,
      description =
          "globs of claim ids, or such as vgg/* of a catalogue, comma-separated (default: all)")
  private @Nullable String include;

  @Option(
      names = "--engine",
      paramLabel = "ENGINES",
      completionCandidates = Completed.EngineIds.class,
      description =
          "dl4j, torch, or both as dl4j,torch (default: the first that can use this machine's GPU,"
              + " and dl4j without one)")
  private @Nullable String engine;

  @Option(
      names = "--seeds",
      paramLabel = "N",
      description = "number of seeds in place of the claims' own")
  private @Nullable String seeds;

  @Option(
      names = "--mode",
      paramLabel = "MODE",
      completionCandidates = Completed.Modes.class,
      description = "train, or load: evaluate stored models and train nothing (default: train)")
  private @Nullable String mode;

  @Option(
      names = "--shard",
      paramLabel = "I/N",
      description = "run only part I of N (default: 1/1)")
  private @Nullable String shard;

  @Option(
      names = "--strict",
      description = "let an INCONCLUSIVE verdict fail, and for doctor what will not work here")
  private boolean strict;

  @Option(
      names = "--results",
      paramLabel = "DIR",
      description =
          "the run store and ledger: a folder, or (not for bundle) s3://BUCKET/PREFIX (default: results)")
  private @Nullable Path results;

  @Option(
      names = "--report-dir",
      paramLabel = "DIR",
      description = "where the report is written (default: target/claims-report)")
  private @Nullable Path report;

  @Option(
      names = "--datasets",
      paramLabel = "DIR",
      description = "where real data lies (default: ~/.cache/paper-claims/datasets)")
  private @Nullable Path datasets;

  @Option(
      names = "--catalogue",
      paramLabel = "FILES",
      description = "further catalogue files, comma-separated")
  private @Nullable String catalogues;

  @Option(
      names = "--models",
      paramLabel = "FILES",
      description =
          "models that were made elsewhere, files or folders of them, comma-separated: safetensors,"
              + " .pth, .pt, .th, .onnx")
  private @Nullable String models;

  @Option(
      names = "--mlflow",
      paramLabel = "ADDRESS",
      description = "an MLflow server that is told of every run, such as http://localhost:5000")
  private @Nullable String mlflow;

  @Option(
      names = "--tensorboard",
      paramLabel = "DIR",
      description = "a folder for TensorBoard that gets an event file of every run")
  private @Nullable Path tensorboard;

  private SuiteOptions(List<String> chosen) {
    this.chosen = chosen;
  }

  /** Make all options of a suite. */
  static SuiteOptions all() {
    return new SuiteOptions(ALL);
  }

  /**
   * Make the options that a command has a use for.
   *
   * @throws IllegalArgumentException if one does not exist
   */
  static SuiteOptions of(String... names) {
    List<String> chosen = List.of(names);
    if (!ALL.containsAll(chosen)) {
      throw new IllegalArgumentException(chosen + " are not all of " + ALL);
    }
    return new SuiteOptions(chosen);
  }

  /** Make the options that say which runs a suite has, and where they are recorded. */
  static SuiteOptions ofRuns() {
    return of(
        "--tier",
        "--include",
        "--engine",
        "--seeds",
        "--shard",
        "--results",
        "--datasets",
        "--catalogue",
        "--models");
  }

  /** Give the names of all options of a suite. */
  static List<String> names() {
    return ALL;
  }

  /** Leaves a command those options of a suite that it chose. */
  static final class Chosen implements CommandLine.IModelTransformer {
    @Override
    public CommandSpec transform(CommandSpec command) {
      for (CommandSpec mixin : command.mixins().values()) {
        if (mixin.userObject() instanceof SuiteOptions options) {
          mixin.options().stream()
              .filter(option -> !options.chosen.contains(option.longestName()))
              .forEach(command::remove);
        }
      }
      return command;
    }
  }

  /** Give the options that were set, by property name. */
  Map<String, String> properties() {
    Map<String, String> set = new HashMap<>();
    put(set, "claims.tier", tier);
    put(set, "claims.include", include);
    put(set, "claims.engine", engine);
    put(set, "claims.seeds", seeds);
    put(set, "claims.mode", mode);
    put(set, "claims.models", models);
    put(set, "claims.mlflow", mlflow);
    put(set, "claims.tensorboard", tensorboard);
    put(set, "claims.shard", shard);
    put(set, "claims.strict", strict ? "true" : null);
    put(set, "claims.results", results);
    put(set, "claims.report", report);
    put(set, "datasets.dir", datasets);
    put(set, "claims.catalogues", catalogues);
    return set;
  }

  /**
   * Write the options that decide which runs a suite has and where they lie, for the same command
   * in another folder: files are named whole.
   */
  List<String> words() {
    // Options, properties and what this machine has settle it here, and so for the copies.
    SuiteSettings settings = settings();
    List<String> words = new ArrayList<>();
    add(words, "--tier", settings.tier().id());
    add(words, "--include", listed(settings.include()));
    add(
        words,
        "--engine",
        listed(settings.choices().stream().map(EngineChoice::engine).distinct().toList()));
    settings.seeds().ifPresent(n -> add(words, "--seeds", n));
    add(words, "--models", listed(whole(settings.models())));
    add(words, "--catalogue", listed(whole(settings.catalogues())));
    add(words, "--results", ResultsPlace.name(settings.results().toAbsolutePath()));
    add(words, "--datasets", settings.datasets().toAbsolutePath());
    return words;
  }

  private static void add(List<String> words, String option, @Nullable Object value) {
    if (value != null) {
      words.add(option);
      words.add(value.toString());
    }
  }

  private static List<String> whole(List<Path> files) {
    return files.stream().map(file -> file.toAbsolutePath().toString()).toList();
  }

  private static @Nullable String listed(List<String> all) {
    return all.isEmpty() ? null : String.join(",", all);
  }

  /** Tell whether engines are named, by option or property. */
  boolean namesEngine() {
    String named = engine == null ? System.getProperty("claims.engine", "auto") : engine;
    return !named.equals("auto");
  }

  /**
   * Read the settings: the options, then system properties, then the defaults.
   *
   * @throws SettingsException if one is not allowed, or the results are a file
   */
  SuiteSettings settings() {
    Map<String, String> set = properties();
    SuiteSettings settings =
        SuiteSettings.from(
            name ->
                Optional.ofNullable(set.get(name))
                    .or(() -> Optional.ofNullable(System.getProperty(name))));
    if (Files.exists(settings.results()) && !Files.isDirectory(settings.results())) {
      throw new SettingsException(
          "%s is no folder, and results lie in one; choose another with --results"
              .formatted(settings.results()));
    }
    return settings;
  }

  private static void put(Map<String, String> set, String name, @Nullable Object value) {
    if (value != null) {
      set.put(name, value.toString());
    }
  }
}
