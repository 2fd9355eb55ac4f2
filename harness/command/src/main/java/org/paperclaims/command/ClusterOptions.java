package org.paperclaims.command;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.paperclaims.command.cluster.ClusterJob;
import org.paperclaims.command.cluster.Machines;
import org.paperclaims.command.cluster.Makespan;
import org.paperclaims.command.cluster.Scheduler;
import org.paperclaims.harness.run.Numbers;
import org.paperclaims.harness.suite.SettingsException;
import org.paperclaims.harness.suite.SuiteSettings;
import picocli.CommandLine.Option;

/** Options of {@code claims plan} about other machines than this one. */
final class ClusterOptions {
  /** Reading data and writing a record, as the smallest runs of a suite show it. */
  private static final double AROUND_A_RUN = 2;

  /** More workers than this share above the shortest time are not called worth having. */
  private static final double ENOUGH = 0.1;

  @Option(
      names = "--machines",
      paramLabel = "N",
      description = "say how long N machines would take, and for how much of it they would idle")
  private @Nullable Integer machines;

  @Option(
      names = "--gpus-per-machine",
      paramLabel = "G",
      description =
          "GPUs of each machine; one run at a time on each (default: 0, one run a machine)")
  private @Nullable Integer gpus;

  @Option(
      names = "--emit",
      paramLabel = "SCHEDULER",
      completionCandidates = Completed.Schedulers.class,
      description =
          "write nothing but the script for a scheduler, whose copies share the results: slurm,"
              + " kubernetes or github-matrix; asks for --machines")
  private @Nullable String emit;

  @Option(
      names = "--image",
      paramLabel = "IMAGE",
      description =
          "container image for --emit kubernetes, with Java; the checkout comes from the volume")
  private @Nullable String image;

  @Option(
      names = "--threads",
      paramLabel = "N",
      description =
          "with --emit, CPU threads of each run, one run at a time in each copy, which the scheduler is asked for (default: each copy chooses by its machine); part of what decides a run's bits")
  private @Nullable Integer threads;

  /** Tell whether machines or a scheduler are named. */
  boolean isAsked() {
    return Stream.of(machines, gpus, emit, image, threads).anyMatch(Objects::nonNull);
  }

  /** Tell whether a script is asked for. */
  boolean emits() {
    return emit != null;
  }

  /**
   * Check what is asked before anything is planned.
   *
   * @throws SettingsException if an option is not allowed, or lacks another
   */
  void check(SuiteSettings settings) {
    if (machines == null) {
      throw new SettingsException(
          "--gpus-per-machine, --emit, --image and --threads ask how many machines there are; add --machines N");
    }
    if (machines < 1 || (gpus != null && gpus < 0)) {
      throw new SettingsException(
          "--machines is %d and --gpus-per-machine %d; allowed are 1 or more machines with 0 or more"
              .formatted(machines, gpus == null ? 0 : gpus));
    }
    Optional<Scheduler> scheduler = scheduler();
    if (image != null && scheduler.orElse(null) != Scheduler.KUBERNETES) {
      throw new SettingsException("--image is for --emit kubernetes alone; leave it out");
    }
    if (image == null && scheduler.orElse(null) == Scheduler.KUBERNETES) {
      throw new SettingsException(
          "--emit kubernetes needs the image of the containers; add --image IMAGE");
    }
    if (threads != null && (emit == null || threads < 1)) {
      throw new SettingsException(
          "--threads is %d%s; allowed are 1 or more, with --emit"
              .formatted(threads, emit == null ? " without --emit" : ""));
    }
    if (emit != null && settings.shard().count() != 1) {
      throw new SettingsException(
          "--emit writes a script for all runs, and --shard names a part; leave --shard out");
    }
  }

  private Optional<Scheduler> scheduler() {
    if (emit == null) {
      return Optional.empty();
    }
    return Optional.of(
        Arrays.stream(Scheduler.values())
            .filter(s -> s.id().equals(emit))
            .findFirst()
            .orElseThrow(
                () ->
                    new SettingsException(
                        "--emit is '%s'; allowed are %s".formatted(emit, Scheduler.ids()))));
  }

  private Machines place() {
    return new Machines(machines == null ? 1 : machines, gpus == null ? 0 : gpus);
  }

