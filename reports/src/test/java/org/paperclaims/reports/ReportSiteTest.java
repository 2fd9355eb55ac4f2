package org.paperclaims.reports;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.paperclaims.harness.claim.Tier;
import org.paperclaims.harness.claim.Verdict;
import org.paperclaims.harness.run.Provenance;
import org.paperclaims.harness.run.RunRecord.Outcome;
import org.paperclaims.harness.suite.CaseResult;
import org.paperclaims.harness.suite.SuiteResult;

class ReportSiteTest {
  private static final Pattern LINK = Pattern.compile("(?:href|src|srcset)=\"([^\"]*)\"");
  private static final Pattern ANCHOR = Pattern.compile("\\bid=\"([^\"]*)\"");
  @TempDir static Path folder;

  @BeforeAll
  static void write() throws IOException {
    ReportSite.write(MadeUpSuite.small(), MadeUpSuite.options(), folder);
  }

  @Test
  void gives_every_claim_one_mark_and_one_sentence_on_the_first_page() throws IOException {
    String board = Files.readString(folder.resolve("index.html"));
    MadeUpSuite.small()
        .cases()
        .forEach(
            c ->
                assertThat(board).contains("claims/" + c.claim().id().replace('_', '-') + ".html"));
    assertThat(board)
        .contains("Reproduced in part", "Refuted", "Inconclusive", "Not attempted", "Invalid")
        .contains("Test error lower by 0.92 to 7.31 points.", "p at most 0.001 where reproduced")
        .contains("1 reproduced, 1 inconclusive of 2 cases")
        .contains("A level can only be reached with the paper's schedule: tier full.");
  }

  @Test
  void shows_the_cases_of_a_claim_on_its_page() throws IOException {
    for (CaseResult c : MadeUpSuite.small().cases()) {
      if (c.claim().id().equals("last-relu-lowers-error")) {
        assertThat(Files.readString(folder.resolve("claims/last-relu-lowers-error.html")))
            .contains(c.claimCase().name())
            .contains("+7.31 points", "+5.19 to +9.43", "&lt; 0.001")
            .contains("last-relu-lowers-error.forest.svg");
      }
    }
  }

  @Test
  void names_the_paper_with_its_authors_and_a_link() throws IOException {
    assertThat(Files.readString(folder.resolve("index.html")))
        .contains("A Simple Way to Ease the Training", "Xuanyi Dong, Guoliang Kang")
        .contains("href=\"https://arxiv.org/abs/1709.07634\"");
  }

  @Test
  void says_in_plain_words_how_small_the_budget_is() throws IOException {
    assertThat(Files.readString(folder.resolve("index.html")))
        .containsPattern(
            "shapes10: 1.000 training images and 1.000 test images of 8 × 8 pixels, 12 epochs, 5 seeds")
        .containsPattern(
            "Typical networks err on \\d+ to \\d+ % of the test images; guessing errs on 90 %");
  }

  @Test
  void writes_a_trend_over_the_whole_of_its_range() throws IOException {
    assertThat(Files.readString(folder.resolve("index.html")))
        .contains("Mean training loss (AUC) falls by 0.210 from 0 to 100 %.")
        .contains("The gain in mean training loss (AUC) shrinks by 0.288 from 8 to 56 layers.");
  }

  @Test
  void every_selection_of_modules_has_a_row(@TempDir Path other) throws IOException {
    ReportSite.write(MadeUpSuite.selections(), MadeUpSuite.options(), other);
    assertThat(Files.readString(other.resolve("index.html")))
        .containsPattern("last ReLU of 50 % [+−]\\d")
        .contains("last ReLU of 50 %, nearest the input", "last ReLU of 50 %, nearest the output");
  }

  @Test
  void tells_known_deviations_from_verdicts_that_changed() throws IOException {
    assertThat(Files.readString(folder.resolve("claims/location-matters.html")))
        .contains("Inconclusive, as expected", "the same alternation shifted by one layer");
    assertThat(Files.readString(folder.resolve("index.html"))).contains("not as known");
  }

