package org.paperclaims.command;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintWriter;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.Callable;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;
import org.paperclaims.harness.compare.Comparison;
import org.paperclaims.harness.run.Numbers;
import org.paperclaims.harness.stats.Interval;
import org.paperclaims.harness.suite.SettingsException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code claims compare A B}: which verdicts and metrics changed beyond noise. */
@Command(
    name = "compare",
    mixinStandardHelpOptions = true,
    description = {
      "Say which verdicts and metrics changed beyond noise between results folders, commits or engines.",
      "Ends with 1 if something changed. Between whole folders that is also a case, a run or a metric"
          + " that only one of them has; engines and commits ran a part each, so there it is what"
          + " both have that counts.",
      "A change is given next to the spread from seed to seed, and where nothing is seen to have"
          + " changed, the smallest change that could have been seen is."
    },
    footer = {
      "",
      "Examples:",
      "  claims compare results-of-the-last-release results",
      "  claims compare results@dl4j results@torch",
      "  claims compare results@3e989e3 results@fb8428f",
      "  claims compare results-of-the-last-release results --smallest 0.2",
      "  claims compare results-of-the-last-release results --json"
    })
final class CompareCommand implements Callable<Integer> {
  @Parameters(
      index = "0",
      paramLabel = "A",
      description =
          "what is compared with: a results folder, or a part of one as DIR@ENGINE or DIR@COMMIT")
  private String first = "";

  @Parameters(index = "1", paramLabel = "B", description = "what may differ, written likewise")
  private String second = "";

  @Option(
      names = "--alpha",
      paramLabel = "P",
      description =
          "chance of calling anything changed when nothing is (default: ${DEFAULT-VALUE})")
  private double alpha = 0.05;

  @Option(
      names = "--smallest",
      paramLabel = "SDS",
      description =
          "the smallest change that counts, in standard deviations from seed to seed (default:"
              + " ${DEFAULT-VALUE})")
  private double smallest;

  @Option(names = "--json", description = "print JSON for a script")
  private boolean json;

  @CommandLine.Spec private @Nullable CommandSpec spec;

  @Override
  public Integer call() throws JsonProcessingException {
    if (!(alpha > 0 && alpha < 1)) {
      throw new SettingsException("--alpha is " + alpha + "; allowed is a number between 0 and 1");
    }
    if (!(smallest >= 0 && smallest < 1000)) {
      throw new SettingsException(
          "--smallest is " + smallest + "; allowed is a number from 0 to below 1000");
    }
    ComparedSide a = ComparedSide.parse(first);
    ComparedSide b = ComparedSide.parse(second);
    Notes notes = Notes.of(spec);
    Comparison.Results before = a.read(b, notes);
    Comparison.Results after = b.read(a, notes);
    if (isEmpty(before) && isEmpty(after)) {
      throw new SettingsException(
          "neither %s nor %s has a run or a verdict; name results folders that a suite wrote"
              .formatted(first, second));
    }
    Comparison comparison = Comparison.of(before, after, alpha, smallest);
    boolean differs =
        !comparison.isQuiet()
            || comparison.common() == 0
            || (a.isWhole() && b.isWhole() && !comparison.isOfTheSame());
    PrintWriter out = Output.of(spec);
    if (json) {
      out.println(json(comparison, differs));
    } else {
      print(out, comparison, differs);
    }
    out.flush();
    return differs ? ClaimsCommand.CLAIM_FAILED : 0;
  }

  private static boolean isEmpty(Comparison.Results side) {
    return side.runs().isEmpty() && side.verdicts().isEmpty();
  }

  private static void print(PrintWriter out, Comparison comparison, boolean differs) {
    comparison
        .verdicts()
        .forEach(v -> out.printf("verdict  %s: %s -> %s%n", v.claimCase(), v.first(), v.second()));
    comparison.declarations().forEach(d -> out.printf("declared %s%n", d));
    comparison.outcomes().forEach(o -> out.printf("outcome  %s%n", o));
    comparison.onlyFirst().forEach(c -> out.printf("only A   %s%n", c));
    comparison.onlySecond().forEach(c -> out.printf("only B   %s%n", c));
    comparison.runs().forEach(r -> out.println(line(r)));
    comparison.metrics().forEach(m -> line(m).ifPresent(out::println));
    sharpness(comparison).ifPresent(out::println);
    counts(comparison)
        .forEach(
            (change, n) -> {
              if (n > 0) {
                out.printf(
                    "%d %s %s%n",
                    n,
                    n == 1 ? "metric" : "metrics",
                    change.name().toLowerCase(Locale.ROOT).replace('_', ' '));
              }
            });
    if (comparison.common() == 0) {
      out.println("nothing was compared: no case and no experiment is in both");
    } else if (!differs) {
      out.println("nothing changed, as far as these runs can tell");
    }
  }

  private static String line(Comparison.RunCounts runs) {
    String example = runs.example().substring(0, 12);
    String side = runs.first() == 0 ? "only B" : runs.second() == 0 ? "only A" : "runs";
    return "%-8s %s: %d in A, %d in B, such as %s"
        .formatted(side, runs.experiment(), runs.first(), runs.second(), example);
  }

