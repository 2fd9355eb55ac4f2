package org.paperclaims.harness.suite;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apiguardian.api.API;
import org.paperclaims.datasets.Datasets;
import org.paperclaims.harness.claim.Tier;
import org.paperclaims.harness.engine.EngineException;
import org.paperclaims.harness.lab.EngineChoice;
import org.paperclaims.harness.lab.LaboratoryOptions;
import org.paperclaims.harness.store.ResultsPlace;

/**
 * The settings of a suite. Each setting is a property of the same name in {@code mvn verify
 * -Pclaims}, and most are an option of {@code claims run}, which reads the others as properties.
 *
 * @param tier {@code claims.tier}: how much it may cost
 * @param include {@code claims.include}: globs of claim ids, or of {@code catalogue/id}; empty for
 *     all
 * @param engines {@code claims.engine}: ids of the engines, each of which runs every case; empty
 *     for the one that this machine is best used with
 * @param seeds {@code claims.seeds}: number of seeds in place of the claims' own
 * @param mode {@code claims.mode}: train, or evaluate stored models
 * @param results {@code claims.results}: the run store and ledger
 * @param shard {@code claims.shard}: which part of the cases
 * @param strict {@code claims.strict}: whether an INCONCLUSIVE verdict fails
 * @param datasets {@code datasets.dir}: where real data lies
 * @param report {@code claims.report}: where the report is written
 * @param catalogues {@code claims.catalogues}: further catalogue files
 * @param workers {@code claims.workers}: how many runs side by side; 0 for as many as suit
 * @param threads {@code claims.threads}: CPU threads of each run; 0 for as many as suit
 * @param isolate {@code claims.isolate}: whether each run has a process of its own
 * @param lease {@code claims.lease}: for how many seconds a process may give no sign of life before
 *     others take its runs over
 * @param models {@code claims.models}: models that were made elsewhere, files and folders of them
 * @param device {@code claims.device}: where runs are done; empty for the engine's preferred device
 * @param trackers {@code claims.mlflow} and {@code claims.tensorboard}: other tools that are told
 *     of the runs
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1.0")
public record SuiteSettings(
    Tier tier,
    List<String> include,
    List<String> engines,
    OptionalInt seeds,
    LaboratoryOptions.Mode mode,
    Path results,
    Shard shard,
    boolean strict,
    Path datasets,
    Path report,
    List<Path> catalogues,
    int workers,
    int threads,
    boolean isolate,
    Duration lease,
    List<Path> models,
    Optional<String> device,
    Trackers trackers) {
  private static final Pattern SERVER = Pattern.compile("https?://[^/?#]+(/[^?#]*)?");
  private static final Pattern SHARD = Pattern.compile("(\\d{1,6})/(\\d{1,6})");

  public SuiteSettings {
    include = List.copyOf(include);
    engines = List.copyOf(engines);
    catalogues = List.copyOf(catalogues);
    models = List.copyOf(models);
  }

  /**
   * Part {@code index} of {@code count} of a suite's cases, so that several machines share the
   * work.
   */
  public record Shard(int index, int count) {
    /** Tell whether a run belongs to this part, which its fingerprint alone decides. */
    public boolean holds(String fingerprint) {
      long number = Long.parseUnsignedLong(fingerprint.substring(0, 16), 16);
      return Long.remainderUnsigned(number, count) == index - 1;
    }

    /** Tell whether the claim at a position (from 0) belongs to this part. */
    public boolean holds(int position) {
      return position % count == index - 1;
    }
  }

  /**
   * Other tools that are told of every run.
   *
   * @param mlflow the address of a server
   * @param tensorboard a folder of event files
   */
  public record Trackers(Optional<URI> mlflow, Optional<Path> tensorboard) {}

  /**
   * Read the settings from the system properties.
   *
   * @throws SettingsException if one is not allowed, or unknown
   */
  public static SuiteSettings fromSystemProperties() {
    WorkingFolder.refuseLostLetters();
    SettingNames.refuseUnknown(System.getProperties().stringPropertyNames());
    return from(name -> Optional.ofNullable(System.getProperty(name)));
  }

  /**
   * Read the settings by property name; blank values count as missing.
   *
   * @throws SettingsException if one is not allowed; the message says which and what is
   */
  public static SuiteSettings from(Function<String, Optional<String>> properties) {
    Reader read = new Reader(properties);
    return new SuiteSettings(
        read.choice("claims.tier", "smoke", tiers(), SuiteSettings::tier),
        read.list("claims.include"),
        read.list("claims.engine").equals(List.of("auto")) ? List.of() : read.list("claims.engine"),
        read.seeds(),
        read.choice("claims.mode", "train", List.of("train", "load"), SuiteSettings::mode),
        read.results(),
        read.shard(),
        read.choice("claims.strict", "false", List.of("true", "false"), Boolean::parseBoolean),
        read.path("datasets.dir", Datasets.defaultDirectory()),
        read.path("claims.report", Path.of("target", "claims-report")),
        read.list("claims.catalogues").stream().map(Datasets::expanded).toList(),
        read.number("claims.workers", "0", 0),
        read.number("claims.threads", "0", 0),
        read.choice("claims.isolate", "false", List.of("true", "false"), Boolean::parseBoolean),
        Duration.ofSeconds(read.number("claims.lease", "60", 5)),
        read.places("claims.models"),
        read.device(),
        new Trackers(read.server("claims.mlflow"), read.folder("claims.tensorboard")));
  }

  /**
   * Give the ids of the engines. Where none is named, a machine with an NVIDIA driver is asked
   * which engine can use its GPU.
   *
   * @throws EngineException.Unsupported if a device is named that none can use
   */
  @Override
  public List<String> engines() {
    return engines.isEmpty() ? List.of(EngineChoice.ofThisMachine(device).engine()) : engines;
  }

  /**
   * Say for each engine where it works and why.
   *
   * @throws EngineException if an engine is named that is not there, or cannot use the device named
   */
  public List<EngineChoice> choices() {
    return engines.isEmpty()
        ? List.of(EngineChoice.ofThisMachine(device))
        : engines.stream().map(engine -> EngineChoice.named(engine, device)).toList();
  }

  /** Give the same settings but for those that commands change. */
  private SuiteSettings with(
      List<String> otherClaims,
      List<String> otherEngines,
      OptionalInt otherSeeds,
      Path otherResults,
      Shard otherShard) {
    return new SuiteSettings(
        tier,
        otherClaims,
        otherEngines,
        otherSeeds,
        mode,
        otherResults,
        otherShard,
        strict,
        datasets,
        report,
        catalogues,
        workers,
        threads,
        isolate,
        lease,
        models,
        device,
        trackers);
  }

  /** Ask for the claims' own numbers of seeds. */
  public SuiteSettings withoutSeeds() {
    return with(include, engines, OptionalInt.empty(), results, shard);
  }

  /** Ask for other claims. */
  public SuiteSettings withInclude(List<String> globs) {
    return with(globs, engines, seeds, results, shard);
  }

  /** Ask for all cases, whichever shard was asked for. */
  public SuiteSettings withoutShard() {
    return with(include, engines, seeds, results, new Shard(1, 1));
  }

  /** Ask for another results folder. */
  public SuiteSettings withResults(Path folder) {
    return with(include, engines, seeds, folder, shard);
  }

  /** Ask for other engines. */
  public SuiteSettings withEngines(List<String> ids) {
    return with(include, ids, seeds, results, shard);
  }

  /** Tell whether a claim is asked for, by its id or as {@code catalogue/id}. */
  public boolean includes(String catalogue, String id) {
    return include.isEmpty()
        || include.stream().anyMatch(g -> matches(g, id) || matches(g, catalogue + "/" + id));
  }

  private static boolean matches(String glob, String text) {
    boolean hasSigns = glob.indexOf('*') >= 0 || glob.indexOf('?') >= 0;
    return hasSigns ? glob(glob).matcher(text).matches() : glob.equals(text);
  }

  private static Pattern glob(String glob) {
    String regex =
        Arrays.stream(glob.split("((?<=[*?])|(?=[*?]))"))
            .map(part -> part.equals("*") ? ".*" : part.equals("?") ? "." : Pattern.quote(part))
            .collect(Collectors.joining());
    return Pattern.compile(regex);
  }

  private static List<String> tiers() {
    return Stream.of(Tier.values()).map(Tier::id).toList();
  }

  private static Tier tier(String id) {
    return Tier.valueOf(id.toUpperCase(java.util.Locale.ROOT));
  }

  private static LaboratoryOptions.Mode mode(String id) {
    return LaboratoryOptions.Mode.valueOf(id.toUpperCase(java.util.Locale.ROOT));
  }

  private record Reader(Function<String, Optional<String>> properties) {
    Optional<String> text(String name) {
      return properties.apply(name).map(String::strip).filter(s -> !s.isEmpty());
    }

    List<String> list(String name) {
      return text(name).stream()
          .flatMap(s -> Arrays.stream(s.split(",")))
          .map(String::strip)
          .filter(s -> !s.isEmpty())
          .distinct()
          .toList();
    }

    <T> T choice(String name, String byDefault, List<String> allowed, Function<String, T> parse) {
      String found = text(name).orElse(byDefault);
      if (!allowed.contains(found)) {
        throw new SettingsException(
            name + " is '" + found + "'; allowed are " + String.join(", ", allowed));
      }
      return parse.apply(found);
    }

    Path results() {
      return text("claims.results")
          .flatMap(ResultsPlace::inBucket)
          .orElseGet(() -> ResultsPlace.readable(path("claims.results", Path.of("results"))));
    }

    Path path(String name, Path byDefault) {
      return folder(name).orElseGet(() -> byDefault.toAbsolutePath().normalize());
    }

    Optional<Path> folder(String name) {
      return text(name).map(p -> Datasets.expanded(p).toAbsolutePath().normalize());
    }

    Optional<URI> server(String name) {
      Optional<String> found = text(name);
      try {
        Optional<URI> address = found.map(URI::create);
        if (address.isEmpty() || SERVER.matcher(found.get()).matches()) {
          return address;
        }
      } catch (IllegalArgumentException e) {
        // An address of strange letters is told like one of another kind.
      }
      throw new SettingsException(
          "%s is '%s'; allowed is the address of a server, such as http://localhost:5000"
              .formatted(name, found.orElse("")));
    }

    /** Read files and folders that must be there: a missing one would be found out late. */
    List<Path> places(String name) {
      List<Path> places =
          list(name).stream().map(p -> Datasets.expanded(p).toAbsolutePath().normalize()).toList();
      for (Path place : places) {
        if (!Files.exists(place)) {
          throw new SettingsException(name + " has " + place + ", which is not there");
        }
      }
      return places;
    }

    Optional<String> device() {
      Optional<String> found = text("claims.device").filter(d -> !d.equals("auto"));
      if (found.isPresent() && !found.get().matches("cpu|cuda:\\d{1,3}")) {
        throw new SettingsException(
            "claims.device is '" + found.get() + "'; allowed are auto, cpu, cuda:0, cuda:1, …");
      }
      return found;
    }

    OptionalInt seeds() {
      return text("claims.seeds").isEmpty()
          ? OptionalInt.empty()
          : OptionalInt.of(number("claims.seeds", "1", 1));
    }

    int number(String name, String byDefault, int least) {
      String found = text(name).orElse(byDefault);
      if (!found.matches("\\d{1,4}") || Integer.parseInt(found) < least) {
        throw new SettingsException(
            name + " is '" + found + "'; allowed is a number from " + least + " to 9999");
      }
      return Integer.parseInt(found);
    }

    Shard shard() {
      String found = text("claims.shard").orElse("1/1");
      var match = SHARD.matcher(found);
      if (match.matches()) {
        int index = Integer.parseInt(match.group(1));
        int count = Integer.parseInt(match.group(2));
        if (index >= 1 && index <= count) {
          return new Shard(index, count);
        }
      }
      throw new SettingsException(
          "claims.shard is '" + found + "'; allowed is i/n with i from 1 to n, such as 2/4");
    }
  }
}
