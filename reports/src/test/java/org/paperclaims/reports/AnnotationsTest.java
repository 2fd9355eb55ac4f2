package org.paperclaims.reports;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.paperclaims.harness.suite.SuiteResult;

/** The things that GitHub shows of a suite outside of its report. */
class AnnotationsTest {
  private static final SuiteResult SUITE = MadeUpSuite.small();
  @TempDir private Path checkout;

  private List<String> lines() {
    return Annotations.of(
        SUITE,
        false,
        List.of(),
        Map.of("GITHUB_ACTIONS", "true", "GITHUB_WORKSPACE", checkout.toString()));
  }

  @Test
  void a_claim_that_fails_is_an_error_at_the_line_of_its_record() throws IOException {
    String catalogue = SUITE.cases().get(0).claim().file();
    Files.createDirectories(checkout.resolve("src"));
    Files.writeString(checkout.resolve("src").resolve(catalogue), "");
    assertThat(lines())
        .anyMatch(
            l ->
                l.startsWith("::error file=src/" + catalogue + ",line=")
                    && l.contains("title=REFUTED deeper-gains-more [plain%2C shapes10"))
        .anyMatch(l -> l.startsWith("::error") && l.contains("INVALID"))
        .anyMatch(l -> l.startsWith("::warning") && l.contains("INCONCLUSIVE"))
        .anyMatch(l -> l.startsWith("::notice title=Not attempted::1 claim has"))
        .noneMatch(l -> l.contains("\n"));
  }

  @Test
  void a_verdict_that_the_record_expects_is_neither() {
    assertThat(lines()).noneMatch(l -> l.contains("location-matters [plain-20-w8"));
  }

  @Test
  void nothing_is_said_to_a_console_that_is_not_githubs() {
    assertThat(Annotations.of(SUITE, false, List.of(), Map.of())).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 500_000, Summary.LIMIT - 200, Summary.LIMIT + 10})
  void a_step_summary_never_exceeds_the_limit_with_what_is_there_already(int before)
      throws IOException {
    Path place = checkout.resolve("summary.md");
    Files.writeString(place, "x".repeat(before));
    ReportSite.appendStepSummary(
        MadeUpSuite.large(8000, 0),
        ReportOptions.defaults(),
        Map.of("GITHUB_STEP_SUMMARY", place.toString()));
    String text = Files.readString(place);
    assertThat(text.getBytes(StandardCharsets.UTF_8).length)
        .isLessThanOrEqualTo(Math.max(before, 1024 * 1024));
    assertThat(text).startsWith("x".repeat(before));
    assertThat(text.contains("To reproduce:")).isEqualTo(before <= 500_000);
  }
}
