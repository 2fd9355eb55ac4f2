package org.paperclaims.reports;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.ToDoubleFunction;
import org.paperclaims.architectures.Erasure;
import org.paperclaims.harness.claim.Arm;
import org.paperclaims.harness.claim.ClaimCase;
import org.paperclaims.harness.claim.Criterion;
import org.paperclaims.harness.claim.KnownDeviation;
import org.paperclaims.harness.claim.Paper;
import org.paperclaims.harness.claim.Source;
import org.paperclaims.harness.judge.Judgement;
import org.paperclaims.harness.measure.Metrics;
import org.paperclaims.harness.run.EpochRow;
import org.paperclaims.harness.run.Provenance;
import org.paperclaims.harness.run.RunRecord;
import org.paperclaims.harness.run.RunSpec;
import org.paperclaims.harness.suite.CaseResult;
import org.paperclaims.harness.suite.Discoveries;
import org.paperclaims.harness.suite.OverCases;
import org.paperclaims.harness.suite.Pairing;
import org.paperclaims.harness.suite.TestImages;
import org.paperclaims.reports.page.Board;
import org.paperclaims.reports.page.ClaimPage;
import org.paperclaims.reports.page.Fact;
import org.paperclaims.reports.page.Figure;
import org.paperclaims.reports.page.Finding;
import org.paperclaims.reports.page.Frame;
import org.paperclaims.reports.page.IntervalBar;
import org.paperclaims.reports.page.Link;
import org.paperclaims.reports.page.Mark;
import org.paperclaims.reports.page.Numbers;
import org.paperclaims.reports.page.RunPage;
import org.paperclaims.reports.page.Sparkline;
import org.paperclaims.reports.page.Spread;
import org.paperclaims.reports.page.Words;
import org.paperclaims.reports.page.WrittenMetric;

/** Turn a site into pages ready to be written. */
final class Pages {
  private static final List<Link> MAIN =
      List.of(
          new Link("Verdicts", "index.html"),
          new Link("Comparisons", "comparisons.html"),
          new Link("Networks", "networks.html"),
          new Link("Engines", "engines.html"),
          new Link("History", "history.html"),
          new Link("Environment", "environment.html"));

  private final Site site;
  private final ReportOptions options;
  private final Discoveries discoveries;

  Pages(Site site, ReportOptions options) {
    this.site = site;
    this.options = options;
    this.discoveries = Discoveries.of(site.suite().cases());
  }

  Frame frame(String page, String root, String current) {
    String commit =
        options.commit().isEmpty()
            ? ""
            : ", commit "
                + options.commit()
                + (options.dirty() ? " with changes that no commit holds" : "");
    return new Frame(
        options.title(),
        page,
        root,
        MAIN,
        current,
        "Paper Claims, tier " + site.suite().tier().id() + commit + ".");
  }

  /** Give the papers in the order of their first claims, each with its claims. */
  Map<Paper, List<Site.Entry>> papers() {
    Map<Paper, List<Site.Entry>> papers = new LinkedHashMap<>();
    for (Site.Entry entry : site.claims()) {
      papers.computeIfAbsent(entry.claim().source().paper(), p -> new ArrayList<>()).add(entry);
    }
    return papers;
  }

  /** Make the first page, with the figures of each paper. */
  Board board(Map<Paper, List<Figure>> figures) {
    return new FrontPage(site, options)
        .board(frame("Verdicts", "", "index.html"), papers(), figures, reproduction());
  }

  private List<Fact> reproduction() {
    List<Fact> facts = new ArrayList<>();
    if (!options.commit().isEmpty()) {
      facts.add(
          new Fact(
              "Commit",
              options.commit() + (options.dirty() ? " (with changes that no commit holds)" : "")));
    }
    Map<String, TreeSet<String>> checksums = new TreeMap<>();
    TreeSet<Long> seeds = new TreeSet<>();
    for (Site.RunEntry run : site.runs().values()) {
      RunSpec spec = run.record().spec();
      if (!spec.madeElsewhere()) {
        checksums
            .computeIfAbsent(spec.dataset().name(), d -> new TreeSet<>())
            .add(spec.datasetChecksum());
      }
      seeds.add(spec.seed());
    }
    if (!seeds.isEmpty()) {
      facts.add(new Fact("Seeds", seeds(seeds)));
    }
    checksums.forEach(
        (dataset, sums) -> facts.add(new Fact("SHA-256 of " + dataset, String.join(", ", sums))));
    new TreeMap<>(site.suite().environment()).forEach((k, v) -> facts.add(new Fact(k, v)));
    return facts;
  }

