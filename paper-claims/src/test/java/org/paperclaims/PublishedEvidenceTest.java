package org.paperclaims;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.paperclaims.command.Claims;

/**
 * The published files were made from the ledger next to them; {@code ci/evidence} makes it again.
 */
class PublishedEvidenceTest {
  private static final Path ROOT = Path.of("..");
  private static final Path SMALL_BUDGET = ROOT.resolve("docs/evidence/cifar10");
  private static final Path LEARNED = ROOT.resolve("docs/evidence/learned");
  private static final Path ON_A_GPU = ROOT.resolve("docs/evidence/h200");
  private static final Path ANOTHER_PROCESSOR = ROOT.resolve("docs/evidence/avx2");

  /** The claims that there were when the small budget was published. */
  private static final String PUBLISHED_CLAIMS =
      "last-relu-lowers-error,erasing-eases-optimisation,location-matters-*,plain-networks-*,"
          + "more-modules-*,all-modules-*,deeper-networks-*,linear-maps-*,control-erasing-*,"
          + "blocked-negatives-*,generalises-better-*,headline-c*,headline-svhn-*";

  private static final Pattern DECIMAL = Pattern.compile("\\d+\\.\\d+");

  @TempDir private static Path sites = Path.of("");

  @BeforeAll
  static void the_reports_are_made_from_the_ledgers_alone() throws Exception {
    report(
        SMALL_BUDGET,
        "--tier",
        "reduced",
        "--include",
        PUBLISHED_CLAIMS,
        "--beside",
        LEARNED.toString(),
        "--beside",
        ON_A_GPU.toString());
    reportOfLearnedNetworks();
    report(
        ON_A_GPU,
        "--tier",
        "full",
        "--engine",
        "torch",
        "--include",
        "linear-maps-*,blocked-negatives-*");
    report(
        ANOTHER_PROCESSOR,
        "--tier",
        "reduced",
        "--engine",
        "torch",
        "--include",
        "last-relu-lowers-error");
  }

  private static void report(Path evidence, String... which) {
    List<String> words = new ArrayList<>(List.of("report"));
    words.addAll(List.of(which));
    words.addAll(List.of("--results", evidence.toString()));
    words.addAll(List.of("--report-dir", site(evidence).toString()));
    assertThat(Claims.call(words.toArray(String[]::new)).err()).isEmpty();
  }

  /** Its files name a catalogue, as it is called in the root of the checkout. */
  private static void reportOfLearnedNetworks() throws Exception {
    List<String> words =
        Claims.process(
            "report",
            "--tier",
            "short",
            "--engine",
            "torch",
            "--catalogue",
            "docs/evidence/learned/no-gain.yaml",
            "--include",
            "last-relu-lowers-error,erasing-eases-optimisation,"
                + "location-matters-in-residual-modules,learned-networks-*,"
                + "generalises-better-on-cifar100",
            "--beside",
            "docs/evidence/cifar10",
            "--beside",
            "docs/evidence/h200",
            "--results",
            "docs/evidence/learned",
            "--report-dir",
            site(LEARNED).toAbsolutePath().toString());
    Process process =
        new ProcessBuilder(words)
            .directory(ROOT.toFile())
            .redirectError(sites.resolve("err").toFile())
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    assertThat(process.waitFor()).as("claims were refuted").isEqualTo(1);
    assertThat(Files.readString(sites.resolve("err"))).isEmpty();
  }

  @Test
  void the_first_page_says_where_learned_networks_show_something_else() throws IOException {
    assertThat(Files.readString(site(SMALL_BUDGET).resolve("index.html")))
        .contains("Otherwise at the tier short: 1 refuted.");
  }

  private static Path site(Path evidence) {
    return sites.resolve(evidence.getFileName());
  }

  static List<Path> published() {
    return List.of(SMALL_BUDGET, LEARNED, ON_A_GPU, ANOTHER_PROCESSOR);
  }

  @ParameterizedTest
  @MethodSource("published")
  void the_ledger_gives_the_published_verdicts_byte_for_byte(Path evidence) {
    for (String file : new String[] {"claims.json", "summary.md", "board.md"}) {
      assertThat(evidence.resolve(file)).hasSameBinaryContentAs(site(evidence).resolve(file));
    }
  }

  @Test
  void the_readme_shows_the_board_of_the_ledgers_with_a_column_for_each_tier() throws IOException {
    Claims board =
        Claims.call(
            "board",
            site(SMALL_BUDGET).toString(),
            site(LEARNED).toString(),
            site(ON_A_GPU).toString());
    assertThat(board.out()).startsWith("| Claim | reduced | short | full |\n");
    assertThat(Files.readString(ROOT.resolve("docs/evidence/board.md"))).isEqualTo(board.out());
    assertThat(Files.readString(ROOT.resolve("README.md")))
        .contains("\n\n" + board.out() + "\n<!-- end of board -->");
  }

  @Test
  void the_page_of_learned_networks_sets_the_budgets_side_by_side() throws IOException {
    List<String> rows =
        Files.readAllLines(ROOT.resolve("docs/evidence/board.md")).stream()
            .filter(row -> !row.contains("| not shown | not shown |"))
            .filter(row -> !row.matches(".*\\| not shown \\| [^|]*\\|$"))
            .toList();
    assertThat(rows).as("the head's two and one of a claim").hasSizeGreaterThan(2);
    assertThat(Files.readAllLines(LEARNED.resolve("README.md"))).containsAll(rows);
  }

  @ParameterizedTest
  @MethodSource("published")
  void every_number_of_the_page_is_found_in_what_the_ledger_gives(Path evidence)
      throws IOException {
    TreeSet<String> found = new TreeSet<>();
    Path protocol = evidence.resolve("protocol.md");
    for (String text :
        List.of(
            Files.readString(site(evidence).resolve("summary.md")),
            Files.readString(site(evidence).resolve("claims.json")),
            Files.exists(protocol) ? Files.readString(protocol) : "")) {
      Matcher numbers = DECIMAL.matcher(text);
      while (numbers.find()) {
        found.add(numbers.group());
      }
    }
    Matcher told = DECIMAL.matcher(Files.readString(evidence.resolve("README.md")));
    TreeSet<String> unknown = new TreeSet<>();
    while (told.find()) {
      if (!found.contains(told.group())) {
        unknown.add(told.group());
      }
    }
    assertThat(unknown).isEmpty();
  }
}
