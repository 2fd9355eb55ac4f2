package org.paperclaims.harness.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.paperclaims.datasets.DatasetSpec;
import org.paperclaims.harness.claim.Arm;
import org.paperclaims.harness.claim.Claim;
import org.paperclaims.harness.claim.ClaimCase;
import org.paperclaims.harness.claim.Criterion;
import org.paperclaims.harness.claim.KnownDeviation;
import org.paperclaims.harness.claim.Tier;
import org.paperclaims.harness.claim.TierPlan;
import org.paperclaims.harness.claim.Verdict;
import org.paperclaims.harness.run.LearningRate;
import org.paperclaims.harness.run.Protocol;

class CatalogueTest {
  private static final String GOOD =
      """
      paper: arXiv 1709.07634
      claims:
        - id: last-relu-lowers-error
          statement: Erasing the last ReLU lowers the test error.
          source: {where: abstract, doubt: none known}
          criterion: {kind: effect, metric: test_error, better: lower, alpha: 0.05, margin: 0, test: both}
          correction: holm
          control: {erase: none}
          treatment: {erase: last@100%}
          tiers:
            smoke:
              architecture: [resnet-56-w4, plain-20-w8]
              dataset: shapes10
              images: 1000
              pixels: 8
              recipe: small
              epochs: 5
              batch: 32
              learning_rate: 0.03
              seeds: 5
              known_deviation: {verdict: INCONCLUSIVE, why: it is nil there, architecture: plain-20-w8}
            reduced: {not_attempted: nobody has tried}
            full: {architecture: [resnet-110, wrn-28-10], dataset: [cifar10, cifar100], recipe: paper, seeds: [3, 1]}
      recipes:
        paper:
          - {for: {family: resnet, dataset: [cifar100, cifar10]}, epochs: 164, learning_rate: 0.1, drops: {50%: 0.1}, batch: 128, momentum: 0.9, nesterov: true, weight_decay: 0.0001, augmentation: [pad-crop-4, flip], initialisation: he-normal-fan-out, precision: fp32}
          - {for: {family: wrn, dataset: [cifar100, cifar10]}, epochs: 200, learning_rate: 0.1, drops: {60: 0.2, 120: 0.2, 160: 0.2}, batch: 128, momentum: 0.9, nesterov: true, weight_decay: 0.0005, augmentation: [pad-crop-4, flip], initialisation: he-normal-fan-out, precision: fp32}
      """;

  private static Claim claim(String yaml) {
    return Catalogue.read("test.yaml", yaml).get(0);
  }

  @Test
  void reads_a_share_of_the_cases_which_needs_no_correction() {
    String most =
        GOOD.replace("kind: effect", "kind: share, share: 0.5").replace("correction: holm\n", "\n");
    Claim claim = claim(most);
    assertThat(claim.kind()).isEqualTo("share");
    assertThat(claim.criterion())
        .isInstanceOfSatisfying(
            Criterion.Share.class, share -> assertThat(share.asked(8)).isEqualTo(5));
    assertThatThrownBy(() -> claim(GOOD.replace("kind: effect", "kind: share, share: 0.5")))
        .hasMessageContaining("a share is about all cases");
    assertThatThrownBy(() -> claim(most.replace("share: 0.5", "share: 1")))
        .hasMessageContaining("share");
  }

  @Test
  void multiplies_lists_into_cases() {
    Claim claim = claim(GOOD);
    assertThat(claim.kind()).isEqualTo("effect");
    assertThat(claim.line()).isEqualTo(3);
    assertThat(claim.source().paper().text()).isEqualTo("arXiv 1709.07634");
    assertThat(claim.cases(Tier.SMOKE))
        .extracting(ClaimCase::name)
        .containsExactly("resnet-56-w4, shapes10", "plain-20-w8, shapes10");
    assertThat(claim.cases(Tier.FULL)).hasSize(4);
    assertThat(claim.tiers().get(Tier.REDUCED))
        .isEqualTo(new TierPlan.NotAttempted("nobody has tried"));
  }

