package org.paperclaims.reports;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.paperclaims.harness.suite.SuiteResult;

class SummaryTest {
  @Test
  void leaves_out_rows_and_says_so_where_github_would_refuse_the_text() {
    SuiteResult suite = MadeUpSuite.large(8000, 0);
    String text = new Summary(Site.of(suite), ReportOptions.defaults(), Map.of()).withImages();
    assertThat(text.getBytes(StandardCharsets.UTF_8).length).isBetween(900_000, 1024 * 1024);
    assertThat(text).containsPattern("\\d+ more rows do not fit here").contains("To reproduce:");
  }
}
