package org.paperclaims.command;

import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.paperclaims.datasets.Datasets;
import org.paperclaims.harness.claim.Claim;
import org.paperclaims.harness.claim.Tier;
import org.paperclaims.harness.lab.ConsoleProgress;
import org.paperclaims.harness.lab.DatasetSource;
import org.paperclaims.harness.lab.Engines;
import org.paperclaims.harness.lab.Environment;
import org.paperclaims.harness.lab.Laboratory;
import org.paperclaims.harness.lab.LaboratoryOptions;
import org.paperclaims.harness.measure.Metrics;
import org.paperclaims.harness.run.Fingerprint;
import org.paperclaims.harness.run.Imported;
import org.paperclaims.harness.run.Protocol;
import org.paperclaims.harness.run.Recipe;
import org.paperclaims.harness.run.RunDifference;
import org.paperclaims.harness.run.RunRecord;
import org.paperclaims.harness.run.RunSpec;
import org.paperclaims.harness.stats.SampledShare;
import org.paperclaims.harness.store.RunStore;
import org.paperclaims.harness.suite.Catalogues;
import org.paperclaims.harness.suite.SettingsException;
import org.paperclaims.harness.suite.StoredRecords;
import org.paperclaims.harness.suite.SuitePlan;
import org.paperclaims.harness.suite.SuiteSettings;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/** {@code claims audit --sample K --seed S}: some runs again, and what that says of all. */
@Command(
    name = "audit",
    mixinStandardHelpOptions = true,
    modelTransformer = SuiteOptions.Chosen.class,
    description = {
      "Repeat some runs, drawn by chance, and bound the share of all that cannot be repeated.",
      "A run made here is repeated if every number is the same, bit by bit. A run made elsewhere is trained here by the recipe of the record that names it, and is repeated if the metric is within --within; one whose record has no recipe is not among those drawn from. The draw is fixed by --seed: sample first those with the smallest SHA-256 of SEED:FINGERPRINT.",
      "Ends with 1 if a run could not be repeated."
    },
    footer = {
      "",
      "Examples:",
      "  claims audit --sample 5 --seed 1",
      "  claims audit --sample 3 --seed 7 --within 0.5 --catalogue my-claims.yaml --engine torch"
    })
final class AuditCommand implements Callable<Integer> {
  private static final double CONFIDENCE = 0.95;

  /** Names what an audit that has not ended yet has drawn, so that it can go on. */
  private static final String BEGUN = "audit-begun.txt";

  @Option(
      names = "--sample",
      paramLabel = "K",
      required = true,
      description = "how many runs to repeat")
  private int sample;

  @Option(
      names = "--seed",
      paramLabel = "S",
      required = true,
      description = "decides which: say it before the draw")
  private long seed;

  @Option(
      names = "--within",
      paramLabel = "M",
      description =
          "how far the metric of a run made elsewhere may lie from its repetition, in the metric's unit")
  private @Nullable Double within;

  @Option(
      names = "--into",
      converter = FolderConverter.class,
      paramLabel = "DIR",
      description = "results folder for the repeated runs (default: target/audit-SEED)")
  private @Nullable Path into;

  @Mixin
  private final SuiteOptions options =
      SuiteOptions.of("--include", "--engine", "--results", "--datasets", "--catalogue");

  @CommandLine.Spec private @Nullable CommandSpec spec;

  /**
   * A run to repeat.
   *
   * @param again the spec of its repetition
   * @param metric that a run made elsewhere is compared by; empty where every bit is compared
   */
  private record Drawn(RunRecord first, RunSpec again, Optional<String> metric) {}

  @Override
  public Integer call() throws IOException {
    SuiteSettings settings = options.settings();
    PrintWriter out = Output.of(spec);
    List<Drawn> all = population(settings);
    if (all.isEmpty()) {
      throw new SettingsException(
          "%s has no run that can be repeated: one made here, or one made elsewhere whose set a record of --catalogue names with a recipe"
              .formatted(settings.results()));
    }
    if (within != null && !(within >= 0)) {
      throw new SettingsException("--within is " + within + "; allowed is a number from 0");
    }
    if (sample < 1 || sample > all.size()) {
      throw new SettingsException(
          "--sample is %d, and %s has %d runs that can be repeated; allowed is a number from 1 to that"
              .formatted(sample, settings.results(), all.size()));
    }
    List<Drawn> drawn =
        all.stream()
            .sorted(Comparator.comparing((Drawn d) -> ticket(d.first().fingerprint())))
            .limit(sample)
            .toList();
    if (within == null && drawn.stream().anyMatch(d -> d.metric().isPresent())) {
      throw new SettingsException(
          "a run that was made elsewhere was drawn, and two codes never agree to the last bit; say with --within by how much they may differ");
    }
    Path folder = into == null ? settings.report().resolveSibling("audit-" + seed) : into;
    Path begun = folder.resolve(BEGUN);
    String draw = drawn(drawn);
    if (Files.exists(folder.resolve("runs")) && !isOf(begun, draw)) {
      throw new SettingsException(
          folder + " has runs already, which would only be shown again; name another with --into");
    }
    Files.createDirectories(folder);
    Files.writeString(begun, draw);
    int faults = repeat(settings, drawn, folder, out);
    SampledShare share = new SampledShare(all.size(), sample, faults);
    int most = share.atMost(CONFIDENCE);
    out.printf(
        Locale.ROOT,
        "The seed %d drew %d of %d runs, and %d of them could not be repeated. With a confidence of 95 %%, at most %d of the %d (%.1f %%) cannot be (hypergeometric, exact).%n",
        seed,
        sample,
        all.size(),
        faults,
        most,
        all.size(),
        100.0 * most / all.size());
    out.println("the repeated runs are in " + folder);
    Files.deleteIfExists(begun);
    out.flush();
    return faults == 0 ? 0 : ClaimsCommand.CLAIM_FAILED;
  }