  /** Say of a metric what a reader should see: that it changed, or that one side has none. */
  private static Optional<String> line(Comparison.MetricChange m) {
    String name = m.metric() + " of " + m.experiment();
    return switch (m.change()) {
      case IDENTICAL, WITHIN_NOISE, TOO_SMALL, NOT_ENOUGH_DATA -> Optional.empty();
      case ONLY_FIRST -> Optional.of("only A   " + name);
      case ONLY_SECOND -> Optional.of("only B   " + name);
      case CHANGED ->
          Optional.of(
              String.format(
                  Locale.ROOT,
                  "changed  %s: %s%s over %d %s, p %s",
                  name,
                  Numbers.signed(m.difference(), Numbers.decimals(m.difference())),
                  inSds(m),
                  m.n(),
                  m.overlap() == Comparison.Overlap.PAIRED ? "pairs" : "runs",
                  Numbers.p(m.p())));
    };
  }

  private static String inSds(Comparison.MetricChange m) {
    OptionalDouble sds = m.inSds();
    return sds.isPresent()
        ? " (" + Numbers.significant(sds.getAsDouble()) + " times the spread over seeds)"
        : "";
  }

  /**
   * Say how small a change could have been seen where none was: that nothing is seen to change
   * means little where only a large change could be.
   */
  private static Optional<String> sharpness(Comparison comparison) {
    double[] sds =
        comparison.metrics().stream()
            .filter(m -> m.change() == Comparison.Change.WITHIN_NOISE)
            .filter(m -> m.detectable().isPresent() && m.seedSd().orElse(0) > 0)
            .mapToDouble(m -> m.detectable().orElseThrow() / m.seedSd().orElseThrow())
            .sorted()
            .toArray();
    return sds.length == 0
        ? Optional.empty()
        : Optional.of(
            String.format(
                Locale.ROOT,
                "a change could have been seen from %s to %s times the spread over seeds on, with"
                    + " a power of 80 %% before correction",
                Numbers.significant(sds[0]),
                Numbers.significant(sds[sds.length - 1])));
  }

  /** Count the metrics of every kind of change, those that did not occur too. */
  private static Map<Comparison.Change, Integer> counts(Comparison comparison) {
    Map<Comparison.Change, Integer> counts = new EnumMap<>(Comparison.Change.class);
    for (Comparison.Change change : Comparison.Change.values()) {
      counts.put(change, 0);
    }
    comparison.metrics().forEach(m -> counts.merge(m.change(), 1, Integer::sum));
    return counts;
  }

  private String json(Comparison comparison, boolean differs) throws JsonProcessingException {
    ObjectNode root = Json.object();
    root.put("first", first);
    root.put("second", second);
    root.put("alpha", alpha);
    root.put("smallest", smallest);
    root.put("changed", differs);
    ArrayNode verdicts = root.putArray("verdicts");
    for (Comparison.VerdictChange v : comparison.verdicts()) {
      ObjectNode node = verdicts.addObject();
      node.put("case", v.claimCase());
      node.put("first", v.first().name());
      node.put("second", v.second().name());
    }
    ArrayNode declarations = root.putArray("declarations");
    comparison.declarations().forEach(declarations::add);
    ArrayNode outcomes = root.putArray("outcomes");
    comparison.outcomes().forEach(outcomes::add);
    ArrayNode onlyFirst = root.putArray("only_first");
    comparison.onlyFirst().forEach(onlyFirst::add);
    ArrayNode onlySecond = root.putArray("only_second");
    comparison.onlySecond().forEach(onlySecond::add);
    ArrayNode runs = root.putArray("runs");
    for (Comparison.RunCounts r : comparison.runs()) {
      ObjectNode node = runs.addObject();
      node.put("experiment", r.experiment());
      node.put("first", r.first());
      node.put("second", r.second());
      node.put("example", r.example());
    }
    ObjectNode counts = root.putObject("counts");
    counts(comparison).forEach((change, n) -> counts.put(change.name(), n));
    ArrayNode metrics = root.putArray("metrics");
    for (Comparison.MetricChange m : comparison.metrics()) {
      ObjectNode node = metrics.addObject();
      node.put("experiment", m.experiment());
      node.put("metric", m.metric());
      node.put("change", m.change().name());
      node.put("n", m.n());
      node.put("paired", m.overlap() == Comparison.Overlap.PAIRED);
      node.put("overlap", m.overlap().name());
      // Without a run on one side there is no difference, though the record holds a zero.
      Json.put(
          node,
          "difference",
          m.n() == 0 ? OptionalDouble.empty() : OptionalDouble.of(m.difference()));
      Json.put(node, "seed_sd", m.seedSd());
      Json.put(node, "difference_in_sds", m.n() == 0 ? OptionalDouble.empty() : m.inSds());
      Json.put(node, "minimum_detectable_change", m.detectable());
      Json.put(node, "low", bound(m, Interval::low));
      Json.put(node, "high", bound(m, Interval::high));
      Json.put(node, "p", m.p());
    }
    return Json.text(root);
  }

  private static OptionalDouble bound(
      Comparison.MetricChange metric, ToDoubleFunction<Interval> which) {
    return metric.interval().stream().mapToDouble(which).findFirst();
  }
}
