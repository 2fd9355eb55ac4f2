package org.paperclaims.command;

import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.paperclaims.harness.claim.Arm;
import org.paperclaims.harness.claim.Claim;
import org.paperclaims.harness.claim.ClaimCase;
import org.paperclaims.harness.claim.Tier;
import org.paperclaims.harness.claim.TierPlan;
import org.paperclaims.harness.suite.Catalogues;
import org.paperclaims.harness.suite.SettingsException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;

/** {@code claims show ID}: a claim in full. */
@Command(
    name = "show",
    mixinStandardHelpOptions = true,
    description = "Show a claim: its statement, source, criterion, and what each tier runs.",
    footer = {"", "Example:", "  claims show last-relu-lowers-error"})
final class ShowCommand implements Callable<Integer> {
  @Parameters(paramLabel = "ID", description = "the claim's id")
  private String id = "";

  @Mixin private final SuiteOptions options = new SuiteOptions();
  @CommandLine.Spec private @Nullable CommandSpec spec;

  @Override
  public Integer call() {
    List<Claim> claims = Catalogues.all(options.settings().catalogues());
    Claim claim =
        claims.stream()
            .filter(c -> c.id().equals(id))
            .findFirst()
            .orElseThrow(
                () ->
                    new SettingsException(
                        "there is no claim '"
                            + id
                            + "'; the claims are "
                            + String.join(", ", claims.stream().map(Claim::id).sorted().toList())));
    PrintWriter out = Output.of(spec);
    out.println(claim.id() + " (" + claim.file() + ":" + claim.line() + ")");
    out.println("  " + claim.statement());
    out.println("  source     " + claim.source().paper() + ", " + claim.source().where());
    line(out, "quote", claim.source().quote());
    line(out, "doubt", claim.source().doubt());
    out.println(
        "  criterion  %s on %s, %s is better, alpha %s"
            .formatted(
                claim.kind(),
                claim.criterion().metric(),
                claim.criterion().better().name().toLowerCase(java.util.Locale.ROOT),
                claim.criterion().alpha()));
    for (Tier tier : Tier.values()) {
      out.println("  " + tier.id());
      if (claim.tiers().get(tier) instanceof TierPlan.NotAttempted not) {
        out.println("    not attempted: " + not.reason());
      }
      for (ClaimCase c : claim.cases(tier)) {
        out.println("    " + c.name() + ", seeds " + c.seeds());
        for (Arm arm : c.arms()) {
          out.println(
              "      " + arm.name() + ": " + arm.architecture() + ", erase " + arm.erasure());
        }
        c.knownDeviation()
            .ifPresent(d -> out.println("      known deviation: " + d.verdict() + ", " + d.why()));
      }
    }
    out.flush();
    return 0;
  }

  private static void line(PrintWriter out, String name, String text) {
    if (!text.isEmpty()) {
      out.println("  %-10s %s".formatted(name, text));
    }
  }
}