  private static String drawn(List<Drawn> drawn) {
    return drawn.stream().map(d -> d.first().fingerprint() + "\n").collect(Collectors.joining());
  }

  private static boolean isOf(Path begun, String draw) throws IOException {
    return Files.isRegularFile(begun)
        && Files.size(begun) == draw.length()
        && Files.readString(begun).equals(draw);
  }

  /** Give the place of a run in the draw. */
  private String ticket(String fingerprint) {
    return Fingerprint.sha256((seed + ":" + fingerprint).getBytes(StandardCharsets.US_ASCII));
  }

  private List<Drawn> population(SuiteSettings settings) {
    Map<Imported, Drawn> recipes = new HashMap<>();
    List<Drawn> all = new ArrayList<>();
    List<RunRecord> records = StoredRecords.of(settings.results(), Notes.of(spec));
    for (RunRecord record : records) {
      if (record.spec().madeElsewhere()) {
        if (recipes.isEmpty()) {
          recipes.putAll(recipes(settings, record));
        }
        Drawn like = recipes.get(record.spec().imported());
        if (like != null && record.outcome() == RunRecord.Outcome.COMPLETED) {
          all.add(new Drawn(record, like.again().withSeed(record.spec().seed()), like.metric()));
        }
      } else if (record.spec().protocol() != Protocol.GIVEN) {
        all.add(new Drawn(record, record.spec(), Optional.empty()));
      }
    }
    return all;
  }

  /** Find how the sets of runs made elsewhere can be trained here, as records say. */
  private static Map<Imported, Drawn> recipes(SuiteSettings settings, RunRecord any) {
    Map<Imported, Drawn> recipes = new HashMap<>();
    for (Claim claim : SuitePlan.chosen(Catalogues.all(settings.catalogues()), settings)) {
      for (Tier tier : Tier.values()) {
        claim.cases(tier).stream()
            .flatMap(c -> c.arms().stream())
            .filter(arm -> arm.isImported() && !arm.recipe().equals(Recipe.NOTHING))
            .forEach(
                arm ->
                    recipes.putIfAbsent(
                        arm.imported(),
                        new Drawn(
                            any,
                            arm.spec(Protocol.TRAIN, "", 0, settings.engines().get(0)),
                            Optional.of(arm.metric()))));
      }
    }
    return recipes;
  }

  /** Repeat runs, say what came of each, and count those that could not be repeated. */
  private int repeat(SuiteSettings settings, List<Drawn> drawn, Path folder, PrintWriter out) {
    int faults = 0;
    PrintStream terminal = System.out;
    try (RunStore store = IntoOption.written(() -> RunStore.open(folder, out::println));
        DatasetSource datasets = new DatasetSource(new Datasets(settings.datasets()));
        ConsoleProgress progress = ConsoleProgress.on(terminal)) {
      for (Drawn one : drawn) {
        RunSpec again =
            one.metric().isPresent()
                ? one.again().withDatasetChecksum(datasets.get(one.again().dataset()).checksum())
                : one.again();
        int threads = Integer.parseInt(one.first().environment().getOrDefault("threads", "0"));
        Laboratory laboratory =
            new Laboratory(
                store,
                datasets,
                Engines::find,
                Environment.capture(),
                LaboratoryOptions.of(LaboratoryOptions.Mode.TRAIN).with(1, threads),
                progress);
        RunRecord now =
            one.metric().isPresent()
                ? laboratory.records(List.of(again)).get(0)
                : asRecorded(laboratory, one.first(), again, out);
        Optional<String> fault = fault(one, now);
        faults += fault.isPresent() ? 1 : 0;
        out.printf(
            "%s %s: %s%n",
            one.first().fingerprint().substring(0, 12),
            one.metric().isPresent() ? one.first().spec().imported().name() : again.architecture(),
            fault.orElse("repeated"));
        if (one.metric().isPresent() && fault.isEmpty()) {
          remember(settings, one.first(), now);
        }
      }
    }
    return faults;
  }

  @SuppressWarnings("try") // the way works by being open
  private static RunRecord asRecorded(
      Laboratory laboratory, RunRecord first, RunSpec again, PrintWriter out) {
    try (AsRecorded way = new AsRecorded(first, out)) {
      return laboratory.records(List.of(again)).get(0);
    }
  }

  private Optional<String> fault(Drawn one, RunRecord now) {
    if (now.outcome() != one.first().outcome()) {
      return Optional.of("NOT repeated: it ended as " + now.outcome() + ". " + now.detail());
    }
    if (one.metric().isPresent()) {
      double told = Metrics.value(one.metric().get(), one.first());
      double found = Metrics.value(one.metric().get(), now);
      double most = within == null ? 0 : within;
      return Math.abs(told - found) <= most
          ? Optional.empty()
          : Optional.of(
              "NOT repeated: told is a %s of %s, and here it is %s, which is not within %s"
                  .formatted(one.metric().get(), told, found, most));
    }
    return RunDifference.between(one.first(), now)
        .map(difference -> "NOT repeated: recorded and found now differ in " + difference);
  }

  /** Say in the ledger that a run made elsewhere was repeated here. */
  private void remember(SuiteSettings settings, RunRecord first, RunRecord now) {
    Map<String, String> environment = new TreeMap<>(first.environment());
    environment.put(
        Imported.REPEATED,
        "by the run " + now.fingerprint() + " on " + now.spec().engine() + ", within " + within);
    try (RunStore store = RunStore.open(settings.results(), Notes.of(spec), settings.lease())) {
      store.ledger().addAgain(first.withEnvironment(environment));
    }
  }
}
