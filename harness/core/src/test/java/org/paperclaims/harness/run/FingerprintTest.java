package org.paperclaims.harness.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.paperclaims.datasets.DatasetSpec;
import org.paperclaims.harness.engine.LearningRule;
import org.paperclaims.harness.engine.Precision;
import org.paperclaims.testing.Draw;
import org.paperclaims.testing.Property;

class FingerprintTest {
  @Test
  void a_spec_is_written_on_one_line_with_sorted_keys() {
    assertThat(SpecJson.write(Specs.training(7)))
        .isEqualTo(
            "{\"format\":1,\"spec\":{\"architecture\":\"linear\",\"dataset\":{\"images\":100,"
                + "\"name\":\"dots\",\"pixels\":0,\"testImages\":40,\"validation\":false},"
                + "\"datasetChecksum\":\"c0ffee\",\"engine\":\"fake\",\"erasure\":\"none\","
                + "\"protocol\":\"TRAIN\",\"recipe\":{\"augmentation\":[],\"batch\":16,"
                + "\"epochs\":4,\"initialisation\":\"he-normal\",\"learningRate\":{\"drops\":"
                + "[{\"epoch\":2,\"factor\":0.1}],\"initial\":0.1},\"momentum\":0.9,"
                + "\"nesterov\":true,\"precision\":\"FP32\",\"weightDecay\":1.0E-4},\"seed\":7}}");
  }

  /** Changing this number would make every stored run a stranger. */
  @Test
  void the_fingerprint_of_a_known_spec_stays_what_it_was() {
    assertThat(Fingerprint.of(Specs.training(7)))
        .isEqualTo("cf2111a0e1e21afccd9788a2c935049d60f444a3ffb50501d070e2ed19c9555b");
  }

  @Test
  void numbers_are_written_alike_on_every_jvm() {
    // Double.toString says 2.0E-3 and 2.2250738585072014E-308 everywhere, but 2e23 only from 19 on.
    assertThat(CanonicalJson.write(List.of(2e23, 2e-3, 1.0, 5e-324)))
        .isEqualTo("[2.0E23,0.002,1.0,4.9E-324]");
  }

  @Test
  void reading_what_was_written_gives_the_same_spec() {
    Property.holds(
        300,
        draw -> {
          RunSpec spec = spec(draw);
          assertThat(SpecJson.read(SpecJson.write(spec))).isEqualTo(spec);
        });
  }

  private static RunSpec spec(Draw draw) {
    String dataset = name(draw);
    double rate = finite(draw);
    List<LearningRate.Drop> drops =
        draw.list(0, 6, () -> new LearningRate.Drop(draw.between(0, Integer.MAX_VALUE), rate / 3));
    return new RunSpec(
        Protocol.FEATURES,
        name(draw),
        "last@100%",
        DatasetSpec.whole(dataset),
        "",
        new Recipe(
            draw.between(0, Integer.MAX_VALUE),
            1,
            new LearningRate(rate, drops),
            LearningRule.sgd(0, false, rate),
            List.of(dataset),
            "he-normal",
            Precision.BF16,
            draw.flip()),
        draw.anyLong(),
        "dl4j");
  }

  /** Draw a name without the signs that JSON escapes, or that steer a terminal: no run has them. */
  private static String name(Draw draw) {
    return ShownText.of(draw.text(20)).replaceAll("[\\p{C}\\p{Z}\"\\\\]", "-");
  }

  /** Draw any of the numbers that JSON can write: every sign, size and digit. */
  private static double finite(Draw draw) {
    double number = Double.longBitsToDouble(draw.anyLong());
    return Double.isFinite(number) ? number : Double.MAX_VALUE;
  }

  @Test
  void every_field_changes_the_fingerprint() {
    Set<String> seen = new HashSet<>();
    RunSpec s = Specs.training(1);
    Recipe r = s.recipe();
    Recipe fastest =
        new Recipe(
            r.epochs(),
            r.batch(),
            r.learningRate(),
            r.rule(),
            r.augmentation(),
            r.initialisation(),
            r.precision(),
            false);
    for (RunSpec spec :
        List.of(
            s,
            Specs.training(2),
            Specs.training(1, 5),
            new RunSpec(
                Protocol.GRADIENTS,
                s.architecture(),
                s.erasure(),
                s.dataset(),
                s.datasetChecksum(),
                r,
                1,
                "fake"),
            new RunSpec(
                s.protocol(),
                s.architecture(),
                s.erasure(),
                s.dataset(),
                "c0ffee",
                fastest,
                1,
                "fake"),
            new RunSpec(
                s.protocol(), s.architecture(), s.erasure(), s.dataset(), "other", r, 1, "fake"),
            new RunSpec(
                s.protocol(), s.architecture(), "first@50%", s.dataset(), "c0ffee", r, 1, "fake"),
            new RunSpec(
                s.protocol(),
                s.architecture(),
                s.erasure(),
                s.dataset(),
                "c0ffee",
                r,
                1,
                "other"))) {
      assertThat(seen.add(Fingerprint.of(spec))).as(spec.toString()).isTrue();
    }
  }

  @Test
  void refuses_a_spec_with_an_infinite_number() {
    RunSpec s = Specs.training(1);
    Recipe r = s.recipe();
    Recipe bad =
        new Recipe(
            1,
            1,
            new LearningRate(Double.NaN, List.of()),
            0,
            false,
            0,
            List.of(),
            r.initialisation(),
            r.precision());
    RunSpec spec =
        new RunSpec(
            s.protocol(), s.architecture(), s.erasure(), s.dataset(), "", bad, 1, s.engine());
    assertThatThrownBy(() -> SpecJson.write(spec))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("finite");
  }

  @Test
  void refuses_a_newer_format_by_name() {
    String newer = SpecJson.write(Specs.training(1)).replace("\"format\":1", "\"format\":2");
    assertThatThrownBy(() -> SpecJson.read(newer))
        .isInstanceOf(JsonException.class)
        .hasMessageContaining("format 2, written by a newer version");
  }

  @Test
  void refuses_unknown_missing_doubled_and_mistyped_fields() {
    String good = SpecJson.write(Specs.training(1));
    for (String bad :
        List.of(
            good.replace("\"seed\":1", "\"sed\":1"),
            good.replace(",\"seed\":1", ""),
            good.replace("\"seed\":1", "\"seed\":1,\"seed\":1"),
            good.replace("\"epochs\"", "\"deterministic\":true,\"epochs\""),
            good.replace("\"epochs\"", "\"deterministic\":0,\"epochs\""),
            good.replace("\"seed\":1", "\"seed\":1.5"),
            good.replace("\"seed\":1", "\"seed\":\"1\""),
            good.replace("\"TRAIN\"", "0"),
            good.replace("\"linear\"", "null"),
            good + "{}",
            "[]",
            "",
            "[".repeat(100_000))) {
      assertThatThrownBy(() -> SpecJson.read(bad)).isInstanceOf(JsonException.class);
    }
  }
}