  @Test
  void says_on_the_first_page_where_another_tier_shows_something_else() throws IOException {
    assertThat(Files.readString(folder.resolve("index.html")))
        .contains("Otherwise at the tier short: 1 inconclusive.")
        .as("one verdict there is as here, and another is not")
        .contains("Otherwise at the tier reduced: 1 reproduced, 1 refuted.")
        .doesNotContain("Otherwise at the tier full", "Otherwise at the tier smoke");
  }

  @Test
  void counts_every_claims_cases_in_a_table_for_a_readme() throws IOException {
    String board = Files.readString(folder.resolve("board.md"));
    assertThat(board)
        .startsWith("| Claim | Engine | Cases |")
        .contains("✓ 1 reproduced", "✕ 1 refuted")
        .containsPattern("Not attempted at this tier: `[a-z0-9-]+`")
        .contains("&lt;script&gt;");
    assertThat(board.lines().filter(l -> l.startsWith("| ")).distinct())
        .as("one line a claim and engine")
        .hasSize(
            1
                + (int)
                    MadeUpSuite.small().cases().stream()
                        .map(c -> c.claim().id() + " " + c.engine())
                        .distinct()
                        .count());
  }

  @Test
  void shows_markup_in_records_as_text() throws IOException {
    for (Path file : files()) {
      if (file.toString().endsWith(".html")) {
        assertThat(Files.readString(file))
            .doesNotContain("<script")
            .doesNotContain("<b>otherwise</b>")
            .doesNotContain("<b>1f0c2aa");
      }
    }
    assertThat(Files.readString(folder.resolve("claims/odd-name.html")))
        .contains("&lt;script&gt;alert('claim')&lt;/script&gt;");
    assertThat(Files.readString(folder.resolve("summary.md")))
        .contains("&lt;script&gt;")
        .contains("\\| pipes");
  }

  @Test
  void links_only_to_what_is_there() throws IOException {
    Map<Path, String> pages = new TreeMap<>();
    for (Path file : files()) {
      if (file.toString().endsWith(".html")) {
        pages.put(file, Files.readString(file));
      }
    }
    assertThat(pages).hasSizeGreaterThan(50);
    pages.forEach(
        (page, text) -> {
          Matcher links = LINK.matcher(text);
          while (links.find()) {
            String link = links.group(1);
            if (link.startsWith("https://arxiv.org/")) {
              continue;
            }
            String[] parts = link.split("#", 2);
            Path target = parts[0].isEmpty() ? page : page.resolveSibling(parts[0]).normalize();
            assertThat(target).as("%s in %s", link, page).exists();
            if (parts.length == 2) {
              Matcher anchors = ANCHOR.matcher(pages.getOrDefault(target, ""));
              assertThat(anchors.results().map(a -> a.group(1)))
                  .as("%s in %s", link, page)
                  .contains(parts[1]);
            }
          }
        });
  }

  @Test
  void needs_no_network_and_no_script() throws IOException {
    for (Path file : files()) {
      String name = file.toString();
      if (name.endsWith(".html") || name.endsWith(".css")) {
        assertThat(Files.readString(file))
            .satisfies(
                text ->
                    assertThat(text.replaceAll("<a href=\"https://arxiv.org/[^\"]*\"", ""))
                        .doesNotContain("http://", "https://", "//cdn", "<script"));
      }
    }
  }

  @Test
  void writes_the_same_bytes_for_the_same_result(@TempDir Path again) throws IOException {
    ReportSite.write(MadeUpSuite.small(), MadeUpSuite.options(), again);
    for (Path file : files()) {
      assertThat(again.resolve(folder.relativize(file))).hasSameBinaryContentAs(file);
    }
  }

  /** Turkish has two letters i, so it is where names that are looked up get lost. */
  @Test
  void writes_the_same_bytes_where_the_machine_speaks_turkish(@TempDir Path again)
      throws IOException, InterruptedException {
    Process turkish =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Djava.awt.headless=true",
                "-Duser.language=tr",
                "-Duser.country=TR",
                "-cp",
                System.getProperty("java.class.path"),
                ReportMaker.class.getName(),
                again.toString())
            .inheritIO()
            .start();

