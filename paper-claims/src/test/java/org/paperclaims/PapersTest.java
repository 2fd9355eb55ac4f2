package org.paperclaims;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.paperclaims.architectures.Erasure;
import org.paperclaims.architectures.Network;
import org.paperclaims.architectures.NetworkSummary;
import org.paperclaims.architectures.Shape;
import org.paperclaims.architectures.family.Architectures;
import org.paperclaims.command.Claims;
import org.paperclaims.harness.claim.Claim;
import org.paperclaims.harness.claim.Tier;
import org.paperclaims.harness.claim.TierPlan;
import org.paperclaims.harness.suite.Catalogues;

/** Every catalogue of a paper can be read and run, and its page says what its records say. */
class PapersTest {
  private static final Path PAGES = Path.of("../docs/papers");

  /** Reading a record builds every network of every tier. */
  private static final List<Claim> CLAIMS = Catalogues.all(List.of());

  static List<String> catalogues() {
    return CLAIMS.stream().map(Claim::catalogue).distinct().toList();
  }

  private static List<Claim> of(String catalogue) {
    return CLAIMS.stream().filter(c -> c.catalogue().equals(catalogue)).toList();
  }

  @Test
  void there_are_ten_papers_at_least() {
    assertThat(catalogues()).hasSizeGreaterThanOrEqualTo(10).contains("eraserelu", "vgg", "wrn");
  }

  @ParameterizedTest
  @MethodSource("catalogues")
  void every_claim_says_what_each_tier_does_or_why_it_does_nothing(String catalogue) {
    assertThat(of(catalogue))
        .allSatisfy(
            claim -> {
              assertThat(claim.tiers()).containsKeys(Tier.values());
              assertThat(claim.source().where()).isNotEmpty();
              assertThat(claim.tiers().values())
                  .allSatisfy(
                      plan -> {
                        if (plan instanceof TierPlan.NotAttempted not) {
                          assertThat(not.reason()).hasSizeGreaterThan(5);
                        }
                      });
            });
  }

  @ParameterizedTest
  @MethodSource("catalogues")
  void every_paper_is_named_by_its_title_and_authors_and_can_be_found(String catalogue) {
    assertThat(of(catalogue).stream().map(c -> c.source().paper()).distinct())
        .allSatisfy(
            paper -> {
              assertThat(paper.title()).isNotEmpty();
              assertThat(paper.authors()).isNotEmpty().doesNotHaveDuplicates();
              assertThat(paper.year()).isPresent();
              assertThat(paper.link()).hasValueSatisfying(l -> assertThat(l).contains("arxiv.org"));
            });
  }

  @ParameterizedTest
  @MethodSource("catalogues")
  void every_paper_has_two_claims_that_anyone_can_run_without_data(String catalogue) {
    List<Claim> smoke = of(catalogue).stream().filter(c -> !c.cases(Tier.SMOKE).isEmpty()).toList();
    assertThat(smoke).hasSizeGreaterThanOrEqualTo(2);
    assertThat(smoke)
        .flatExtracting(c -> c.cases(Tier.SMOKE))
        .extracting(c -> c.dataset().name())
        .isSubsetOf("shapes10", "limbs", "linear-teacher", "nonlinear-teacher");
  }

  @ParameterizedTest
  @MethodSource("catalogues")
  void the_page_of_a_paper_has_its_records(String catalogue) throws IOException {
    String page = Files.readString(PAGES.resolve(catalogue + ".md"));
    String records = Claims.call("list", "--markdown", "--include", catalogue + "/*").out();
    assertThat(page)
        .as("ci/papers writes the records into the pages")
        .contains("made by ci/papers -->\n\n" + records + "\n<!-- end of records -->");
  }

  @Test
  void one_page_names_all_papers() throws IOException {
    String index = Files.readString(PAGES.resolve("README.md"));
    assertThat(catalogues()).allSatisfy(c -> assertThat(index).contains("(" + c + ".md)"));
  }

  /** The numbers that records lean on; PublishedCountsTest has the rest of each family. */
  @ParameterizedTest
  @CsvSource({
    "wrn-76-2-k3, 2243546",
    "wrn-40-2, 2243546",
    "wrn-28-2-k3.3.3, 2243546",
    "wrn-22-2-k3.3.3.3, 2243546",
    "resnet-110, 1727962",
    "preresnet-110, 1730522",
    "preresnet-164, 1703258",
    "wrn-28-10, 36479194",
    "nin, 966986"
  })
  void a_count_that_a_record_names_is_exact(String spec, long parameters) {
    assertThat(NetworkSummary.of(network(spec)).parameters()).isEqualTo(parameters);
  }

  @ParameterizedTest
  @CsvSource({
    "wrn-40-2-k1.3.1, 1.4",
    "wrn-40-2-k3.1, 1.2",
    "wrn-40-2-k1.3, 1.3",
    "wrn-40-2-k3.1.1, 1.3",
    "wrn-28-2, 1.5",
    "wrn-22-2-k3.1.3, 1.1"
  })
  void a_block_has_the_millions_of_parameters_of_its_table(String spec, double millions) {
    double counted = NetworkSummary.of(network(spec)).parameters() / 1e6;
    assertThat(Math.round(counted * 10) / 10.0).isEqualTo(millions);
  }

  @ParameterizedTest
  @CsvSource({"resnet-110", "preresnet-164", "wrn-28-10", "densenet-bc-100-12", "vgg-16-bn"})
  void erasing_costs_no_parameter_and_leaves_fewer_rectifiers(String spec) {
    NetworkSummary whole = NetworkSummary.of(network(spec));
    NetworkSummary erased = NetworkSummary.of(Erasure.parse("last@100%").applyTo(network(spec)));
    assertThat(erased.parameters()).isEqualTo(whole.parameters());
    assertThat(erased.multiplyAdds()).isEqualTo(whole.multiplyAdds());
    assertThat(erased.keptRectifiers()).isLessThan(whole.keptRectifiers());
  }

  @Test
  void no_two_catalogues_have_one_name() {
    Map<String, Long> files =
        CLAIMS.stream()
            .collect(
                Collectors.groupingBy(
                    c -> c.catalogue() + " " + c.source().paper().text(),
                    TreeMap::new,
                    Collectors.counting()));
    assertThat(files.keySet()).extracting(key -> key.split(" ")[0]).doesNotHaveDuplicates();
  }

  private static Network network(String spec) {
    return Architectures.build(spec, new Shape(3, 32, 32), 10);
  }
}
