package org.paperclaims.harness.junit;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CaseReportTest {
  private static final Path FILE = Path.of("/builds/group/project/target/verdict.txt");

  @Test
  void an_attachment_is_named_in_full() {
    assertThat(CaseReport.attachment(FILE, Map.of()))
        .isEqualTo("\n[[ATTACHMENT|/builds/group/project/target/verdict.txt]]");
  }

  @Test
  void gitlab_is_told_it_from_its_checkout_on() {
    assertThat(CaseReport.attachment(FILE, Map.of("CI_PROJECT_DIR", "/builds/group/project")))
        .isEqualTo("\n[[ATTACHMENT|target/verdict.txt]]");
    assertThat(CaseReport.attachment(FILE, Map.of("CI_PROJECT_DIR", "/elsewhere")))
        .contains("|/builds/");
  }
}
