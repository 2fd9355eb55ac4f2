package org.paperclaims.command;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.paperclaims.datasets.DatasetSpec;
import org.paperclaims.harness.claim.Arm;
import org.paperclaims.harness.claim.Claim;
import org.paperclaims.harness.claim.ClaimCase;
import org.paperclaims.harness.claim.Tier;
import org.paperclaims.harness.claim.TierPlan;
import org.paperclaims.harness.run.Protocol;

/** The records of claims in Markdown, for the page of their paper. */
final class RecordsMarkdown {
  private RecordsMarkdown() {}

  /** Write the records, each under a heading of its own. */
  static String of(List<Claim> claims) {
    return claims.stream().map(RecordsMarkdown::of).collect(Collectors.joining("\n"));
  }

  private static String of(Claim claim) {
    StringBuilder text =
        new StringBuilder("### " + claim.id() + "\n\n" + claim.statement() + "\n\n");
    String quote = claim.source().quote();
    item(text, "source", claim.source().where() + (quote.isEmpty() ? "" : ": “" + quote + "”"));
    if (!claim.source().doubt().isEmpty()) {
      item(text, "in doubt", claim.source().doubt());
    }
    item(text, "criterion", CriterionFields.sentence(claim));
    for (Tier tier : Tier.values()) {
      if (claim.tiers().get(tier) == TierPlan.NotAttempted.UNSAID) {
        continue;
      }
      item(text, tier.id(), plan(claim, tier));
      // Cases that deviate for one reason say it once.
      Map<String, List<String>> deviating =
          claim.cases(tier).stream()
              .filter(c -> c.knownDeviation().isPresent())
              .collect(
                  Collectors.groupingBy(
                      RecordsMarkdown::deviation,
                      Collectors.mapping(ClaimCase::name, Collectors.toList())));
      deviating.forEach(
          (deviation, cases) ->
              text.append("  - known deviation")
                  .append(cases.size() == claim.cases(tier).size() ? "" : " of " + cases)
                  .append(": ")
                  .append(deviation)
                  .append('\n'));
    }
    return text.toString();
  }

  private static void item(StringBuilder text, String name, String content) {
    text.append("- **").append(name).append("**: ").append(content).append('\n');
  }

  private static String deviation(ClaimCase c) {
    return c.knownDeviation().map(d -> d.verdict() + ". " + d.why()).orElse("");
  }

  private static String plan(Claim claim, Tier tier) {
    if (claim.tiers().get(tier) instanceof TierPlan.NotAttempted not) {
      return "not attempted: " + not.reason();
    }
    List<ClaimCase> cases = claim.cases(tier);
    ClaimCase first = cases.get(0);
    String names = cases.stream().map(c -> "`" + c.name() + "`").collect(Collectors.joining("; "));
    return names + " (" + String.join(", ", settings(first)) + ")";
  }

  /** Say what the cases of a tier have in common. */
  private static List<String> settings(ClaimCase c) {
    List<String> said = new ArrayList<>();
    said.add(range(c.arms().stream().map(a -> a.dataset().images()).toList(), "images"));
    DatasetSpec dataset = c.dataset();
    if (dataset.pixels() > 0) {
      said.add(dataset.pixels() + " pixels");
    }
    said.add(
        c.protocol() == Protocol.TRAIN
            ? range(c.arms().stream().map(RecordsMarkdown::epochs).toList(), "epochs")
            : "protocol " + c.protocol().name().toLowerCase(Locale.ROOT));
    said.add(c.seeds().size() + " seeds");
    return said;
  }

  private static int epochs(Arm arm) {
    return arm.recipe().epochs();
  }

  private static String range(List<Integer> values, String unit) {
    List<Integer> sorted = values.stream().distinct().sorted().toList();
    int least = sorted.get(0);
    int most = sorted.get(sorted.size() - 1);
    String number = least == most ? Integer.toString(most) : least + " to " + most;
    return most == 0 ? "all " + unit : number + " " + unit;
  }
}
