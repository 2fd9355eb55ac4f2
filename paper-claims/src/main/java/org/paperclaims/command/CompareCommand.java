package org.paperclaims.command;

import java.io.PrintWriter;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.paperclaims.harness.claim.Comparison;
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
      "Say which verdicts and which metrics changed beyond noise between two results folders,"
          + " commits or",
      "engines.",
      "Ends with 1 if something changed."
    },
    footer = {
      "",
      "Examples:",
      "  claims compare results-of-the-last-release results",
      "  claims compare results@dl4j results@torch",
      "  claims compare results@3e989e3 results@fb8428f"
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

  @CommandLine.Spec private @Nullable CommandSpec spec;

  @Override
  public Integer call() {
    if (!(alpha > 0 && alpha < 1)) {
      throw new SettingsException("--alpha is " + alpha + "; allowed is a number between 0 and 1");
    }
    ComparedSide a = ComparedSide.parse(first);
    ComparedSide b = ComparedSide.parse(second);
    Comparison comparison = Comparison.of(a.read(b), b.read(a), alpha);
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
}
