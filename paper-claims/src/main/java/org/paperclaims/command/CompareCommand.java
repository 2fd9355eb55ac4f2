package org.paperclaims.command;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintWriter;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.concurrent.Callable;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;
import org.paperclaims.harness.claim.Comparison;
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
      "Ends with 1 if something changed."
    },
    footer = {
      "",
      "Examples:",
      "  claims compare results-of-the-last-release results",
      "  claims compare results@dl4j results@torch",
      "  claims compare results@3e989e3 results@fb8428f",
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
      description =
          "chance of calling anything changed when nothing is (default: ${DEFAULT-VALUE})")
  private double alpha = 0.05;

  @Option(names = "--json", description = "print JSON for a script")
  private boolean json;

  @CommandLine.Spec private @Nullable CommandSpec spec;

  @Override
  public Integer call() throws JsonProcessingException {
    if (!(alpha > 0 && alpha < 1)) {
      throw new SettingsException("--alpha is " + alpha + "; allowed is a number between 0 and 1");
    }
    ComparedSide a = ComparedSide.parse(first);
    ComparedSide b = ComparedSide.parse(second);
    Comparison comparison = Comparison.of(a.read(b), b.read(a), alpha);
    PrintWriter out = Output.of(spec);
    if (json) {
      out.println(json(comparison));
    } else {
      print(out, comparison);
    }
    out.flush();
    return comparison.isQuiet() ? 0 : ClaimsCommand.CLAIM_FAILED;
  }

  private static void print(PrintWriter out, Comparison comparison) {
    comparison
        .verdicts()
        .forEach(v -> out.printf("verdict  %s: %s -> %s%n", v.claimCase(), v.first(), v.second()));
    comparison.outcomes().forEach(o -> out.printf("outcome  %s%n", o));
    comparison.onlyFirst().forEach(c -> out.printf("only A   %s%n", c));
    comparison.onlySecond().forEach(c -> out.printf("only B   %s%n", c));
    for (Comparison.MetricChange m : comparison.metrics()) {
      if (m.change() == Comparison.Change.CHANGED) {
        out.printf(
            Locale.ROOT,
            "changed  %s of %s: %+.4g over %d %s, p %.2g%n",
            m.metric(),
            m.experiment(),
            m.difference(),
            m.n(),
            m.paired() ? "pairs" : "runs",
            m.p().orElse(Double.NaN));
      }
    }
    counts(comparison)
        .forEach(
            (change, n) -> {
              if (n > 0) {
                out.printf(
                    "%d metrics %s%n", n, change.name().toLowerCase(Locale.ROOT).replace('_', ' '));
              }
            });
    if (comparison.isQuiet()) {
      out.println("nothing changed, as far as these runs can tell");
    }
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

  private String json(Comparison comparison) throws JsonProcessingException {
    ObjectNode root = Json.object();
    root.put("first", first);
    root.put("second", second);
    root.put("alpha", alpha);
    root.put("changed", !comparison.isQuiet());
    ArrayNode verdicts = root.putArray("verdicts");
    for (Comparison.VerdictChange v : comparison.verdicts()) {
      ObjectNode node = verdicts.addObject();
      node.put("case", v.claimCase());
      node.put("first", v.first().name());
      node.put("second", v.second().name());
    }
    ArrayNode outcomes = root.putArray("outcomes");
    comparison.outcomes().forEach(outcomes::add);
    ArrayNode onlyFirst = root.putArray("only_first");
    comparison.onlyFirst().forEach(onlyFirst::add);
    ArrayNode onlySecond = root.putArray("only_second");
    comparison.onlySecond().forEach(onlySecond::add);
    ObjectNode counts = root.putObject("counts");
    counts(comparison).forEach((change, n) -> counts.put(change.name(), n));
    ArrayNode metrics = root.putArray("metrics");
    for (Comparison.MetricChange m : comparison.metrics()) {
      ObjectNode node = metrics.addObject();
      node.put("experiment", m.experiment());
      node.put("metric", m.metric());
      node.put("change", m.change().name());
      node.put("n", m.n());
      node.put("paired", m.paired());
      // Without a run on one side there is no difference, though the record holds a zero.
      Json.put(
          node,
          "difference",
          m.n() == 0 ? OptionalDouble.empty() : OptionalDouble.of(m.difference()));
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
