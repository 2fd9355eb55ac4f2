package org.paperclaims.reports;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.paperclaims.harness.claim.Verdict;
import org.paperclaims.reports.page.Figure;
import org.paperclaims.reports.page.Finding;
import org.paperclaims.reports.page.Mark;

/**
 * A suite as Markdown for GitHub. A step summary may hold 1 MiB: where it would be larger, images
 * are left out first, and then the last rows, with a line that says so.
 */
final class Summary {
  /** GitHub's limit, less what its own accounting may add. */
  static final int LIMIT = 1024 * 1024 - 4096;

  private final Site site;
  private final ReportOptions options;
  private final Map<Site.CaseEntry, List<Figure>> figures;

  Summary(Site site, ReportOptions options, Map<Site.CaseEntry, List<Figure>> figures) {
    this.site = site;
    this.options = options;
    this.figures = figures;
  }

  /** Give the Markdown with images beside it, as far as they fit. */
  String withImages() {
    String text = withoutImages();
    StringBuilder images = new StringBuilder("\n## Charts\n");
    for (Site.Entry entry : site.claims()) {
      for (Site.CaseEntry part : entry.cases()) {
        for (Figure figure : figures.getOrDefault(part, List.of())) {
          if (figure.wide()) {
            images
                .append("\n![")
                .append(escaped(figure.alt()))
                .append("](")
                .append(figure.file())
                .append(".png)\n");
          }
        }
      }
    }
    boolean any = images.indexOf("![") >= 0;
    return any && size(text) + size(images) <= LIMIT ? text + images : text;
  }

  /** Give the Markdown for a place that shows no other files. */
  String withoutImages() {
    return withoutImages(LIMIT);
  }

  /**
   * Give the Markdown for a place that shows no other files.
   *
   * @param limit of its bytes; nothing is given where not even its head fits
   */
  String withoutImages(int limit) {
    List<String> rows = new ArrayList<>();
    Map<Verdict, Integer> counts = new EnumMap<>(Verdict.class);
    Confidences confidences = Confidences.of(site.suite().cases());
    for (Site.Entry entry : site.claims()) {
      String claim = escaped(entry.claim().statement());
      for (Site.CaseEntry part : entry.cases()) {
        counts.merge(part.result().judgement().verdict(), 1, Integer::sum);
        Finding finding = Pages.finding(part);
        rows.add(
            row(
                finding.mark(),
                (finding.deviation().isEmpty()
                        ? ""
                        : finding.expected() ? " (known deviation)" : " (**not as known**)")
                    + (finding.warnings().isEmpty() ? "" : " (**warning**)"),
                claim,
                escaped(finding.caseName()),
                finding.estimate(),
                finding.interval().isEmpty()
                    ? ""
                    : finding.interval() + confidences.note(part.result()),
                finding.n(),
                finding.p(),
                finding.engine()));
      }
      if (entry.cases().isEmpty()) {
        counts.merge(Verdict.NOT_ATTEMPTED, 1, Integer::sum);
        rows.add(
            row(
                Mark.of(Verdict.NOT_ATTEMPTED),
                "",
                claim,
                escaped(entry.notAttempted().orElse("nothing was run at this tier")),
                "–",
                "",
                "–",
                "–",
                "–"));
      }
    }
    StringBuilder text = new StringBuilder();
    text.append("# ").append(escaped(options.title())).append("\n\n");
    text.append(
        counts.entrySet().stream()
            .map(
                count ->
                    Mark.of(count.getKey()).sign()
                        + " "
                        + count.getValue()
                        + " "
                        + Mark.of(count.getKey()).words().toLowerCase(java.util.Locale.ROOT))
            .collect(Collectors.joining(" · ")));
    text.append(", tier ").append(site.suite().tier().id()).append("\n\n");
    text.append("| Verdict | Claim | Case | Estimate | ")
        .append(confidences.heading())
        .append(" | n | p | Engine |\n");
    text.append("|---|---|---|---|---|---:|---:|---|\n");
    String foot =
        Board.warnings(site)
            + "\nTo reproduce: `"
            + options.command().replace("`", "'")
            + "`"
            + (options.commit().isEmpty()
                ? ""
                : " at commit "
                    + escaped(options.commit())
                    + (options.dirty() ? " (with changes that no commit holds)" : ""))
            + "\n";
    int used = size(text) + size(foot) + 200;
    int left = rows.size();
    for (String row : rows) {
      used += size(row);
      if (used > limit) {
        break;
      }
      text.append(row);
      left--;
    }
    if (left > 0) {
      text.append("\n").append(left).append(" more rows do not fit here; the report has them.\n");
    }
    text.append(foot);
    return size(text) <= limit ? text.toString() : "";
  }

  private static String row(Mark mark, String note, String... cells) {
    return "| "
        + mark.sign()
        + " "
        + mark.words()
        + note
        + " | "
        + String.join(" | ", cells)
        + " |\n";
  }

  /** Write text so that Markdown shows it as it is. */
  static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replaceAll("([\\\\`*_\\[\\]|#!~])", "\\\\$1")
        .replaceAll("\\s+", " ");
  }

  private static int size(CharSequence text) {
    return text.toString().getBytes(StandardCharsets.UTF_8).length;
  }
}
