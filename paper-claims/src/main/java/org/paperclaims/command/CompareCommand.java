package org.paperclaims.command;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.paperclaims.harness.claim.Comparison;
import org.paperclaims.harness.claim.Verdict;
import org.paperclaims.harness.suite.SettingsException;
import org.paperclaims.harness.suite.StoredRecords;
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
      "Say which verdicts and which metrics changed beyond noise between two results folders.",
      "Ends with 1 if something changed."
    },
    footer = {"", "Example:", "  claims compare results-of-the-last-release results"})
final class CompareCommand implements Callable<Integer> {
  @Parameters(index = "0", paramLabel = "A", description = "the results folder compared with")
  private Path first = Path.of("");

  @Parameters(index = "1", paramLabel = "B", description = "the results folder that may differ")
  private Path second = Path.of("");

  @Option(
      names = "--alpha",
      description =
          "chance of calling anything changed when nothing is (default: ${DEFAULT-VALUE})")
  private double alpha = 0.05;

  @CommandLine.Spec private @Nullable CommandSpec spec;

  @Override
  public Integer call() {
    if (!(alpha > 0 && alpha < 1)) {
      throw new SettingsException("--alpha is " + alpha + "; allowed is a number between 0 and 1");
    }
    Comparison comparison = Comparison.of(results(first), results(second), alpha);
    PrintWriter out = Output.of(spec);
    comparison
        .verdicts()
        .forEach(v -> out.printf("verdict  %s: %s -> %s%n", v.claimCase(), v.first(), v.second()));
    comparison.outcomes().forEach(o -> out.printf("outcome  %s%n", o));
    comparison.onlyFirst().forEach(c -> out.printf("only A   %s%n", c));
    comparison.onlySecond().forEach(c -> out.printf("only B   %s%n", c));
    Map<Comparison.Change, Integer> counts = new TreeMap<>();
    for (Comparison.MetricChange m : comparison.metrics()) {
      counts.merge(m.change(), 1, Integer::sum);
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
    counts.forEach(
        (change, n) ->
            out.printf(
                "%d metrics %s%n", n, change.name().toLowerCase(Locale.ROOT).replace('_', ' ')));
    if (comparison.isQuiet()) {
      out.println("nothing changed, as far as these runs can tell");
    }
    out.flush();
    return comparison.isQuiet() ? 0 : ClaimsCommand.CLAIM_FAILED;
  }

  private static Comparison.Results results(Path folder) {
    Map<String, Verdict> verdicts = new TreeMap<>();
    for (LastVerdict v : LastVerdict.of(folder)) {
      verdicts.put(
          v.claim() + ", " + v.tier() + ", " + v.caseName() + ", " + v.engine(), v.verdict());
    }
    return new Comparison.Results(verdicts, StoredRecords.of(folder, problem -> {}));
  }
}
