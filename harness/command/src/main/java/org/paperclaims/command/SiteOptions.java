package org.paperclaims.command;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.paperclaims.command.cluster.ClusterJob;
import org.paperclaims.harness.lab.LaboratoryOptions;
import org.paperclaims.harness.lab.Site;
import org.paperclaims.harness.store.ResultsPlace;
import org.paperclaims.harness.suite.SettingsException;
import org.paperclaims.harness.suite.SuiteSettings;
import org.paperclaims.plugins.Plugins;
import picocli.CommandLine.Option;

/** Where runs are trained, if not on this machine. */
final class SiteOptions {
  @Option(
      names = "--on",
      paramLabel = "ADDRESS",
      description =
          "machines that train: spark://HOST:PORT, yarn or k8s://ADDRESS, by the spark-submit of"
              + " SPARK_HOME; all share the results folder")
  private @Nullable String address;

  @Option(
      names = "--copies",
      paramLabel = "N",
      description = "with --on, the most copies at work (default: as many as there is room for)")
  private @Nullable Integer copies;

  @Option(
      names = "--threads",
      paramLabel = "N",
      description =
          "with --on, CPU threads of each run (default: 1); part of what decides a run's bits")
  private @Nullable Integer threads;

  @Option(
      names = "--mixed",
      description =
          "with --on, let machines of unlike processors, GPUs or Javas work, whose bits differ")
  private boolean mixed;

  @Option(
      names = "--insecure",
      description = "with --on, use a Spark master that asks nobody who he is")
  private boolean insecure;

  @Option(
      names = "--spark-conf",
      paramLabel = "NAME=VALUE",
      description = "with --on, a setting of Spark's; may be given several times")
  private Map<String, String> settings = new TreeMap<>();

  /**
   * Tell whether runs are trained elsewhere.
   *
   * @throws SettingsException if something is said of machines elsewhere, and none are named
   */
  boolean isElsewhere() {
    boolean said = copies != null || threads != null || mixed || insecure || !settings.isEmpty();
    if (address == null && said) {
      throw new SettingsException(
          "--copies, --threads, --mixed, --insecure and --spark-conf are about the machines that --on names; add --on, or leave them out (on this machine the properties claims.workers and claims.threads say how runs are laid out)");
    }
    return address != null;
  }

  /**
   * Have the missing runs of a suite trained.
   *
   * @param suite the options that choose its runs
   * @return 0 if every run is recorded, or the exit code to end with
   */
  int train(SuiteOptions suite, List<String> fingerprints, PrintWriter out) {
    String where = address == null ? "" : address;
    List<Site> sites = Plugins.of(Site.class);
    Site site =
        sites.stream()
            .filter(s -> s.takes(where))
            .findFirst()
            .orElseThrow(
                () ->
                    new SettingsException(
                        "--on is '%s'; allowed are %s"
                            .formatted(
                                where,
                                String.join("; ", sites.stream().map(Site::form).toList()))));
    if (ResultsPlace.isInBucket(suite.settings().results())) {
      throw new SettingsException(
          "--on begins copies that share a folder, and the results lie in %s; start `claims train --results %s` on each machine instead"
              .formatted(
                  ResultsPlace.name(suite.settings().results()),
                  ResultsPlace.name(suite.settings().results())));
    }
    SuiteSettings asked = suite.settings();
    if (asked.mode() == LaboratoryOptions.Mode.LOAD || asked.shard().count() > 1) {
      throw new SettingsException(
          "--on has missing runs trained by copies that share them; leave "
              + (asked.mode() == LaboratoryOptions.Mode.LOAD ? "--mode load" : "--shard")
              + " out");
    }
    int most = copies == null ? 0 : copies;
    int each = threads == null ? 1 : threads;
    if (each < 1 || most < 0) {
      throw new SettingsException(
          "--threads is %d and --copies %d; allowed are 1 or more, and 0 or more"
              .formatted(each, most));
    }
    Path results = suite.settings().results().toAbsolutePath();
    Site.Order order =
        new Site.Order(
            where,
            most,
            each,
            mixed,
            insecure,
            java(suite, fingerprints, each),
            created(results),
            settings);
    return exitCode(
        site.train(
            order,
            line -> {
              out.println(site.name() + ": " + line);
              out.flush();
            }));
  }

  /**
   * Give one of the command's own exit codes. Those of a site are for the command alone, and no
   * copy judges: 1 is what Java ends with where it does not start.
   */
  private static int exitCode(int code) {
    return switch (code) {
      case ClaimsCommand.CLAIM_FAILED, Site.NO_MACHINE, Site.UNLIKE, Site.BLIND ->
          ClaimsCommand.WRONG_INPUT;
      case Site.DIED -> Unexpected.CODE;
      default -> code;
    };
  }

  private static Path created(Path results) {
    try {
      return Files.createDirectories(results);
    } catch (IOException e) {
      throw new SettingsException("%s cannot be made: %s".formatted(results, e.getMessage()));
    }
  }

  private static List<String> java(SuiteOptions suite, List<String> fingerprints, int threads) {
    List<String> words = new ArrayList<>(OwnJvm.options());
    words.addAll(ClusterJob.layout(threads));
    words.addAll(List.of("-cp", OwnJvm.classPath(), CopyMain.class.getName()));
    words.addAll(List.of(Site.KIND, Site.TOKEN, "train"));
    words.addAll(fingerprints);
    words.addAll(suite.words());
    return words;
  }
}