  @Test
  void the_tier_short_may_be_left_out_and_no_other() {
    assertThat(claim(GOOD).tiers().get(Tier.SHORT)).isEqualTo(TierPlan.NotAttempted.UNSAID);
    Claim said =
        claim(
            GOOD.replace(
                "      reduced:", "      short: {not_attempted: no time}\n      reduced:"));
    assertThat(said.tiers().get(Tier.SHORT)).isEqualTo(new TierPlan.NotAttempted("no time"));
    assertThatThrownBy(() -> claim(GOOD.replace("      reduced:", "      short:")))
        .isInstanceOf(CatalogueException.class)
        .hasMessageContaining("reduced");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{erase: last@100%} | {erase: none}            | control (none) and treatment (none)",
        "{erase: last@100%} | {erase: last@0%}         | control (none) and treatment (none)",
        "{erase: last@100%} | {erase: last@1%}         | control (none) and treatment (last@1%)",
        "{erase: none}      | {erase: 2@100%}          | control (2@100%) and treatment (last@100%)"
      })
  void refuses_arms_that_are_one_network(String was, String is, String named) {
    assertThatThrownBy(() -> claim(GOOD.replace(was, is)))
        .isInstanceOf(CatalogueException.class)
        .hasMessage(
            "test.yaml:12:9: field 'architecture': found resnet-56-w4, but its arms "
                + named
                + " are one network, trained and measured in one way, so nothing is compared");
  }

  @Test
  void asks_for_the_same_bits_unless_the_record_says_otherwise() {
    assertThat(claim(GOOD).cases(Tier.SMOKE).get(0).arms().get(0).recipe().deterministic())
        .isTrue();
    Claim fastest =
        claim(GOOD.replace("recipe: small", "recipe: small\n        deterministic: false"));
    assertThat(fastest.cases(Tier.SMOKE).get(0).arms().get(0).recipe().deterministic()).isFalse();
  }

  @Test
  void takes_a_field_from_the_record_first_and_from_the_named_recipe_then() {
    ClaimCase smoke = claim(GOOD).cases(Tier.SMOKE).get(0);
    assertThat(smoke.dataset()).isEqualTo(new DatasetSpec("shapes10", 1000, 0, 8, false));
    assertThat(smoke.protocol()).isEqualTo(Protocol.TRAIN);
    assertThat(smoke.seeds()).containsExactly(1L, 2L, 3L, 4L, 5L);
    assertThat(smoke.arms().get(0).recipe().epochs()).isEqualTo(5);
    assertThat(smoke.arms().get(0).recipe().learningRate())
        .isEqualTo(
            new LearningRate(
                0.03, List.of(new LearningRate.Drop(3, 0.1), new LearningRate.Drop(4, 0.1))));
    assertThat(smoke.arms())
        .extracting(Arm::name, Arm::role, Arm::architecture, a -> a.erasure().toString())
        .containsExactly(
            tuple("control", Arm.Role.CONTROL, "resnet-56-w4", "none"),
            tuple("treatment", Arm.Role.TREATMENT, "resnet-56-w4", "last@100%"));
    ClaimCase wide = claim(GOOD).cases(Tier.FULL).get(3);
    assertThat(wide.arms().get(0).recipe().epochs()).isEqualTo(200);
    assertThat(wide.arms().get(0).recipe().rule().weightDecay()).isEqualTo(5e-4);
    assertThat(wide.arms().get(0).recipe().learningRate().at(199)).isBetween(0.00079, 0.00081);
    assertThat(wide.seeds()).containsExactly(3L, 1L);
  }

  @Test
  void ties_a_known_deviation_to_the_cases_it_names() {
    List<ClaimCase> cases = claim(GOOD).cases(Tier.SMOKE);
    assertThat(cases.get(0).knownDeviation()).isEmpty();
    assertThat(cases.get(1).knownDeviation())
        .contains(new KnownDeviation(Verdict.INCONCLUSIVE, "it is nil there"));
  }

  /** Replaces a piece of the good catalogue by a mistake and looks for where it is found. */
  @ParameterizedTest(name = "{1} is refused at {2}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "better: lower, | `` | test.yaml:6:16: field 'better': found nothing in a criterion,"
            + " allowed lower, higher",
        "better: lower | better: less | 6:59: field 'better': found 'less', allowed lower, higher",
        "test: both | test: t | field 'test': found 't', allowed paired-t, sign-flip, both, welch,"
            + " images",
        ", test: both | `` | field 'test': found nothing in a criterion",
        "alpha: 0.05 | alpha: 5% | field 'alpha': found '5%', allowed a number from",
        "kind: effect | kind: effekt | field 'kind': found 'effekt', allowed effect, share, ordering,"
            + " trend, level",
        "metric: test_error | metric: error | field 'metric': found 'error', allowed test_error",
        "metric: test_error | metric: feature_cosine | field 'protocol': found train, which does"
            + " not measure feature_cosine",
        "seeds: 5 | seeds: many | field 'seeds': found 'many', allowed a whole number from 1 to"
            + " 1000",
        "          seeds: 5 | `` | field 'seeds': found nothing in tier smoke",
        "seeds: [3, 1] | seeds: [3, 3] | field 'seeds': found '3', allowed each seed once",
        "seeds: [3, 1] | seeds: [] | field 'seeds': found an empty list, allowed a number of seeds",
        "epochs: 5 | epoch: 5 | field 'epoch': found in tier smoke, where no <epoch> uses it",
        "              epochs: 5 | `` | field 'epochs': found nothing in tier smoke",
        "pixels: 8 | pixel: 8 | test.yaml:15:9: field 'pixel': found in tier smoke, where no"
            + " <pixel> uses it, allowed",
        "dataset: shapes10 | dataset: shapes | field 'dataset': found 'shapes', allowed",
        "dataset: [cifar10, cifar100] | dataset: shapes10 | field 'recipe': found 'paper', allowed"
            + " small",
        "pixels: 8 | pixels: 7 | test.yaml:15:17: field 'pixels': found '7', allowed for shapes10"
            + " 1, 2, 4, 8, 16, 32, own",
        "images: 1000 | images: 200000 | field 'images': found '200000', allowed 1 to 100000:"
            + " shapes10 has no more training examples",
        "images: 1000 | images: 9 | field 'images': found '9', allowed 10 or more: fewer cannot"
            + " show each class of shapes10",
        "paper, seeds | paper, test_images: 10001, seeds | field 'test_images': found '10001',"
            + " allowed 1 to 10000: cifar10 has no more test examples",
        "paper, seeds | paper, images: 45000, test_images: 5001, validation: true, seeds | field"
            + " 'test_images': found '5001', allowed 1 to 5000: cifar10 has no more validation",
        "dataset: shapes10 | dataset: linear-teacher | field 'pixels': found '8', allowed for"
            + " linear-teacher own",
        "paper, seeds | paper, augmentation: [flip, pad-crop-32], seeds | field 'augmentation':"
            + " found 'pad-crop-32', allowed what leaves something to see of images of 32 x 32"
            + " pixels",
        "paper, seeds | paper, pixels: 8, augmentation: cutout-16, seeds | found 'cutout-16',"
            + " allowed what leaves something to see of images of 8 x 8 pixels",
        "paper, seeds | paper, augmentation: ten-crop, seeds | found 'ten-crop', allowed other"
            + " steps: the images of cifar10",
        "batch: 32 | drops: {5: 0.1} | test.yaml:18:17: field 'drops': found '5', allowed epochs"
            + " before the last of 5, or percents",
        "recipe: paper | epochs: 160, recipe: paper | field 'epochs': found '160', allowed more"
            + " than 160, where the recipe drops the learning rate, or drops of its own",
        "last@100% | last@120% | field 'erase': found 'last@120%'",
        "last@100% | 3@100% | no module of resnet-56-w4 has a rectifier at position 3",
        "[resnet-56-w4, plain-20-w8] | [resnet-55, plain-20-w8] | field 'architecture': found"
            + " 'resnet-55'",
        "architecture: plain-20-w8} | architecture: nin} | this tier's: resnet-56-w4, plain-20-w8",
        "correction: holm | `` | field 'correction': found nothing in a claim, allowed none,"
            + " bonferroni, holm",
        "reduced: {not_attempted: nobody has tried} | `` | field 'reduced': found nothing in tiers",
        "id: last-relu-lowers-error | id: Last ReLU | field 'id': found 'Last ReLU'",
        "where: abstract, | `` | field 'where': found nothing in a source",
        "source: { | source: &a { | found an anchor",
        "source: { | source: !!java.net.URL { | found a tag",
        "treatment: {erase: last@100%} | treatment: {erase: last@100%, erase: none} | found a"
            + " second time",
        "treatment: {erase | treatment: {{erase | test.yaml:9:18: this is not YAML: Expected a"
            + " field name (Scalar value in YAML)",
        "tiers: | tiers: [ | test.yaml:12:21: this is not YAML: while parsing a flow sequence from"
            + " line 10, column 12: expected ',' or ']'",
        "recipe: small | recipe: @small | test.yaml:16:17: this is not YAML: while scanning for the"
            + " next token: found character '@' that cannot start any token",
      })
  void refuses_a_mistake_and_says_where(String good, String bad, String message) {
    String mistaken = GOOD.replace(good, bad);
    assertThat(mistaken).isNotEqualTo(GOOD);
    assertThatThrownBy(() -> claim(mistaken))
        .isInstanceOf(CatalogueException.class)
        .hasMessageStartingWith("test.yaml:")
        .hasMessageContaining(message);
  }

  @Test
  void refuses_a_network_that_puts_out_no_heat_maps_where_the_data_asks_for_them() {
    String limbs =
        GOOD.replace("dataset: shapes10", "dataset: limbs")
            .replace("pixels: 8", "test_images: 100")
            .replace("metric: test_error, better: lower", "metric: pck, better: higher");
    assertThatThrownBy(() -> claim(limbs))
        .isInstanceOf(CatalogueException.class)
        .hasMessageStartingWith("test.yaml:12:9:")
        .hasMessageContaining("field 'architecture': for the data set limbs");
  }

  @Test
  void refuses_an_id_twice() {
    String claims = GOOD.substring(0, GOOD.indexOf("recipes:"));
    String twice =
        GOOD.replace("recipes:", claims.substring(claims.indexOf("  - id")) + "recipes:");
    assertThatThrownBy(() -> claim(twice))
        .hasMessageContaining("second time")
        .hasMessageContaining("first on line 3");
  }

  @Test
  void refuses_an_alias_bomb_without_expanding_it() {
    StringBuilder bomb = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
    for (int i = 1; i < 12; i++) {
      String before = "*a" + (i - 1);
      bomb.append("a").append(i).append(": &a").append(i).append(" [");
      bomb.append(String.join(", ", java.util.Collections.nCopies(10, before))).append("]\n");
    }
    assertThatThrownBy(() -> claim(bomb.toString()))
        .isInstanceOf(CatalogueException.class)
        .hasMessageContaining("found an a");
    assertThatThrownBy(() -> claim("[".repeat(5000))).isInstanceOf(CatalogueException.class);
    assertThatThrownBy(() -> claim(" ".repeat(2_000_000)))
        .isInstanceOf(CatalogueException.class)
        .hasMessageContaining("2000000 characters");
    assertThatThrownBy(() -> claim("")).isInstanceOf(CatalogueException.class);
  }

  private static String trend(String variable, String arms, String smoke) {
    return """
    paper: p
    claims:
      - id: a
        statement: s
        source: {where: w}
        criterion: {kind: trend, metric: train_loss_auc, better: lower, alpha: 0.05, test: rank}
        variable: %s
        %s
        tiers:
          full: {not_attempted: r}
          reduced: {not_attempted: r}
          smoke: {%s, dataset: shapes10, recipe: small, epochs: 2, batch: 8, learning_rate: 0.1, seeds: 3}
    """
        .formatted(variable, arms, smoke);
  }

  private static String proportions(String architecture, String proportions) {
    return trend(
        "proportion",
        "arms: {erased: {erase: last@<proportion>%}}",
        "architecture: %s, proportion: %s".formatted(architecture, proportions));
  }

  @Test
  void reads_a_trend_over_proportions_and_one_over_depths() {
    Claim proportion = claim(proportions("resnet-14", "[0, 25, 100]"));
    assertThat(proportion.cases(Tier.SMOKE).get(0).arms())
        .extracting(a -> a.erasure().toString())
        .containsExactly("none", "last@25%", "last@100%");
    Claim depth =
        claim(
            trend(
                "depth",
                "control: {erase: none}\n    treatment: {erase: last@100%}",
                "architecture: plain-<depth>-w8, depth: [8, 20, 32]"));
    assertThat(depth.cases(Tier.SMOKE).get(0).arms())
        .extracting(Arm::architecture)
        .containsExactly(
            "plain-8-w8", "plain-8-w8", "plain-20-w8", "plain-20-w8", "plain-32-w8", "plain-32-w8");
  }

  @Test
  void refuses_steps_of_a_trend_that_are_one_network() {
    assertThatThrownBy(() -> claim(proportions("resnet-8", "[0, 25, 100]")))
        .hasMessageContaining(
            "found resnet-8, but its arms 0% (none) and 25% (last@25%) are one network");
  }

  @Test
  void reads_the_example_of_the_documentation() throws Exception {
    String page = Files.readString(Path.of("../../docs/claims.md"));
    int start = page.indexOf("```yaml\n") + 8;
    List<Claim> claims =
        Catalogue.read("claims.md", page.substring(start, page.indexOf("```", start)));
    assertThat(claims).hasSize(1);
    assertThat(claims.get(0).cases(Tier.FULL)).hasSize(4);
  }

  @Test
  void names_a_file_that_cannot_be_read(@TempDir Path folder) throws Exception {
    assertThatThrownBy(() -> Catalogue.read(folder.resolve("none.yaml")))
        .isInstanceOf(CatalogueException.class)
        .hasMessageContaining("none.yaml")
        .hasMessageContaining("no such file");
    Path file = folder.resolve("good.yaml");
    Files.writeString(file, GOOD);
    assertThat(Catalogue.read(file)).hasSize(1);
    assertThat(Catalogue.read(file).get(0).file()).isEqualTo("good.yaml");
  }
}
