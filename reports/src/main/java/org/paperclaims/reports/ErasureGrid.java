package org.paperclaims.reports;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.paperclaims.architectures.Erasure;
import org.paperclaims.datasets.DatasetSpec;
import org.paperclaims.harness.claim.Paper;
import org.paperclaims.harness.measure.Metrics;
import org.paperclaims.harness.run.Protocol;
import org.paperclaims.harness.run.Recipe;
import org.paperclaims.harness.run.RunRecord;
import org.paperclaims.harness.run.RunSpec;
import org.paperclaims.reports.chart.Caption;
import org.paperclaims.reports.chart.Chart;
import org.paperclaims.reports.chart.GridChart;
import org.paperclaims.reports.page.Figure;
import org.paperclaims.reports.page.Numbers;
import org.paperclaims.reports.page.Spread;

/**
 * Where ReLUs are erased and of how many modules, in one figure: the gain of each location and
 * proportion over none, in one metric, from all runs of a suite that differ in nothing else.
 */
final class ErasureGrid {
  private static final String METRIC = "test_error";
  private static final int WIDE = 760;

  /** Networks that one figure has room for. */
  private static final int NETWORKS = 4;

  /** Fewer changes than this are a comparison, which its claim's page shows. */
  private static final int CHANGES = 3;

  private ErasureGrid() {}

  private record Setting(DatasetSpec data, String checksum, Recipe recipe, String engine) {}

  private record Change(int location, int percent, String label) {
    static Change of(Erasure erasure) {
      String word = erasure.location().word();
      int location =
          word.equals("first") ? 0 : word.equals("last") ? 2 : word.equals("all") ? 3 : 1;
      return new Change(
          location,
          erasure.percent(),
          (word.equals("all") ? "all ReLUs" : word + " ReLU")
              + " of "
              + erasure.percent()
              + " %"
              + selection(erasure));
    }
  }

  /** Say which modules a share of them is, unless they are spread over the network. */
  private static String selection(Erasure erasure) {
    String written = erasure.toString();
    int at = written.indexOf(':');
    return at < 0 ? "" : ", nearest the " + written.substring(at + 1);
  }

  /** Describe the figures of a suite's runs; none where too few locations and proportions ran. */
  static List<CaseCharts.Placed> of(Site site, Paper paper, List<Site.Entry> entries, String slug) {
    List<RunRecord> runs =
        entries.stream()
            .flatMap(e -> e.cases().stream())
            .flatMap(c -> c.result().runs().byArm().values().stream())
            .flatMap(List::stream)
            .distinct()
            .toList();
    Map<Setting, TreeMap<String, Map<String, SortedMap<Long, Double>>>> errors =
        new LinkedHashMap<>();
    for (RunRecord run : runs) {
      RunSpec spec = run.spec();
      double error = Metrics.value(METRIC, run);
      if (spec.protocol() == Protocol.TRAIN && !spec.madeElsewhere() && Double.isFinite(error)) {
        errors
            .computeIfAbsent(
                new Setting(spec.dataset(), spec.datasetChecksum(), spec.recipe(), spec.engine()),
                s -> new TreeMap<>())
            .computeIfAbsent(spec.architecture(), a -> new HashMap<>())
            .computeIfAbsent(spec.erasure(), e -> new TreeMap<>())
            .put(spec.seed(), error);
      }
    }
    List<CaseCharts.Placed> placed = new ArrayList<>();
    errors.forEach(
        (setting, networks) ->
            placed.addAll(
                figures(
                    setting,
                    networks,
                    paper,
                    site,
                    slug + ".erasures" + (placed.isEmpty() ? "" : "-" + placed.size()))));
    return placed;
  }

  private static List<CaseCharts.Placed> figures(
      Setting setting,
      SortedMap<String, Map<String, SortedMap<Long, Double>>> networks,
      Paper paper,
      Site site,
      String name) {
    TreeSet<Change> changes =
        new TreeSet<>(
            Comparator.comparingInt(Change::location)
                .thenComparingInt(Change::percent)
                .thenComparing(Change::label));
    List<GridChart.Panel> panels = new ArrayList<>();
    networks.forEach(
        (network, byErasure) -> {
          SortedMap<Long, Double> none = byErasure.getOrDefault("none", new TreeMap<>());
          Map<Change, SortedMap<Long, Double>> gains = new HashMap<>();
          byErasure.forEach(
              (written, bySeed) -> {
                Erasure erasure = Erasure.parse(written);
                SortedMap<Long, Double> gain = Gains.between(bySeed, none, true);
                if (!written.equals("none") && erasure.percent() > 0 && !gain.isEmpty()) {
                  gains.put(Change.of(erasure), gain);
                }
              });
          if (gains.size() >= CHANGES) {
            changes.addAll(gains.keySet());
            Map<String, SortedMap<Long, Double>> byLabel = new HashMap<>();
            gains.forEach((change, gain) -> byLabel.put(change.label(), gain));
            panels.add(new GridChart.Panel(network, byLabel));
          }
        });
    List<String> rows = changes.stream().map(Change::label).toList();
    List<CaseCharts.Placed> placed = new ArrayList<>();
    for (int from = 0; from < panels.size(); from += NETWORKS) {
      List<GridChart.Panel> some = panels.subList(from, Math.min(from + NETWORKS, panels.size()));
      String file = name + (from == 0 ? "" : "-from-" + (from + 1));
      placed.add(figure(setting, rows, some, paper, site, file));
    }
    return placed;
  }

  private static CaseCharts.Placed figure(
      Setting setting,
      List<String> rows,
      List<GridChart.Panel> panels,
      Paper paper,
      Site site,
      String file) {
    boolean regression = WrittenMetrics.regression(setting.data().name());
    String title = "Gain in test error over no erasure" + (regression ? "" : ", points");
    int seeds =
        panels.stream()
            .flatMap(p -> p.gains().values().stream())
            .mapToInt(Map::size)
            .max()
            .orElse(0);
    String tier = site.suite().tier().id();
    Chart chart =
        GridChart.of(
            file,
            new Caption(
                title,
                setting.data().name() + ", up to " + seeds + " seeds, " + setting.engine(),
                paper.text() + " · Paper Claims, " + tier + " tier"),
            rows,
            panels,
            WIDE);
    StringBuilder alt = new StringBuilder(title).append(": ");
    for (GridChart.Panel panel : panels) {
      alt.append(panel.network()).append(": ");
      for (String row : rows) {
        SortedMap<Long, Double> gains = panel.gains().get(row);
        if (gains != null) {
          alt.append(row)
              .append(' ')
              .append(Numbers.signed(Spread.of(gains.values()).mean(), 2))
              .append("; ");
        }
      }
    }
    return new CaseCharts.Placed(
        chart,
        new Figure(
            "charts/" + file,
            alt.toString().strip(),
            "Where ReLUs are erased, and in how many of the modules: dots are seeds, large marks are"
                + " means with their 95 % intervals. Right of zero the network with fewer ReLUs is"
                + " better. Networks without a line were not run with that erasure.",
            WIDE,
            chart.height(),
            chart.narrowHeight(),
            true));
  }
}
