package org.paperclaims;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.platform.engine.OutputDirectoryCreator;
import org.junit.platform.engine.TestDescriptor;
import org.junit.platform.engine.reporting.ReportEntry;
import org.junit.platform.testkit.engine.EngineExecutionResults;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Event;
import org.paperclaims.harness.junit.ClaimCheck;
import org.paperclaims.harness.junit.ClaimTest;
import org.paperclaims.harness.junit.EachClaim;

/** Claim tests stand in a container for each claim. */
class EachClaimTest {
  @TempDir private Path folder = Path.of("");

  @EachClaim
  static class TwoClaims {
    @ClaimTest(catalogue = "two.yaml")
    void holds(ClaimCheck check) {
      assertThat(check.suiteCase().claim().id()).isIn("first", "second");
    }
  }

  /** Where the tests' attachments go. */
  private record Attached(Path getRootDirectory) implements OutputDirectoryCreator {
    @Override
    public Path createOutputDirectory(TestDescriptor test) throws IOException {
      return Files.createTempDirectory(getRootDirectory, "attached");
    }
  }

  private Path twoClaims() throws IOException {
    String claim =
        """
          - id: ID
            statement: A made-up claim.
            source: {where: nowhere}
            criterion: {kind: effect, metric: gradient_growth, better: lower, alpha: 0.05, margin: 0, test: paired-t}
            correction: holm
            control: {}
            treatment: {erase: last@100%}
            tiers:
              smoke: {protocol: gradients, architecture: [resnet-8-w4, resnet-8-w8], dataset: shapes10, pixels: 8, images: 50, test_images: 50, batch: 50, seeds: 3}
              reduced: {not_attempted: made up}
              full: {not_attempted: made up}
        """;
    return Files.writeString(
        folder.resolve("two.yaml"),
        "paper: A paper\nclaims:\n" + claim.replace("ID", "first") + claim.replace("ID", "second"));
  }

  private EngineExecutionResults run(Path catalogue, Class<?> test) {
    return EngineTestKit.engine("junit-jupiter")
        .configurationParameter("claims.catalogues", catalogue.toString())
        .configurationParameter("claims.results", folder.resolve("results").toString())
        .configurationParameter("claims.report", folder.resolve("report").toString())
        .outputDirectoryCreator(new Attached(folder))
        .selectors(selectClass(test))
        .execute();
  }

  @Test
  void a_claim_that_is_not_attempted_is_a_skipped_test_with_its_reason() throws IOException {
    Path catalogue = twoClaims();
    String text = Files.readString(catalogue);
    int second = text.indexOf("- id: second");
    Files.writeString(
        catalogue,
        text.substring(0, second)
            + text.substring(second)
                .replaceFirst("smoke: \\{.*", "smoke: {not_attempted: too dear for seconds}")
                .replace("    correction: holm\n", ""));
    EngineExecutionResults results = run(catalogue, TwoClaims.class);
    assertThat(results.allEvents().failed().list()).isEmpty();
    assertThat(results.testEvents().skipped().list())
        .singleElement()
        .satisfies(
            e -> {
              assertThat(e.getTestDescriptor().getDisplayName())
                  .isEqualTo("second [not attempted at tier smoke]");
              assertThat(e.getPayload()).contains("NOT_ATTEMPTED: too dear for seconds");
            });
    assertThat(results.allEvents().reportingEntryPublished().list())
        .hasSize(2)
        .allSatisfy(
            e ->
                assertThat(e.getPayload(ReportEntry.class).orElseThrow().getKeyValuePairs())
                    .containsEntry("claim", "first")
                    .containsEntry("tier", "smoke")
                    .containsKeys("paper", "engine", "verdict", "n", "estimate", "p"));
  }

  @Test
  void a_refutation_that_is_expected_shows_in_the_name() throws IOException {
    Path catalogue = twoClaims();
    Files.writeString(
        catalogue,
        Files.readString(catalogue)
            .replaceFirst(
                "    tiers:", "    known_deviation: {verdict: REFUTED, why: made up}\n    tiers:"));
    assertThat(started(run(catalogue, TwoClaims.class).testEvents().started().list()))
        .contains("A paper: first > first [resnet-8-w4, shapes10, dl4j], REFUTED expected");
  }

  @Test
  void named_by_its_paper_and_its_id_with_its_cases_inside() throws IOException {
    EngineExecutionResults results = run(twoClaims(), TwoClaims.class);
    assertThat(results.allEvents().failed().list()).isEmpty();
    assertThat(results.testEvents().started().count()).isEqualTo(4);
    assertThat(started(results.containerEvents().started().list()))
        .containsSubsequence("A paper: first", "A paper: second");
    assertThat(started(results.testEvents().started().list()))
        .containsExactly(
            "A paper: first > first [resnet-8-w4, shapes10, dl4j]",
            "A paper: first > first [resnet-8-w8, shapes10, dl4j]",
            "A paper: second > second [resnet-8-w4, shapes10, dl4j]",
            "A paper: second > second [resnet-8-w8, shapes10, dl4j]");
  }

  /** Give names as a reader of the tree sees them: a test's after that of its claim's container. */
  private static List<String> started(List<Event> events) {
    return events.stream()
        .map(
            e ->
                e.getTestDescriptor().isTest()
                    ? e.getTestDescriptor()
                            .getParent()
                            .flatMap(method -> method.getParent())
                            .orElseThrow()
                            .getDisplayName()
                        + " > "
                        + e.getTestDescriptor().getDisplayName()
                    : e.getTestDescriptor().getDisplayName())
        .toList();
  }
}
