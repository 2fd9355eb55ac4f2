package org.paperclaims.architectures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

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
    assertThatThrownBy(() -> Initialisation.named("xavier"))
        .hasMessageContaining("'xavier'")
        .hasMessageContaining("he-normal-fan-out");
  }

  private static double deviation(float[] numbers) {
    double square =
        IntStream.range(0, numbers.length).mapToDouble(i -> (double) numbers[i] * numbers[i]).sum();
    return Math.sqrt(square / numbers.length);
  }
}