  /** Write seeds as ranges: {@code 1–5, 9}. */
  private static String seeds(Collection<Long> sorted) {
    List<String> parts = new ArrayList<>();
    long from = 0;
    long to = 0;
    boolean open = false;
    for (long seed : sorted) {
      if (open && seed == to + 1) {
        to = seed;
        continue;
      }
      if (open) {
        parts.add(from == to ? Long.toString(from) : from + "–" + to);
      }
      from = seed;
      to = seed;
      open = true;
    }
    if (open) {
      parts.add(from == to ? Long.toString(from) : from + "–" + to);
    }
    return String.join(", ", parts);
  }

  static Finding finding(Site.CaseEntry part) {
    return finding(part, reach(List.of(part)), ShownEffect.of(part.result()).decimals());
  }

  /** Give what lies at the ends of the bars of cases, so that they share one scale. */
  private static double reach(List<Site.CaseEntry> parts) {
    double reach = 0;
    for (Site.CaseEntry part : parts) {
      ShownEffect effect = ShownEffect.of(part.result());
      reach =
          IntervalBar.reach(
              reach,
              effect.margin().low(),
              effect.margin().high(),
              effect.estimate().orElse(0),
              effect.low().orElse(0),
              effect.high().orElse(0));
    }
    return reach;
  }

  private static Finding finding(Site.CaseEntry part, double reach, int decimals) {
    CaseResult result = part.result();
    Judgement judgement = result.judgement();
    ShownEffect effect = ShownEffect.of(result);
    Optional<KnownDeviation> known = result.claimCase().knownDeviation();
    return new Finding(
        Mark.of(result),
        result.claimCase().name(),
        part.href(),
        effect.written(decimals),
        effect.interval(decimals),
        bar(effect, reach),
        judgement.n() == 0 ? "–" : Integer.toString(judgement.n()),
        Numbers.p(judgement.p()),
        result.tier().id(),
        result.madeBy(),
        judgement.reason(),
        known
            .map(
                k ->
                    "Known deviation: "
                        + Mark.of(k.verdict()).words().toLowerCase(Locale.ROOT)
                        + " is expected here. "
                        + k.why())
            .orElse(""),
        result.warnings(),
        known.map(k -> k.verdict() == judgement.verdict()).orElse(true));
  }

  private static Optional<IntervalBar> bar(ShownEffect effect, double reach) {
    if (effect.estimate().isEmpty()) {
      return Optional.empty();
    }
    double estimate = effect.estimate().getAsDouble();
    return Optional.of(
        IntervalBar.of(
            estimate,
            effect.low().orElse(estimate),
            effect.high().orElse(estimate),
            effect.margin(),
            reach));
  }

  /**
   * Make the page of a claim.
   *
   * @param figures of each of its cases
   * @param together figures of all its cases
   */
  ClaimPage claim(
      Site.Entry entry, Map<Site.CaseEntry, List<Figure>> figures, List<Figure> together) {
    Source source = entry.claim().source();
    Paper paper = source.paper();
    boolean regression =
        !entry.cases().isEmpty() && WrittenMetrics.regression(entry.cases().get(0).result());
    WrittenMetric metric = WrittenMetric.of(entry.claim().criterion().metric(), regression);
    double reach = reach(entry.cases());
    int decimals =
        ShownEffect.decimals(entry.cases().stream().map(c -> ShownEffect.of(c.result())).toList());
    List<ClaimPage.CasePart> parts = new ArrayList<>();
    for (Site.CaseEntry part : entry.cases()) {
      parts.add(
          casePart(part, finding(part, reach, decimals), figures.getOrDefault(part, List.of())));
    }
    return new ClaimPage(
        frame(entry.claim().statement(), "../", "index.html"),
        entry.claim().id(),
        entry.claim().statement(),
        Mark.ofClaim(entry.cases().stream().map(Site.CaseEntry::result).toList()),
        paper.name(),
        paper.link().orElse(""),
        paper.arxiv().isEmpty() ? "the paper" : "arXiv " + paper.arxiv(),
        source.where(),
        source.quote(),
        source.doubt(),
        Words.criterion(entry.claim().criterion(), metric),
        entry.claim().file() + ", line " + entry.claim().line(),
        entry.cases().isEmpty()
            ? Optional.of(entry.notAttempted().orElse("Nothing was run at this tier."))
            : Optional.empty(),
        entry.cases().isEmpty()
            ? ""
            : ShownEffect.of(entry.cases().get(0).result()).heading()
                + ": "
                + ShownEffect.of(entry.cases().get(0).result()).reading(),
        Confidences.of(entry.cases().stream().map(Site.CaseEntry::result).toList()).heading(),
        together,
        parts);
  }

