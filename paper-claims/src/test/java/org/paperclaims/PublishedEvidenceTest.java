package org.paperclaims;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.paperclaims.command.Claims;

/** What is published was made from the ledger beside it; {@code ci/evidence} makes it again. */
class PublishedEvidenceTest {
  private static final Path ROOT = Path.of("..");
  private static final Path EVIDENCE = ROOT.resolve("docs/evidence/cifar10");
  private static final Pattern DECIMAL = Pattern.compile("\\d+\\.\\d+");

  @TempDir private static Path site = Path.of("");

  @BeforeAll
  static void the_report_is_made_from_the_ledger_alone() {
    Claims report =
        Claims.call(
            "report",
            "--tier",
            "reduced",
            "--results",
            EVIDENCE.toString(),
            "--report-dir",
            site.toString());
    assertThat(report.err()).isEmpty();
  }

  @Test
  void the_ledger_gives_the_published_verdicts_byte_for_byte() {
    for (String file : new String[] {"claims.json", "summary.md", "board.md"}) {
      assertThat(EVIDENCE.resolve(file)).hasSameBinaryContentAs(site.resolve(file));
    }
  }

  @Test
  void the_readme_shows_the_board_of_the_ledger() throws IOException {
    String readme = Files.readString(ROOT.resolve("README.md"));
    assertThat(readme)
        .contains("\n\n" + Files.readString(site.resolve("board.md")) + "\n<!-- end of board -->");
  }

  @Test
  void every_number_of_the_page_is_found_in_what_the_ledger_gives() throws IOException {
    TreeSet<String> found = new TreeSet<>();
    for (Path file :
        new Path[] {
          site.resolve("summary.md"), site.resolve("claims.json"), EVIDENCE.resolve("protocol.md")
        }) {
      Matcher numbers = DECIMAL.matcher(Files.readString(file));
      while (numbers.find()) {
        found.add(numbers.group());
      }
    }
    Matcher told = DECIMAL.matcher(Files.readString(EVIDENCE.resolve("README.md")));
    TreeSet<String> unknown = new TreeSet<>();
    while (told.find()) {
      if (!found.contains(told.group())) {
        unknown.add(told.group());
      }
    }
    assertThat(unknown).isEmpty();
  }
}
