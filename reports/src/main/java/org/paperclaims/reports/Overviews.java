package org.paperclaims.reports;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.paperclaims.architectures.Erasure;
import org.paperclaims.architectures.Network;
import org.paperclaims.architectures.Node;
import org.paperclaims.architectures.Shape;
import org.paperclaims.architectures.family.Architectures;
import org.paperclaims.harness.run.EpochRow;
import org.paperclaims.harness.run.RunRecord;
import org.paperclaims.harness.run.RunSpec;
import org.paperclaims.reports.page.ComparisonsPage;
import org.paperclaims.reports.page.Figure;
import org.paperclaims.reports.page.Finding;
import org.paperclaims.reports.page.NetworksPage;
import org.paperclaims.reports.page.Numbers;
import org.paperclaims.reports.page.TablesPage;
import org.paperclaims.reports.page.Words;

/** Pages that look across the claims of a suite. */
final class Overviews {
  private static final String NOTHING_ERASED = Erasure.none().toString();

  private final Site site;
  private final Pages pages;

  Overviews(Site site, Pages pages) {
    this.site = site;
    this.pages = pages;
  }

  ComparisonsPage comparisons(Map<Site.Entry, List<Figure>> multiples) {
    List<ComparisonsPage.Group> groups = new ArrayList<>();
    multiples.forEach(
        (entry, figures) ->
            groups.add(
                new ComparisonsPage.Group(
                    entry.slug(), entry.claim().statement(), entry.href(), figures)));
    return new ComparisonsPage(pages.frame("Comparisons", "", "comparisons.html"), groups);
  }

  NetworksPage networks() {
    Map<String, TreeMap<String, RunSpec>> erasures = new TreeMap<>();
    for (Site.RunEntry run : site.runs().values()) {
      RunSpec spec = run.record().spec();
      erasures
          .computeIfAbsent(spec.architecture(), a -> new TreeMap<>())
          .putIfAbsent(spec.erasure(), spec);
    }
    List<NetworksPage.Part> parts = new ArrayList<>();
    List<String> whole = new ArrayList<>();
    erasures.forEach(
        (architecture, specs) -> {
          if (specs.keySet().stream().allMatch(NOTHING_ERASED::equals)) {
            whole.add(architecture);
          } else {
            part(architecture, specs).ifPresent(parts::add);
          }
        });
    return new NetworksPage(pages.frame("Networks", "", "networks.html"), parts, whole);
  }

  private static Optional<NetworksPage.Part> part(String architecture, Map<String, RunSpec> specs) {
    int pixels = specs.values().iterator().next().dataset().pixels();
    try {
      // Ten classes: the classifier's width changes nothing about rectifiers.
      Network network =
          Architectures.build(
              architecture, new Shape(3, pixels == 0 ? 32 : pixels, pixels == 0 ? 32 : pixels), 10);
      List<NetworksPage.Diagram> diagrams = new ArrayList<>();
      for (String written : specs.keySet()) {
        Erasure erasure = Erasure.parse(written);
        diagrams.add(diagram(erasure.applyTo(network), erasure));
      }
      return Optional.of(
          new NetworksPage.Part(
              "network-" + architecture.replaceAll("[^A-Za-z0-9]+", "-"),
              architecture,
              Numbers.count(network.modules().size())
                  + " modules, "
                  + Numbers.count(network.rectifiers().size())
                  + " ReLUs",
              diagrams));
    } catch (IllegalArgumentException e) {
      // Not a network for images of this size: its runs are shown, its diagram is not.
      return Optional.empty();
    }
  }

  private static NetworksPage.Diagram diagram(Network network, Erasure erasure) {
    List<List<Boolean>> modules = new ArrayList<>();
    int touched = 0;
    for (var module : network.modules()) {
      List<Boolean> erased =
          module.paths().stream()
              .flatMap(List::stream)
              .distinct()
              .map(name -> network.rectifier(name).erased())
              .toList();
      touched += erased.contains(true) ? 1 : 0;
      modules.add(erased);
    }
    long count = network.rectifiers().stream().filter(Node.Rectifier::erased).count();
    String alt =
        erasure
            + ": "
            + count
            + " of "
            + network.rectifiers().size()
            + " ReLUs erased, in "
            + touched
            + " of "
            + modules.size()
            + " modules.";
    return new NetworksPage.Diagram(erasure.toString(), Words.erasure(erasure), alt, modules);
  }