  private ClaimPage.CasePart casePart(Site.CaseEntry part, Finding finding, List<Figure> figures) {
    CaseResult result = part.result();
    ClaimCase claimCase = result.claimCase();
    Judgement judgement = result.judgement();
    WrittenMetric metric = WrittenMetrics.of(result);
    WrittenMetric error = WrittenMetric.of("test_error", WrittenMetrics.regression(result));
    Map<String, String> labels = ArmLabels.of(claimCase, result.claim().criterion());
    List<ClaimPage.ArmRow> arms = new ArrayList<>();
    List<ClaimPage.RunRow> runs = new ArrayList<>();
    boolean trained = false;
    for (Arm arm : claimCase.arms()) {
      List<RunRecord> records = result.runs().byArm().getOrDefault(arm.name(), List.of());
      List<Double> last = new ArrayList<>();
      List<Double> best = new ArrayList<>();
      for (RunRecord record : records) {
        double value = Metrics.value(arm.metric(), record);
        int bestEpoch = bestEpoch(record);
        double bestValue =
            bestEpoch == 0 ? Double.NaN : record.epochs().get(bestEpoch - 1).testError();
        last.add(value);
        best.add(bestValue);
        trained |= !record.epochs().isEmpty();
        runs.add(
            new ClaimPage.RunRow(
                labels.getOrDefault(arm.name(), arm.name()),
                record.spec().seed(),
                site.run(record).href(),
                Site.shortened(record.fingerprint()),
                record.outcome() == RunRecord.Outcome.COMPLETED
                    ? ""
                    : record.outcome().name().toLowerCase(Locale.ROOT),
                metric.value(value),
                error.value(bestValue),
                bestEpoch == 0 ? "–" : Integer.toString(bestEpoch),
                record.epochs().isEmpty()
                    ? "–"
                    : Numbers.plain(record.epochs().get(record.epochs().size() - 1).trainLoss()),
                Numbers.seconds(record.seconds())));
      }
      Spread spread = Spread.of(last);
      arms.add(
          new ClaimPage.ArmRow(
              labels.getOrDefault(arm.name(), arm.name()),
              arm.role().name().toLowerCase(Locale.ROOT),
              arm.architecture(),
              arm.erasure().toString(),
              Words.erasure(arm.erasure()),
              spread.n(),
              spread.meanAndSd(metric),
              spread.interval(metric),
              Spread.of(best).meanAndSd(error)));
    }
    List<String> experiment = new ArrayList<>();
    experiment.add(Words.experiment(result.claim(), result.tier(), claimCase));
    experiment.add("Data: " + Words.dataset(claimCase.dataset()) + ".");
    experiment.addAll(recipes(claimCase));
    Pairing.of(result.claim().criterion(), claimCase.arms(), result.runs())
        .ifPresent(
            p ->
                experiment.add(
                    "The arms correlate by "
                        + p.words()
                        + " within a seed, over "
                        + p.pairs()
                        + " seeds; pairing sees more than two samples do from about +0.1 on."));
    TestImages.of(result)
        .ifPresent(
            images -> {
              experiment.add(images.words());
              experiment.add(images.mcnemar());
            });
    List<CaseResult> cases = site.suite().cases();
    OverCases.of(
            cases.stream()
                .filter(c -> c.claim().equals(result.claim()) && c.engine().equals(result.engine()))
                .toList(),
            options.editions())
        .ifPresent(
            over -> {
              experiment.add(over.words());
              over.again().ifPresent(experiment::add);
            });
    discoveries.words(result).ifPresent(experiment::add);
    options
        .protocol()
        .ifPresent(p -> experiment.add(p.standing(result.suiteCase(), result.tier())));
    ShownEffect effect = ShownEffect.of(result);
    boolean lastEpoch = metric.name().equals("test_error") && trained;
    return new ClaimPage.CasePart(
        part.anchor(),
        finding,
        meaning(result),
        Numbers.confidence(judgement.confidence()) + " %",
        effect.detectable().isPresent()
            ? Numbers.fixed(effect.detectable().getAsDouble(), effect.decimals())
                + effect.unit()
                + (effect.detectableGain().isPresent() ? "" : " from the margin")
            : "–",
        judgement.furtherSeeds().isPresent()
            ? "about "
                + (judgement.n() + judgement.furtherSeeds().getAsInt())
                + " seeds that were not run before would decide, if the estimate is right"
            : "",
        experiment,
        metric.label() + (lastEpoch ? ", last epoch" : ""),
        trained,
        arms,
        judgement.tests().stream().map(t -> new Fact(t.name(), t.statistic())).toList(),
        judgement.tests().stream().map(t -> Numbers.p(OptionalDouble.of(t.p()))).toList(),
        figures,
        runs);
  }

