package org.paperclaims.architectures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.paperclaims.architectures.family.Architectures;

class InitialisationTest {
  private static final Shape INPUT = new Shape(3, 16, 16);
  private static final Network NETWORK = Architectures.build("resnet-20-b-prelu", INPUT, 10);

  @Test
  void draws_every_tensor_in_the_order_of_the_parameters() {
    Map<String, float[]> drawn = Initialisation.HE_NORMAL.draw(NETWORK, 1);
    assertThat(drawn.keySet())
        .containsExactlyElementsOf(NETWORK.parameters().stream().map(Parameter::name).toList());
    NETWORK.parameters().forEach(p -> assertThat(drawn.get(p.name())).hasSize(p.size()));
  }

  @Test
  void fills_statistics_scales_and_slopes_with_their_neutral_values() {
    Map<String, float[]> drawn = Initialisation.HE_NORMAL.draw(NETWORK, 1);
    assertThat(drawn.get("stem.bn.gamma")).containsOnly(1);
    assertThat(drawn.get("stem.bn.beta")).containsOnly(0);
    assertThat(drawn.get("stem.bn.mean")).containsOnly(0);
    assertThat(drawn.get("stem.bn.variance")).containsOnly(1);
    assertThat(drawn.get("linear.bias")).containsOnly(0);
    assertThat(drawn.get("stem.rectifier.slope")).containsOnly(0.25f);
  }

  @Test
  void a_convolutions_spread_follows_fan_in_or_fan_out_as_named() {
    String name = "stage3.module1.conv1.weight";
    double in = deviation(Initialisation.HE_NORMAL.draw(NETWORK, 1).get(name));
    double out = deviation(Initialisation.HE_NORMAL_FAN_OUT.draw(NETWORK, 1).get(name));
    assertThat(in).isCloseTo(Math.sqrt(2.0 / (32 * 9)), within(0.001));
    assertThat(out).isCloseTo(Math.sqrt(2.0 / (64 * 9)), within(0.001));
  }

  @Test
  void the_classifier_is_uniform_within_one_over_the_root_of_its_inputs() {
    float[] weight = Initialisation.HE_NORMAL.draw(NETWORK, 1).get("linear.weight");
    for (float w : weight) {
      assertThat(Math.abs(w)).isLessThanOrEqualTo(1 / 8f);
    }
    assertThat(deviation(weight)).isCloseTo(1 / (8 * Math.sqrt(3)), within(0.005));
  }

  @Test
  void numbers_depend_on_the_seed_and_the_name_alone() {
    Map<String, float[]> drawn = Initialisation.HE_NORMAL.draw(NETWORK, 7);
    Map<String, float[]> erased = Initialisation.HE_NORMAL.draw(Erasure.last().applyTo(NETWORK), 7);
    Map<String, float[]> deeper =
        Initialisation.HE_NORMAL.draw(Architectures.build("resnet-32-a", INPUT, 10), 7);
    drawn.forEach((name, numbers) -> assertThat(erased.get(name)).isEqualTo(numbers));
    String shared = "stage2.module3.conv2.weight";
    assertThat(deeper.get(shared)).isEqualTo(drawn.get(shared));
    assertThat(Initialisation.HE_NORMAL.draw(NETWORK, 8).get(shared))
        .isNotEqualTo(drawn.get(shared));
  }

  @Test
  void draws_the_same_bits_for_ever() {
    float[] weight = Initialisation.HE_NORMAL.draw(NETWORK, 1).get("stem.conv.weight");
    assertThat(new float[] {weight[0], weight[1], weight[431]})
        .containsExactly(0.8202883f, -0.09248076f, -0.24233791f);
  }

  @Test
  void zero_gamma_silences_the_residual_branches_and_not_the_shortcuts() {
    Map<String, float[]> drawn = Initialisation.named("he-normal-zero-gamma").draw(NETWORK, 1);
    assertThat(drawn.get("stage2.module1.bn2.gamma")).containsOnly(0);
    assertThat(drawn.get("stage2.module1.bn1.gamma")).containsOnly(1);
    assertThat(drawn.get("stage2.module1.shortcut.bn.gamma")).containsOnly(1);
  }

  @Test
  void refuses_zero_gamma_where_no_batch_norm_ends_a_branch_and_unknown_names() {
    Network preresnet = Architectures.build("preresnet-20", INPUT, 10);
    assertThatThrownBy(() -> Initialisation.HE_NORMAL_ZERO_GAMMA.draw(preresnet, 1))
        .hasMessageContaining("choose [he-normal, he-normal-fan-out]");
    assertThatThrownBy(() -> Initialisation.named("orthogonal"))
        .hasMessageContaining("'orthogonal'")
        .hasMessageContaining("he-normal-fan-out")
        .hasMessageContaining("gaussian-0.01");
  }

  @Test
  void xavier_and_glorot_scale_the_same_numbers_otherwise() {
    String name = "stage3.module1.conv1.weight";
    int in = 32 * 9;
    int out = 64 * 9;
    float[] he = Initialisation.HE_NORMAL.draw(NETWORK, 1).get(name);
    float[] xavier = Initialisation.named("xavier").draw(NETWORK, 1).get(name);
    float[] glorot = Initialisation.named("glorot").draw(NETWORK, 1).get(name);
    assertThat(deviation(xavier)).isCloseTo(Math.sqrt(1.0 / in), within(0.001));
    assertThat(deviation(glorot)).isCloseTo(Math.sqrt(2.0 / (in + out)), within(0.001));
    for (int i = 0; i < he.length; i++) {
      double unit = he[i] / Math.sqrt(2.0 / in);
      assertThat(xavier[i] * Math.sqrt(in)).isCloseTo(unit, within(1e-5));
      assertThat(glorot[i] / Math.sqrt(2.0 / (in + out))).isCloseTo(unit, within(1e-5));
    }
  }

  @Test
  void xavier_leaves_the_classifier_as_he_does_and_gaussian_draws_it_as_the_rest() {
    float[] he = Initialisation.HE_NORMAL.draw(NETWORK, 1).get("linear.weight");
    assertThat(Initialisation.XAVIER.draw(NETWORK, 1).get("linear.weight")).isEqualTo(he);
    Map<String, float[]> gaussian = Initialisation.named("gaussian-0.01").draw(NETWORK, 1);
    for (String name : new String[] {"linear.weight", "stage3.module1.conv1.weight"}) {
      assertThat(deviation(gaussian.get(name))).as(name).isCloseTo(0.01, within(0.0007));
    }
    assertThat(gaussian.get("linear.bias")).containsOnly(0);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "0", "0.0", "-1", ".1", "0.10", "01", "1e-2", "0,1", "12345", "x"})
  void refuses_a_deviation_that_is_none_or_has_another_form(String deviation) {
    assertThat(Initialisation.find("gaussian-" + deviation)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"0.01", "0.001", "1", "10", "2.5", "0.000000001"})
  void takes_a_positive_decimal_for_a_deviation(String deviation) {
    String word = "gaussian-" + deviation;
    assertThat(Initialisation.named(word).word()).isEqualTo(word);
  }

  private static double deviation(float[] numbers) {
    double square =
        IntStream.range(0, numbers.length).mapToDouble(i -> (double) numbers[i] * numbers[i]).sum();
    return Math.sqrt(square / numbers.length);
  }
}
