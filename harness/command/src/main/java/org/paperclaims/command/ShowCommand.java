package org.paperclaims.command;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.paperclaims.harness.claim.Arm;
import org.paperclaims.harness.claim.ArmDifferences;
import org.paperclaims.harness.claim.Claim;
import org.paperclaims.harness.claim.ClaimCase;
import org.paperclaims.harness.claim.Tier;
import org.paperclaims.harness.claim.TierPlan;
import org.paperclaims.harness.suite.Catalogues;
import org.paperclaims.harness.suite.ClaimIds;
import org.paperclaims.harness.suite.SettingsException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code claims show ID}: a claim in full. */
@Command(
    name = "show",
    mixinStandardHelpOptions = true,
    modelTransformer = SuiteOptions.Chosen.class,
    description = "Show a claim: its statement, source, criterion, and what each tier runs.",
    footer = {
      "",
      "Examples:",
      "  claims show last-relu-lowers-error",
      "  claims show last-relu-lowers-error --json"
    })
final class ShowCommand implements Callable<Integer> {
  @Parameters(
      paramLabel = "ID",
      completionCandidates = Completed.Claims.class,
      description = "the claim's id")
  private String id = "";

  @Option(names = "--json", description = "print JSON for a script")
  private boolean json;

  @Mixin private final SuiteOptions options = SuiteOptions.of("--catalogue");
  @CommandLine.Spec private @Nullable CommandSpec spec;

  @Override
  public Integer call() throws JsonProcessingException {
    List<Claim> claims = Catalogues.all(options.settings().catalogues());
    Claim claim =
        claims.stream()
            .filter(c -> c.id().equals(id))
            .findFirst()
            .orElseThrow(
                () ->
                    new SettingsException(
                        "there is no claim '%s'; %s".formatted(id, ClaimIds.advice(id, claims))));
    PrintWriter out = Output.of(spec);
    if (json) {
      out.println(json(claim));
      out.flush();
      return 0;
    }
    out.println(claim.id() + " (" + claim.file() + ":" + claim.line() + ")");
    out.println("  " + claim.statement());
    out.println("  source     " + claim.source().paper().text() + ", " + claim.source().where());
    line(out, "quote", claim.source().quote());
    line(out, "doubt", claim.source().doubt());
    line(out, "criterion", CriterionFields.sentence(claim));
    line(out, "correction", claim.correction().id());
    for (Tier tier : Tier.values()) {
      if (claim.tiers().get(tier) == TierPlan.NotAttempted.UNSAID) {
        continue;
      }
      out.println("  " + tier.id());
      if (claim.tiers().get(tier) instanceof TierPlan.NotAttempted not) {
        out.println("    not attempted: " + not.reason());
      }
      for (ClaimCase c : claim.cases(tier)) {
        out.println("    " + c.name() + ", seeds " + c.seeds());
        List<String> differences = ArmDifferences.of(c.arms());
        for (Arm arm : c.arms()) {
          out.println("      " + arm.name() + ": " + described(arm, differences));
        }
        c.knownDeviation()
            .ifPresent(d -> out.println("      known deviation: " + d.verdict() + ", " + d.why()));
      }
    }
    out.flush();
    return 0;
  }

  /** Say the network of an arm, and everything else in which it differs from the others. */
  private static String described(Arm arm, List<String> differences) {
    StringBuilder text = new StringBuilder(arm.architecture() + ", erase " + arm.erasure());
    if (arm.isImported()) {
      text.append(", imported as ").append(arm.imported().name());
    }
    for (String field : differences) {
      if (!field.equals("architecture") && !field.equals("erase") && !field.equals("imported")) {
        text.append(", ").append(field).append(' ').append(ArmDifferences.value(field, arm));
      }
    }
    return text.toString();
  }

  private static String json(Claim claim) throws JsonProcessingException {
    ObjectNode root = Json.object();
    root.put("id", claim.id());
    root.put("statement", claim.statement());
    root.put("catalogue", claim.file());
    root.put("line", claim.line());
    ObjectNode source = root.putObject("source");
    source.put("paper", claim.source().paper().text());
    source.put("where", claim.source().where());
    source.put("quote", claim.source().quote());
    source.put("doubt", claim.source().doubt());
    root.set("criterion", CriterionFields.json(claim));
    root.put("correction", claim.correction().id());
    ObjectNode tiers = root.putObject("tiers");
    for (Tier tier : Tier.values()) {
      ObjectNode plan = tiers.putObject(tier.id());
      if (claim.tiers().get(tier) instanceof TierPlan.NotAttempted not) {
        plan.put("not_attempted", not.reason());
      }
      ArrayNode cases = plan.putArray("cases");
      for (ClaimCase c : claim.cases(tier)) {
        ObjectNode node = cases.addObject();
        node.put("name", c.name());
        node.put("dataset", c.dataset().name());
        ArrayNode seeds = node.putArray("seeds");
        c.seeds().forEach(seeds::add);
        ArrayNode arms = node.putArray("arms");
        List<String> differences = ArmDifferences.of(c.arms());
        for (Arm arm : c.arms()) {
          ObjectNode one = arms.addObject();
          one.put("name", arm.name());
          one.put("architecture", arm.architecture());
          one.put("erasure", arm.erasure().toString());
          if (arm.isImported()) {
            one.put("imported", arm.imported().name());
          }
          ObjectNode differs = one.putObject("differs");
          differences.forEach(field -> differs.put(field, ArmDifferences.value(field, arm)));
        }
        c.knownDeviation()
            .ifPresent(
                d ->
                    node.putObject("known_deviation")
                        .put("verdict", d.verdict().name())
                        .put("why", d.why()));
      }
    }
    return Json.text(root);
  }

  private static void line(PrintWriter out, String name, String text) {
    if (!text.isEmpty()) {
      out.println("  %-10s %s".formatted(name, text));
    }
  }
}