  /** Say how the networks are trained: once, or for each arm where they differ in it. */
  private static List<String> recipes(ClaimCase claimCase) {
    List<String> each = claimCase.arms().stream().map(Words::training).distinct().toList();
    return each.size() == 1
        ? each
        : claimCase.arms().stream().map(a -> a.name() + ": " + Words.training(a)).toList();
  }

  private static String meaning(CaseResult result) {
    return result.claim().criterion() instanceof Criterion.Checkpoint
        ? ShownEffect.of(result).sentence() + "; this checkpoint was given, not trained here"
        : ShownEffect.of(result).sentence();
  }

  /** Give the epoch with the lowest test error, from 1 on; 0 where nothing was measured. */
  private static int bestEpoch(RunRecord record) {
    int best = 0;
    double lowest = Double.POSITIVE_INFINITY;
    for (int i = 0; i < record.epochs().size(); i++) {
      if (record.epochs().get(i).testError() < lowest) {
        lowest = record.epochs().get(i).testError();
        best = i + 1;
      }
    }
    return best;
  }

  RunPage run(Site.RunEntry entry) {
    RunRecord record = entry.record();
    RunSpec spec = record.spec();
    boolean regression = WrittenMetrics.regression(spec.dataset().name());
    WrittenMetric error = WrittenMetric.of("test_error", regression);
    WrittenMetric loss = WrittenMetric.of("train_loss", regression);
    int best = bestEpoch(record);
    List<RunPage.EpochLine> epochs = new ArrayList<>();
    for (EpochRow row : record.epochs()) {
      epochs.add(
          new RunPage.EpochLine(
              row.epoch(),
              epochs.size() + 1 == best,
              Words.number(row.learningRate()),
              Numbers.plain(row.trainLoss()),
              Numbers.plain(row.testLoss()),
              error.value(row.testError()),
              Numbers.fixed(row.imagesPerSecond(), 0)));
    }
    List<Fact> metrics = new ArrayList<>();
    record
        .metrics()
        .forEach(
            (name, value) -> {
              WrittenMetric metric = WrittenMetric.of(name, regression);
              metrics.add(new Fact(metric.label(), metric.value(value)));
            });
    List<Fact> facts = spec.madeElsewhere() ? told(record) : fixed(record);
    List<Fact> environment = new ArrayList<>();
    record.environment().forEach((k, v) -> environment.add(new Fact(k, v)));
    String title =
        spec.madeElsewhere()
            ? spec.imported().name()
                + ", seed "
                + spec.seed()
                + " ("
                + Provenance.of(record).shown()
                + ")"
            : spec.architecture() + ", " + spec.erasure() + ", seed " + spec.seed();
    return new RunPage(
        frame(title, "../", "index.html"),
        record.fingerprint(),
        title,
        record.outcome().name().charAt(0)
            + record.outcome().name().substring(1).toLowerCase(Locale.ROOT)
            + (record.detail().isEmpty() ? "" : ": " + record.detail()),
        record.outcome() == RunRecord.Outcome.COMPLETED,
        metrics,
        facts,
        entry.usedBy(),
        epochs,
        List.of(
            curve(record, loss, EpochRow::trainLoss), curve(record, error, EpochRow::testError)),
        environment);
  }

  /** Say what fixes a run that was made here. */
  private static List<Fact> fixed(RunRecord record) {
    RunSpec spec = record.spec();
    return List.of(
        new Fact("Provenance", Provenance.of(record).shown()),
        new Fact("Architecture", spec.architecture()),
        new Fact(
            "Erasure", spec.erasure() + " (" + Words.erasure(Erasure.parse(spec.erasure())) + ")"),
        new Fact("Data", Words.dataset(spec.dataset())),
        new Fact("SHA-256 of the data", spec.datasetChecksum()),
        new Fact("Recipe", Words.recipe(spec.recipe())),
        new Fact("Protocol", spec.protocol().name().toLowerCase(Locale.ROOT)),
        new Fact("Seed", Long.toString(spec.seed())),
        new Fact("Engine", spec.engine()),
        new Fact("Time", Numbers.seconds(record.seconds())));
  }

  /** Say what is known of a run that was made elsewhere. */
  private static List<Fact> told(RunRecord record) {
    Provenance provenance = Provenance.of(record);
    return List.of(
        new Fact("Provenance", provenance.shown()),
        new Fact("Imported as", record.spec().imported().name()),
        new Fact("Seed", Long.toString(record.spec().seed())),
        new Fact(
            "Architecture, data and recipe",
            "as the claim's record says; nothing here shows that the run had them"));
  }

  private static Sparkline curve(
      RunRecord record, WrittenMetric metric, ToDoubleFunction<EpochRow> value) {
    return Sparkline.of(
        metric.label(), record.epochs().stream().mapToDouble(value).toArray(), metric::value);
  }
}
