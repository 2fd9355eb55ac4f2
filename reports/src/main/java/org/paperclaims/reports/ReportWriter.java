package org.paperclaims.reports;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.paperclaims.harness.lab.LaboratoryOptions;
import org.paperclaims.harness.lab.Progress;
import org.paperclaims.harness.store.LedgerFile;
import org.paperclaims.harness.store.ResultsPlace;
import org.paperclaims.harness.suite.CaseResult;
import org.paperclaims.harness.suite.ClaimSuite;
import org.paperclaims.harness.suite.DeclaredProtocol;
import org.paperclaims.harness.suite.SettingsException;
import org.paperclaims.harness.suite.SuiteListener;
import org.paperclaims.harness.suite.SuiteResult;
import org.paperclaims.harness.suite.SuiteSettings;

/** Writes the report when a suite has ended. */
public final class ReportWriter implements SuiteListener {
  private final List<List<CaseResult>> editions;
  private final List<Path> beside;
  private @Nullable LivePage live;

  /** Make a writer; {@link java.util.ServiceLoader} does. */
  public ReportWriter() {
    this(List.of(), List.of());
  }

  /**
   * Make a writer that knows more.
   *
   * @param editions the cases of earlier editions with the same seeds
   * @param beside other results folders; their verdicts at other tiers stand on the first page
   */
  public ReportWriter(List<List<CaseResult>> editions, List<Path> beside) {
    this.editions = List.copyOf(editions);
    this.beside = List.copyOf(beside);
  }

  /**
   * Give a page that shows the suite at work: {@code live.html} in the results folder.
   *
   * @throws SettingsException if the report's folder cannot be written
   */
  @Override
  public Progress progress(SuiteSettings settings) {
    try {
      ReportSite.prepare(settings.report());
    } catch (IOException e) {
      throw unwritable(settings, e);
    }
    live = new LivePage(settings.results().resolve("live.html"));
    live.begin();
    return live;
  }

  @Override
  public void opened(ClaimSuite suite) {
    if (live != null) {
      live.names(suite::claims);
    }
  }

  @Override
  public void judged(CaseResult result) {
    if (live != null) {
      live.judged(result);
    }
  }

  @Override
  public List<String> finished(SuiteSettings settings, SuiteResult result) {
    Path page = settings.report().resolve("index.html");
    String commit = result.environment().getOrDefault("commit", "");
    boolean dirty = Boolean.parseBoolean(result.environment().getOrDefault("dirty", "false"));
    ReportOptions options =
        ReportOptions.defaults()
            .withCommit(commit, dirty)
            .withCommand(command(settings))
            .withHistory(history(List.of(settings.results())))
            .withBeside(history(beside))
            .withProtocol(DeclaredProtocol.in(settings.results()))
            .withEditions(editions);
    try {
      ReportSite.write(result, options, settings.report());
      Files.writeString(
          settings.report().resolve("junit.xml"), JunitXml.of(result, settings.strict()));
      appendStepSummary(result, options);
      if (live != null) {
        live.closed(page);
      }
      List<String> lines =
          new ArrayList<>(
              Annotations.of(result, settings.strict(), settings.catalogues(), System.getenv()));
      lines.add("report: " + page);
      return lines;
    } catch (IOException e) {
      throw unwritable(settings, e);
    }
  }

  /** The report is written by then: a build server's own file decides nothing. */
  private static void appendStepSummary(SuiteResult result, ReportOptions options) {
    try {
      ReportSite.appendStepSummary(result, options, System.getenv());
    } catch (IOException | java.nio.file.InvalidPathException e) {
      System.err.println(
          "claims: warning: the summary was not added to the file that GITHUB_STEP_SUMMARY names ("
              + e
              + "); the report is whole");
    }
  }

  private static SettingsException unwritable(SuiteSettings settings, IOException e) {
    return new SettingsException(
        "cannot write the report to %s (%s); choose another folder with -Dclaims.report=FOLDER"
            .formatted(settings.report(), e));
  }

  private static History history(List<Path> folders) {
    return History.of(
        folders.stream()
            .map(folder -> LedgerFile.read(folder.resolve(LedgerFile.NAME)).table())
            .toList());
  }

  /**
   * Give the command that makes the report again. A report of recorded runs alone names no folder
   * of results: its reader makes the runs in one of their own.
   */
  private String command(SuiteSettings settings) {
    List<String> words = new ArrayList<>(List.of("mvn verify -Pclaims"));
    words.add("-Dclaims.tier=" + settings.tier().id());
    words.add("-Dclaims.engine=" + String.join(",", settings.engines()));
    if (!settings.include().isEmpty()) {
      words.add("-Dclaims.include='" + String.join(",", settings.include()) + "'");
    }
    settings.seeds().ifPresent(n -> words.add("-Dclaims.seeds=" + n));
    files("claims.catalogues", settings.catalogues()).ifPresent(words::add);
    if (settings.mode() == LaboratoryOptions.Mode.LOAD) {
      words.add("-Dclaims.mode=load");
    }
    files("claims.models", settings.models()).ifPresent(words::add);
    if (settings.shard().count() > 1) {
      words.add(
          "-Dclaims.shard=%d/%d".formatted(settings.shard().index(), settings.shard().count()));
    }
    if (live != null && !settings.results().equals(Path.of("results").toAbsolutePath())) {
      if (ResultsPlace.isInBucket(settings.results())) {
        words.add("-Dclaims.results=" + ResultsPlace.name(settings.results()));
      } else {
        files("claims.results", List.of(settings.results())).ifPresent(words::add);
      }
    }
    return String.join(" ", words);
  }

  /** Name files in a property, from the working folder where they lie in it. */
  private static Optional<String> files(String property, List<Path> files) {
    Path here = Path.of("").toAbsolutePath();
    return files.isEmpty()
        ? Optional.empty()
        : Optional.of(
            files.stream()
                .map(file -> file.startsWith(here) ? here.relativize(file) : file)
                .map(Path::toString)
                .collect(Collectors.joining(",", "-D" + property + "='", "'")));
  }
}