    assertThat(turkish.waitFor()).isZero();
    for (Path file : files()) {
      assertThat(again.resolve(folder.relativize(file))).hasSameBinaryContentAs(file);
    }
  }

  @Test
  void draws_location_proportion_and_curves_at_twice_the_size() throws IOException {
    assertThat(
            files().stream()
                .map(f -> folder.relativize(f).toString())
                .filter(f -> f.endsWith(".png")))
        .anyMatch(f -> f.contains("location-matters") && f.contains("comparison"))
        .anyMatch(f -> f.contains("proportion-trend") && f.contains("trend"))
        .anyMatch(f -> f.contains("training-loss"))
        .anyMatch(f -> f.contains("test-error"));
    Path chart =
        folder.resolve("charts/location-matters.resnet-56-w4-shapes10-dl4j.comparison.png");
    assertThat(ImageIO.read(chart.toFile()).getWidth()).isEqualTo(1520);
  }

  @Test
  void says_in_words_what_each_chart_shows() throws IOException {
    assertThat(Files.readString(folder.resolve("claims/location-matters.html")))
        .containsPattern(
            "alt=\"Mean training loss \\(AUC\\) of resnet-56-w4, shapes10 by arm: none")
        .doesNotContain("alt=\"\"");
  }

  @Test
  void tells_the_last_epoch_from_the_best() throws IOException {
    assertThat(Files.readString(folder.resolve("claims/last-relu-lowers-error.html")))
        .contains("Test error, last epoch", "Best epoch (not used)", "at epoch");
  }

  @Test
  void writes_every_number_of_a_verdict_for_programs() throws IOException {
    JsonNode root = new ObjectMapper().readTree(folder.resolve("claims.json").toFile());
    assertThat(root.path("claims").size()).isEqualTo(8);
    JsonNode first = root.path("claims").get(0).path("cases").get(0);
    assertThat(first.path("verdict").asText()).isEqualTo("REPRODUCED");
    assertThat(first.path("estimate").asDouble()).isEqualTo(7.31);
    assertThat(first.path("arms").get(0).path("runs").size()).isEqualTo(5);
    assertThat(root.path("claims").get(7).path("not_attempted").asText()).contains("tier full");
  }

  private static JsonSchema schema() throws IOException {
    return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
        .getSchema(Files.readString(Path.of("..", "docs", "claims-schema.json")));
  }

  @Test
  void writes_for_programs_what_the_schema_says() throws IOException {
    JsonNode root = new ObjectMapper().readTree(folder.resolve("claims.json").toFile());
    assertThat(schema().validate(root)).isEmpty();
    ((ObjectNode) root.path("claims").get(0).path("cases").get(0)).put("verdict", "GOOD");
    assertThat(schema().validate(root)).isNotEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"cifar10", "learned", "h200", "avx2"})
  void published_evidence_is_what_the_schema_says(String evidence) throws IOException {
    Path published = Path.of("..", "docs", "evidence", evidence, "claims.json");
    assertThat(schema().validate(new ObjectMapper().readTree(published.toFile()))).isEmpty();
  }

  @Test
  void the_schema_knows_every_word_that_a_report_can_have() throws IOException {
    JsonNode schema = schema().getSchemaNode();
    JsonNode ofCase = schema.at("/$defs/case/properties");
    JsonNode ofRun = schema.at("/$defs/arm/properties/runs/items/properties");
    List<String> tiers = Arrays.stream(Tier.values()).map(Tier::id).toList();
    List<String> provenances = Arrays.stream(Provenance.values()).map(Provenance::words).toList();
    assertThat(words(schema.at("/properties/tier"))).isEqualTo(tiers);
    assertThat(words(ofCase.path("tier"))).isEqualTo(tiers);
    assertThat(words(ofCase.path("provenance"))).isEqualTo(provenances);
    assertThat(words(ofRun.path("provenance"))).isEqualTo(provenances);
    assertThat(words(schema.at("/$defs/verdict")))
        .containsExactlyInAnyOrderElementsOf(
            Arrays.stream(Verdict.values()).map(Verdict::name).toList());
    assertThat(words(ofRun.path("outcome")))
        .containsExactlyInAnyOrderElementsOf(
            Arrays.stream(Outcome.values()).map(Outcome::name).toList());
  }

  private static List<String> words(JsonNode choice) {
    return StreamSupport.stream(choice.path("enum").spliterator(), false)
        .map(JsonNode::asText)
        .toList();
  }

  @Test
  void counts_what_was_reproduced_on_the_badge() throws IOException {
    assertThat(Files.readString(folder.resolve("badge.svg"))).contains("4 of 9 reproduced");
  }

  @Test
  void warns_on_the_badge_where_a_test_fails(@TempDir Path own) throws IOException {
    assertThat(badge(own, c -> isReproduced(c) && c.claimCase().knownDeviation().isEmpty()))
        .as("as the record says")
        .contains("#007a59");
    assertThat(badge(own, c -> isReproduced(c) && c.claimCase().knownDeviation().isPresent()))
        .as("not as known")
        .contains("1 of 1 reproduced", "#b34700");
  }

  private static boolean isReproduced(CaseResult c) {
    return c.judgement().verdict() == Verdict.REPRODUCED;
  }

  private static String badge(Path site, Predicate<CaseResult> of) throws IOException {
    SuiteResult all = MadeUpSuite.small();
    List<CaseResult> some = all.cases().stream().filter(of).toList();
    ReportSite.write(
        new SuiteResult(all.tier(), some, Map.of(), all.environment()),
        MadeUpSuite.options(),
        site);
    return Files.readString(site.resolve("badge.svg"));
  }

  @Test
  void draws_where_rectifiers_were_erased() throws IOException {
    assertThat(Files.readString(folder.resolve("networks.html")))
        .contains("resnet-56-w4", "last@100%: 27 of 55 ReLUs erased, in 27 of 27 modules.");
  }

  @Test
  void sets_the_cases_of_a_claim_on_one_scale() throws IOException {
    assertThat(Files.readString(folder.resolve("comparisons.html")))
        .contains("charts/location-matters.resnet-56-w4-shapes10-dl4j.small.svg")
        .contains("charts/location-matters.plain-20-w8-shapes10-dl4j.small.svg");
  }

  @Test
  void shows_what_earlier_suites_said_with_their_commits() throws IOException {
    assertThat(Files.readString(folder.resolve("history.html")))
        .contains("2b9d004 with changes", "+7.31 points", "made 3 times", "2026-03-15 12:30 UTC")
        .contains("Not enough data to look for steps: 3 estimates, 12 needed.");
  }

  @Test
  void draws_charts_for_dark_pages_in_the_dark_look_alone() throws IOException {
    String name = "charts/location-matters.resnet-56-w4-shapes10-dl4j.comparison";
    String light = Files.readString(folder.resolve(name + ".svg"));
    String dark = Files.readString(folder.resolve(name + "-dark.svg"));
    assertThat(light).contains("rgb(255,255,255)", "rgb(28,32,36)");
    assertThat(dark)
        .contains("rgb(26,30,35)", "rgb(232,234,237)")
        .doesNotContain("rgb(255,255,255)", "rgb(28,32,36)");
    assertThat(folder.resolve(name + "-narrow-dark.svg")).exists();
  }

  @Test
  void appends_the_summary_where_github_asks_for_it(@TempDir Path temporary) throws IOException {
    Path place = Files.writeString(temporary.resolve("summary"), "before\n");
    assertThat(
            ReportSite.appendStepSummary(
                MadeUpSuite.small(),
                ReportOptions.defaults(),
                Map.of("GITHUB_STEP_SUMMARY", place.toString())))
        .isTrue();
    assertThat(Files.readString(place)).startsWith("before\n# Paper Claims").doesNotContain("![");
    assertThat(
            ReportSite.appendStepSummary(MadeUpSuite.small(), ReportOptions.defaults(), Map.of()))
        .isFalse();
  }

  private static List<Path> files() throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      return all.filter(Files::isRegularFile).sorted().toList();
    }
  }
}