  private Optional<Makespan> makespan(Units units) {
    List<Double> seconds = units.secondsToDo();
    return seconds.size() < units.toDo()
        ? Optional.empty()
        : Optional.of(Makespan.of(seconds, place().workers(), AROUND_A_RUN));
  }

  /**
   * Simulate the machines in multiply-adds, where the time of no run is known: what they make of
   * shares and of the fewest machines does not hang on how fast they are.
   */
  private Optional<Makespan> byArithmetic(Units units) {
    List<Double> work = units.workToDo();
    return work.size() < units.toDo() || !units.secondsToDo().isEmpty()
        ? Optional.empty()
        : Optional.of(Makespan.of(work, place().workers(), 0));
  }

  /** Say how long the machines take, as lines. */
  List<String> lines(Units units) {
    Optional<Makespan> found = makespan(units);
    List<String> lines = new ArrayList<>();
    if (found.isPresent()) {
      Makespan makespan = found.get();
      lines.add(
          String.format(
              Locale.ROOT,
              "on %s: %s for %d runs, %.0f %% of it idle, %.1f machine hours; the longest run takes %s",
              place().words(),
              Numbers.seconds(makespan.seconds()),
              units.toDo(),
              100 * makespan.idleShare(),
              machineHours(makespan),
              Numbers.seconds(makespan.longest())));
      addEnough(lines, Makespan.enough(units.secondsToDo(), AROUND_A_RUN, ENOUGH));
      return lines;
    }
    int unknown = units.toDo() - units.secondsToDo().size();
    lines.add(
        "on %s: unknown, as nothing is known of the time of %d runs; `claims train` one of them here first"
            .formatted(place().words(), unknown));
    byArithmetic(units)
        .ifPresent(
            share -> {
              lines.add(
                  String.format(
                      Locale.ROOT,
                      "if time goes as multiply-adds do, %.1f %% of it is idle, and the longest run takes %.1f %% of it",
                      100 * share.idleShare(),
                      share.seconds() == 0 ? 0 : 100 * share.longest() / share.seconds()));
              addEnough(lines, Makespan.enough(units.workToDo(), 0, ENOUGH));
            });
    return lines;
  }

  private void addEnough(List<String> lines, int enough) {
    if (enough < place().workers()) {
      lines.add(
          "%d runs at a time would take at most a tenth longer than any number of them"
              .formatted(enough));
    }
  }

  /**
   * Put how long the machines take into a document; nulls where that is unknown. The idle share is
   * that of multiply-adds where no time is known.
   */
  void put(ObjectNode root, Units units) {
    Optional<Makespan> found = makespan(units);
    ObjectNode node = root.putObject("on_machines");
    node.put("machines", place().count()).put("gpus_per_machine", place().gpus());
    node.put("runs", units.toDo());
    Json.put(node, "seconds", number(found.map(Makespan::seconds)));
    Json.put(
        node, "idle_share", number(found.or(() -> byArithmetic(units)).map(Makespan::idleShare)));
    Json.put(node, "machine_hours", number(found.map(this::machineHours)));
    Json.put(node, "longest_run", number(found.map(Makespan::longest)));
  }

  private static OptionalDouble number(Optional<Double> value) {
    return value.isPresent() ? OptionalDouble.of(value.get()) : OptionalDouble.empty();
  }

  private double machineHours(Makespan makespan) {
    return place().count() * makespan.seconds() / 3600;
  }

  /** Write the script of those runs whose data is here. */
  String script(SuiteOptions suite, SuiteSettings settings, Units units) {
    List<String> words = new ArrayList<>();
    Path root = Path.of(System.getProperty("claims.root", "")).toAbsolutePath();
    words.add(root.resolve("ci/claims").toString());
    words.add("train");
    words.addAll(suite.words());
    Scheduler chosen = scheduler().orElseThrow();
    if (chosen == Scheduler.KUBERNETES) {
      new CheckoutVolume(root).check(settings, units.readsFiles(settings.datasets()));
    }
    Units here = units.withData();
    ClusterJob job =
        new ClusterJob(
            "claims-" + settings.tier().id(),
            root.toString(),
            words,
            place(),
            here.toDo(),
            makespan(here).map(Makespan::seconds).orElse(Double.POSITIVE_INFINITY),
            here.largestToDo(),
            threads == null ? 0 : threads);
    return chosen.script(job, image == null ? "" : image);
  }
}