  TablesPage engines() {
    Map<String, List<RunRecord>> byEngine = new TreeMap<>();
    for (Site.RunEntry run : site.runs().values()) {
      byEngine
          .computeIfAbsent(run.record().spec().engine(), e -> new ArrayList<>())
          .add(run.record());
    }
    List<List<String>> speeds = new ArrayList<>();
    byEngine.forEach(
        (engine, records) -> {
          double[] speed =
              records.stream()
                  .flatMap(r -> r.epochs().stream())
                  .mapToDouble(EpochRow::imagesPerSecond)
                  .filter(Double::isFinite)
                  .sorted()
                  .toArray();
          speeds.add(
              List.of(
                  engine,
                  Numbers.count(records.size()),
                  Numbers.count(
                      records.stream()
                          .filter(r -> r.outcome() == RunRecord.Outcome.COMPLETED)
                          .count()),
                  speed.length == 0 ? "–" : Numbers.fixed(speed[speed.length / 2], 0),
                  Numbers.seconds(records.stream().mapToDouble(RunRecord::seconds).sum())));
        });
    TreeMap<String, TreeMap<String, Finding>> sideBySide = new TreeMap<>();
    for (Site.Entry entry : site.claims()) {
      for (Site.CaseEntry part : entry.cases()) {
        sideBySide
            .computeIfAbsent(
                entry.claim().id() + ": " + part.result().claimCase().name(), c -> new TreeMap<>())
            .put(part.result().engine(), Pages.finding(part));
      }
    }
    List<String> engines = List.copyOf(byEngine.keySet());
    List<String> heads = new ArrayList<>(List.of("Case"));
    heads.addAll(engines);
    List<List<String>> rows = new ArrayList<>();
    sideBySide.values().removeIf(findings -> findings.size() < 2);
    sideBySide.forEach(
        (name, findings) -> {
          List<String> row = new ArrayList<>(List.of(name));
          for (String engine : engines) {
            Finding finding = findings.get(engine);
            row.add(
                finding == null
                    ? "–"
                    : finding.mark().sign()
                        + " "
                        + finding.mark().words()
                        + ", "
                        + finding.estimate()
                        + (finding.interval().isEmpty() ? "" : " (" + finding.interval() + ")"));
          }
          rows.add(row);
        });
    return new TablesPage(
        pages.frame("Engines", "", "engines.html"),
        "Engines",
        "The same claims on each engine that ran them. Speeds are of these runs on their machines"
            + " and can be compared only where both ran on one machine at one time.",
        List.of(
            new TablesPage.Table(
                "speeds",
                "Runs",
                List.of("Engine", "Runs", "Completed", "Median examples/s", "Time in all"),
                speeds,
                "No engine ran."),
            new TablesPage.Table(
                "side", "Verdicts side by side", heads, rows, "No case was run on two engines.")));
  }

  TablesPage environment() {
    List<List<String>> machine = new ArrayList<>();
    new TreeMap<>(site.suite().environment()).forEach((k, v) -> machine.add(List.of(k, v)));
    Map<List<String>, Integer> machines = new java.util.HashMap<>();
    Map<String, Integer> commits = new TreeMap<>();
    for (Site.RunEntry run : site.runs().values()) {
      if (run.record().spec().madeElsewhere()) {
        continue;
      }
      Map<String, String> found = run.record().environment();
      machines.merge(
          List.of(
              run.record().spec().engine(),
              found.getOrDefault("cpu", "–"),
              found.getOrDefault("gpu", "–"),
              found.getOrDefault("os", "–"),
              found.getOrDefault("jvm", "–")),
          1,
          Integer::sum);
      String dirty =
          Boolean.parseBoolean(found.get("dirty")) ? " with changes that no commit holds" : "";
      commits.merge(found.getOrDefault("commit", "unknown") + dirty, 1, Integer::sum);
    }
    List<List<String>> machineRows = new ArrayList<>();
    for (String line :
        new TreeSet<>(machines.keySet().stream().map(k -> String.join("\n", k)).toList())) {
      List<String> key = List.of(line.split("\n", -1));
      List<String> row = new ArrayList<>(key);
      row.add(Numbers.count(machines.getOrDefault(key, 0)));
      machineRows.add(row);
    }
    List<List<String>> commitRows = new ArrayList<>();
    commits.forEach((commit, runs) -> commitRows.add(List.of(commit, Numbers.count(runs))));
    return new TablesPage(
        pages.frame("Environment", "", "environment.html"),
        "Environment",
        "The machine that the suite ran on, and those that made the runs it rests on.",
        List.of(
            new TablesPage.Table(
                "machine",
                "This suite",
                List.of("What", "Found"),
                machine,
                "Nothing was recorded."),
            new TablesPage.Table(
                "machines",
                "Machines of the runs",
                List.of("Engine", "CPU", "GPU", "System", "JVM", "Runs"),
                machineRows,
                "There are no runs."),
            new TablesPage.Table(
                "commits",
                "Commits of the runs",
                List.of("Commit", "Runs"),
                commitRows,
                "There are no runs.")));
  }
}
