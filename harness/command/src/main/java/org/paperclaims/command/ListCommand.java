package org.paperclaims.command;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.paperclaims.harness.claim.ClaimOutline;
import org.paperclaims.harness.claim.Tier;
import org.paperclaims.harness.store.LedgerFile;
import org.paperclaims.harness.suite.Catalogues;
import org.paperclaims.harness.suite.SuitePlan;
import org.paperclaims.harness.suite.SuiteSettings;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/** {@code claims list}: every claim with its kind, its tiers and its last verdicts. */
@Command(
    name = "list",
    mixinStandardHelpOptions = true,
    modelTransformer = SuiteOptions.Chosen.class,
    description = "List every claim with its kind, its tiers and its last verdicts.",
    footer = {
      "",
      "Examples:",
      "  claims list",
      "  claims list --include 'vgg/*'",
      "  claims list --json --include '*-modules-*'"
    })
final class ListCommand implements Callable<Integer> {
  @Mixin
  private final SuiteOptions options = SuiteOptions.of("--catalogue", "--include", "--results");

  @Option(names = "--json", description = "print JSON for a script")
  private boolean json;

  @Option(
      names = "--markdown",
      description = "print the records in Markdown, for a page of docs/papers")
  private boolean markdown;

  @CommandLine.Spec private @Nullable CommandSpec spec;

  @Override
  public Integer call() throws Exception {
    PrintWriter out = Output.of(spec);
    SuiteSettings settings = options.settings();
    if (markdown) {
      out.print(
          RecordsMarkdown.of(SuitePlan.chosen(Catalogues.all(settings.catalogues()), settings)));
      out.flush();
      return 0;
    }
    List<ClaimOutline> claims =
        SuitePlan.chosen(Catalogues.outlines(settings.catalogues()), settings);
    Map<String, Map<String, List<String>>> verdicts =
        lastVerdicts(LedgerFile.of(settings.results(), Notes.of(spec)));
    if (json) {
      out.println(json(claims, verdicts));
    } else {
      String catalogue = "";
      for (ClaimOutline claim : claims) {
        if (!claim.catalogue().equals(catalogue)) {
          catalogue = claim.catalogue();
          out.println(catalogue + ": " + claim.paper().text());
        }
        out.printf("%-40s %-9s %s%n", claim.id(), claim.kind(), tiers(claim));
        out.println("    " + claim.statement());
        verdicts
            .getOrDefault(claim.id(), Map.of())
            .forEach((tier, all) -> out.printf("    %s: %s%n", tier, String.join(", ", all)));
      }
    }
    out.flush();
    return 0;
  }

  private static String tiers(ClaimOutline claim) {
    List<String> attempted = new ArrayList<>();
    for (Tier tier : Tier.values()) {
      int cases = claim.at(tier).cases();
      if (cases > 0) {
        attempted.add(tier.id() + (cases == 1 ? "" : " (" + cases + " cases)"));
      }
    }
    return String.join(", ", attempted);
  }

  /** Give the last verdict of every case by claim and tier. */
  private static Map<String, Map<String, List<String>>> lastVerdicts(LedgerFile ledger) {
    Map<String, Map<String, List<String>>> byClaim = new LinkedHashMap<>();
    for (LastVerdict v : LastVerdict.of(ledger)) {
      byClaim
          .computeIfAbsent(v.claim(), c -> new LinkedHashMap<>())
          .computeIfAbsent(v.tier(), t -> new ArrayList<>())
          .add(v.verdict() + " [" + v.caseName() + ", " + v.engine() + "]");
    }
    return byClaim;
  }

  private static String json(
      List<ClaimOutline> claims, Map<String, Map<String, List<String>>> verdicts) throws Exception {
    ObjectMapper mapper = new ObjectMapper();
    ArrayNode all = mapper.createArrayNode();
    for (ClaimOutline claim : claims) {
      ObjectNode node = all.addObject();
      node.put("id", claim.id());
      node.put("kind", claim.kind());
      node.put("statement", claim.statement());
      node.put("catalogue", claim.file());
      node.put("paper", claim.paper().text());
      ObjectNode tiers = node.putObject("tiers");
      for (Tier tier : Tier.values()) {
        ObjectNode entry = tiers.putObject(tier.id());
        entry.put("cases", claim.at(tier).cases());
        if (claim.at(tier).cases() == 0) {
          entry.put("not_attempted", claim.at(tier).reason());
        }
        ArrayNode last = entry.putArray("last_verdicts");
        verdicts
            .getOrDefault(claim.id(), Map.of())
            .getOrDefault(tier.id(), List.of())
            .forEach(last::add);
      }
    }
    return mapper.writerWithDefaultPrettyPrinter().writeValueAsString(all);
  }
}
