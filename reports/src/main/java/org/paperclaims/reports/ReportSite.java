package org.paperclaims.reports;

import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import org.paperclaims.harness.run.ShownText;
import org.paperclaims.harness.suite.SuiteResult;
import org.paperclaims.reports.chart.ChartQueue;

/**
 * Write what a suite came to as a static site: {@code index.html}, a page for every claim and run,
 * charts as PNG and SVG, {@code summary.md}, {@code claims.json} and {@code badge.svg}. Pages need
 * no server, no network and no script. The same result gives the same bytes.
 */
public final class ReportSite {
  /** The smallest sites take a quarter of it. */
  private static final int PROBE = 1 << 20;

  private final Site site;
  private final ReportOptions options;
  private final Path folder;

  private ReportSite(Site site, ReportOptions options, Path folder) {
    this.site = site;
    this.options = options;
    this.folder = folder;
  }

  /** Write a site that says nothing about its commit. */
  public static void write(SuiteResult result, Path directory) throws IOException {
    write(result, ReportOptions.defaults(), directory);
  }

  /**
   * Write a site.
   *
   * @param directory made if it does not exist; files of an older report are replaced
   * @throws IOException if a file cannot be written
   */
  public static void write(SuiteResult result, ReportOptions options, Path directory)
      throws IOException {
    new ReportSite(Site.of(result), options, directory).write();
  }

  /**
   * Make the folders of a site and see whether they can be filled, so that a long suite need not
   * end to find out that its report has no place.
   *
   * @throws IOException if not
   */
  public static void prepare(Path directory) throws IOException {
    makeFolders(directory);
    Path probe = Files.createTempFile(directory, "probe", "");
    try {
      Files.write(probe, new byte[PROBE]);
    } finally {
      Files.delete(probe);
    }
  }

  private static void makeFolders(Path directory) throws IOException {
    for (String name : List.of("claims", "runs", "charts", "assets")) {
      Files.createDirectories(directory.resolve(name));
    }
  }

  /**
   * Append a suite's summary to the file that GitHub shows beneath a job, when there is one: the
   * place that the variable {@code GITHUB_STEP_SUMMARY} names.
   *
   * @param environment of the process, usually {@code System.getenv()}
   * @return whether there was such a place
   * @throws IOException if it cannot be written
   */
  public static boolean appendStepSummary(
      SuiteResult result, ReportOptions options, Map<String, String> environment)
      throws IOException {
    String place = environment.getOrDefault("GITHUB_STEP_SUMMARY", "");
    if (place.isBlank()) {
      return false;
    }
    // A job's summary has no files beside it, so images would only be broken.
    Path file = Path.of(place);
    // GitHub refuses a file that is too large as a whole, with what other steps put there.
    long before = Files.exists(file) ? Files.size(file) : 0;
    String text =
        new Summary(Site.of(result), options, Map.of())
            .withoutImages((int) Math.max(0, Summary.LIMIT - before));
    Files.writeString(
        file, ShownText.of(text), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    return true;
  }

  private void write() throws IOException {
    makeFolders(folder);
    asset("report.css");
    asset("icon.svg");
    Pages pages = new Pages(site, options);
    SiteFigures figures = SiteFigures.of(site, pages.papers());
    // Charts are most of the work, and pages only name them.
    try (ChartQueue charts = ChartQueue.begin(figures.charts(), folder.resolve("charts"))) {
      pages(figures, pages);
      charts.finish();
    }
  }

  private void pages(SiteFigures figures, Pages pages) throws IOException {
    TemplateEngine templates = TemplateEngine.createPrecompiled(ContentType.Html);
    page(templates, "board.jte", pages.board(figures.grids()), "index.html");
    Overviews overviews = new Overviews(site, pages);
    page(
        templates,
        "comparisons.jte",
        overviews.comparisons(figures.multiples()),
        "comparisons.html");
    page(templates, "networks.jte", overviews.networks(), "networks.html");
    page(templates, "tables.jte", overviews.engines(), "engines.html");
    page(templates, "tables.jte", overviews.environment(), "environment.html");
    Histories histories = new Histories(site, options.history(), pages);
    page(templates, "history.jte", histories.page(), "history.html");
    for (Site.Entry entry : site.claims()) {
      page(
          templates,
          "claim.jte",
          pages.claim(entry, figures.ofCases(), figures.together().getOrDefault(entry, List.of())),
          entry.href());
    }
    try {
      site.runs().values().parallelStream()
          .forEach(run -> unchecked(() -> page(templates, "run.jte", pages.run(run), run.href())));
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
    text("summary.md", new Summary(site, options, figures.ofCases()).withImages());
    text("board.md", new Board(site).markdown());
    Files.writeString(folder.resolve("claims.json"), ClaimsJson.of(site, options));
    text("badge.svg", Badge.of(site));
  }

  /** Write what people read: names of files and a stranger's records may steer a terminal. */
  private void text(String name, String content) throws IOException {
    Files.writeString(folder.resolve(name), ShownText.of(content));
  }

  private void page(TemplateEngine templates, String template, Object page, String href)
      throws IOException {
    StringOutput output = new StringOutput(16_384);
    templates.render(template, page, output);
    text(href, output.toString());
  }

  private void asset(String name) throws IOException {
    try (InputStream in = ReportSite.class.getResourceAsStream("assets/" + name)) {
      if (in == null) {
        throw new IOException("the reports jar lacks assets/" + name);
      }
      Files.write(folder.resolve("assets").resolve(name), in.readAllBytes());
    }
  }

  private interface Writing {
    void run() throws IOException;
  }

  private static void unchecked(Writing writing) {
    try {
      writing.run();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
