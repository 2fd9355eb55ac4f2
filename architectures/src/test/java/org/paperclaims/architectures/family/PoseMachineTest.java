package org.paperclaims.architectures.family;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.paperclaims.architectures.Erasure;
import org.paperclaims.architectures.Network;
import org.paperclaims.architectures.Node;
import org.paperclaims.architectures.Parameter;
import org.paperclaims.architectures.Shape;

class PoseMachineTest {
  private static final Shape SMALL = new Shape(3, 32, 32);
  private static final Shape LARGE = new Shape(3, 368, 368);

  private static int conv(int kernel, int in, int out) {
    return kernel * kernel * in * out + out;
  }

  @Test
  void parameters_are_the_papers_rows_added_up() {
    int features = conv(9, 3, 128) + 2 * conv(9, 128, 128);
    int first = conv(5, 128, 32) + conv(9, 32, 512) + conv(1, 512, 512) + conv(1, 512, 15);
    int later =
        conv(5, 128, 32)
            + conv(11, 47, 128)
            + 2 * conv(11, 128, 128)
            + conv(1, 128, 128)
            + conv(1, 128, 15);
    assertThat(trainable("cpm-1", LARGE, 15)).isEqualTo(features + first);
    assertThat(trainable("cpm-2", LARGE, 15)).isEqualTo(2 * features + first + later);
    assertThat(trainable("cpm-6", LARGE, 15)).isEqualTo(2 * features + first + 5 * later);
    assertThat(trainable("cpm-6-all-dropout", LARGE, 15)).isEqualTo(trainable("cpm-6", LARGE, 15));
  }

  @Test
  void parameters_of_the_small_form_are_its_rows_added_up() {
    int features = conv(3, 3, 8) + conv(3, 8, 8);
    int first = conv(1, 8, 8) + conv(1, 8, 5);
    int later = conv(1, 8, 2) + conv(5, 7, 8) + conv(5, 8, 8) + conv(1, 8, 8) + conv(1, 8, 5);
    assertThat(trainable("cpm-3-w8", SMALL, 5)).isEqualTo(2 * features + first + 2 * later);
    int wider = conv(1, 8, 2) + conv(9, 7, 8) + conv(9, 8, 8) + conv(1, 8, 8) + conv(1, 8, 5);
    assertThat(trainable("cpm-3-k9-w8", SMALL, 5)).isEqualTo(2 * features + first + 2 * wider);
  }

  /** 48 channels are joined in the released model: 32, 15 maps and the centre. */
  @Test
  void the_map_of_the_centre_is_one_channel_more_in_every_stage_but_the_first() {
    assertThat(trainable("cpm-6-centre", LARGE, 15))
        .isEqualTo(trainable("cpm-6", LARGE, 15) + 5 * 11 * 11 * 128);
    assertThat(trainable("cpm-3-centre-w8", SMALL, 5))
        .isEqualTo(trainable("cpm-3-w8", SMALL, 5) + 2 * 5 * 5 * 8);
    Network network = Architectures.build("cpm-6-all-dropout-centre", LARGE, 15);
    assertThat(network.shape("stage2.concat").channels()).isEqualTo(48);
    assertThat(network.node("stage6.concat").inputs())
        .containsExactly("stage6.unit4.rectifier", "stage5.maps", "centre.pool");
    assertThat(Architectures.build("cpm-1-centre", LARGE, 15).nodes())
        .isEqualTo(Architectures.build("cpm-1", LARGE, 15).nodes());
  }

  /** 21 of 368 pixels, as released; pooled to a number for each cell of the heat maps. */
  @Test
  void the_map_of_the_centre_is_highest_in_the_middle_of_the_picture() {
    Network network = Architectures.build("cpm-2-centre-w2", LARGE, 15);
    Node.CentreMap centre = (Node.CentreMap) network.node("centre");
    float[] map = centre.of(LARGE);
    assertThat(centre.sigma()).isEqualTo(21);
    assertThat(map[184 * 368 + 184]).isEqualTo(1f);
    assertThat(map[184 * 368 + 184 + 21]).isEqualTo((float) Math.exp(-0.5));
    assertThat(map[(184 - 42) * 368 + 184]).isEqualTo((float) Math.exp(-2));
    assertThat(network.shape("centre")).isEqualTo(new Shape(1, 368, 368));
    assertThat(network.shape("centre.pool")).isEqualTo(new Shape(1, 46, 46));
    Network small = Architectures.build("cpm-2-centre-w2", SMALL, 5);
    assertThat(small.shape("centre.pool")).isEqualTo(new Shape(1, 8, 8));
  }

  @Test
  void all_stages_maps_are_the_output_in_order() {
    Network network = Architectures.build("cpm-3-all-w4", SMALL, 5);
    assertThat(network.output()).isEqualTo(new Shape(15, 8, 8));
    assertThat(network.nodes().get(network.nodes().size() - 1).inputs())
        .containsExactly("stage1.maps", "stage2.maps", "stage3.maps");
    assertThat(Architectures.build("cpm-3-w4", SMALL, 5).output()).isEqualTo(new Shape(5, 8, 8));
    assertThat(Architectures.build("cpm-1-all-w4", SMALL, 5).output())
        .isEqualTo(new Shape(5, 8, 8));
  }

  @ParameterizedTest
  @CsvSource({
    "cpm-3-dropout-w2, 368, stage1.unit5.rectifier stage1.unit6.rectifier",
    "cpm-3-dropout-w2, 32, stage1.unit3.rectifier",
    "cpm-3-w2, 368, ''",
  })
  void dropout_stands_in_the_first_stage_alone(String spec, int pixels, String dropped) {
    List<String> found =
        Architectures.build(spec, new Shape(3, pixels, pixels), 5).nodes().stream()
            .flatMap(n -> n instanceof Node.Dropout d ? Stream.of(d.input()) : Stream.empty())
            .toList();
    assertThat(String.join(" ", found)).isEqualTo(dropped);
  }

  @ParameterizedTest
  @CsvSource({
    "cpm-3-all-w2, 32, stage1.unit3 stage2.unit6 stage3.unit6",
    "cpm-3-all-w2, 368, stage1.unit6 stage2.unit8 stage3.unit8",
  })
  void last_is_the_rectifier_before_a_stages_maps(String spec, int pixels, String units) {
    Network network = Architectures.build(spec, new Shape(3, pixels, pixels), 5);
    List<String> erased =
        Erasure.last().applyTo(network).rectifiers().stream()
            .filter(Node.Rectifier::erased)
            .map(r -> r.name().replace(".rectifier", ""))
            .toList();
    assertThat(String.join(" ", erased)).isEqualTo(units);
  }

  private static long trainable(String spec, Shape input, int outputs) {
    return Architectures.build(spec, input, outputs).trainable().stream()
        .mapToLong(Parameter::size)
        .sum();
  }
}
