package org.paperclaims.architectures.family;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.paperclaims.architectures.Network;
import org.paperclaims.architectures.Shape;
import org.paperclaims.architectures.spec.ArchitectureException;

class ArchitecturesTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "resnet-21; resnet-20; 6n+2",
        "resnet-19; resnet-20; 6n+2",
        "resnet-20-c; resnet-20; no 'c'",
        "resnet-20-w0; resnet-20-w1; from 1 on",
        "resnet; resnet-56; the depth",
        "resnte-20; resnet-20; no such family",
        "plain-20-b; plain-20; no 'b'",
        "preresnet-165; preresnet-164; 9n+2",
        "wrn-27-10; wrn-28-10; 6n+4",
        "wrn-28-0; wrn-28-1; widening factor",
        "wrn-27-0-x; wrn-28-1; no 'x'",
        "wrn-28-10-dropout1; wrn-28-10-dropout0.3; between 0 and 1",
        "vgg-17; vgg-16; 11, 13, 16 or 19",
        "vgg-17-bn-wide; vgg-16-bn; no 'wide'",
        "resnext-30-8x64d; resnext-29-8x64d; 9n+2",
        "resnext-29; resnext-29-8x64d; cardinality",
        "densenet-bc-101-12; densenet-bc-100-12; 6n+4",
        "densenet-41-12; densenet-40-12; 3n+4",
        "densenet-120; densenet-121; growth rate",
        "inception-v5; inception-v2; no such family",
        "inception-resnet; inception-resnet-v2; no such family",
        "Inception-v3; inception-v3; no such family",
        "googlnet; googlenet; no such family",
        "cpm-0; cpm-1; at least one",
        "stack-0; stack-1; at least one",
        "''; resnet-56; no such family",
      })
  void refuses_a_wrong_spec_with_the_rule_and_the_nearest_valid_one(
      String spec, String nearest, String rule) {
    assertThatThrownBy(() -> Architectures.parse(spec))
        .isInstanceOfSatisfying(
            ArchitectureException.class,
            e -> {
              assertThat(e.nearest()).isEqualTo(nearest);
              assertThat(e.rule()).contains(rule);
              assertThat(e).hasMessageContaining("'" + spec + "'").hasMessageContaining(nearest);
            });
  }

  @ParameterizedTest
  @CsvSource({
    "resnet-20-w16, resnet-20-w16",
    "resnet-20-w8-b, resnet-20-b-w8",
    "resnet-20-basic, resnet-20",
    "resnet-56-bottleneck, resnet-56-bottleneck",
    "resnet-18-basic, resnet-18",
    "resnet-50-basic, resnet-50-basic",
    "resnet-50-bottleneck, resnet-50-bottleneck",
    "resnet-101-bottleneck, resnet-101",
    "preresnet-164-bottleneck, preresnet-164",
    "preresnet-164-basic, preresnet-164-basic",
    "resnet-20-leaky0.3, resnet-20-leaky0.3",
    "resnet-20-leaky0.01, resnet-20-leaky",
    "wrn-16-8-dropout0.40, wrn-16-8-dropout0.4",
    "stack-4-w64, stack-4",
  })
  void writes_one_canonical_spec(String written, String canonical) {
    assertThat(Architectures.parse(written).spec()).isEqualTo(canonical);
    assertThat(Architectures.parse(canonical)).isEqualTo(Architectures.parse(written));
  }

  @Test
  void the_input_decides_between_the_tables_for_small_images_and_imagenet() {
    assertThat(Architectures.build("resnet-50", new Shape(3, 32, 32), 10).modules()).hasSize(24);
    assertThat(Architectures.build("resnet-50", new Shape(3, 224, 224), 10).modules()).hasSize(16);
    assertThatThrownBy(() -> Architectures.build("resnet-18", new Shape(3, 32, 32), 10))
        .hasMessageContaining("resnet-20");
    assertThatThrownBy(() -> Architectures.build("resnet-56", new Shape(3, 224, 224), 10))
        .hasMessageContaining("resnet-50");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "resnet-50-basic; 224; 50, 101, 152 and 200 bottleneck modules; resnet-50",
        "resnet-152-basic-b-w8; 224; 50, 101, 152 and 200 bottleneck modules; resnet-152-b-w8",
        "preresnet-200-basic; 96; 50, 101, 152 and 200 bottleneck modules; preresnet-200",
        "resnet-56-bottleneck; 224; 18, 34, 50, 101, 152 or 200; resnet-50",
        "resnet-50-bottleneck; 32; 9n+2; resnet-47",
        "preresnet-18; 32; 6n+2; preresnet-20",
        "wrn-28-10; 224; 18, 34, 50 or 101; wrn-34-10",
        "wrn-50-2; 32; 6n+4; wrn-52-2",
        "resnext-29-8x64d; 224; 50 or 101; resnext-50-8x64d",
        "resnext-50-32x4d; 32; 9n+2; resnext-47-32x4d",
      })
  void refuses_a_member_of_the_other_table_with_the_nearest_of_this_one(
      String spec, int pixels, String rule, String nearest) {
    Shape input = new Shape(3, pixels, pixels);
    assertThatThrownBy(() -> Architectures.build(spec, input, 10))
        .isInstanceOfSatisfying(
            ArchitectureException.class,
            e -> {
              assertThat(e.rule()).contains(rule);
              assertThat(e.nearest()).isEqualTo(nearest);
              assertThat(Architectures.build(nearest, input, 10).name()).isEqualTo(nearest);
            });
  }

  @Test
  void a_module_that_was_asked_for_is_the_module_that_is_built() {
    Network basic = Architectures.build("resnet-50-basic", new Shape(3, 32, 32), 10);
    assertThat(basic.modules()).hasSize(24);
    assertThat(Architectures.parse("resnet-50-basic").usualInput()).isEqualTo(new Shape(3, 32, 32));
    Network bottleneck = Architectures.build("resnet-50-bottleneck", new Shape(3, 224, 224), 10);
    assertThat(bottleneck.modules()).hasSize(16);
  }

  @Test
  void the_features_before_the_classifier_can_be_cut_off() {
    Network network = Architectures.build("resnet-20", new Shape(3, 32, 32), 10);
    assertThat(network.features().output()).isEqualTo(Shape.vector(64));
    assertThat(network.upTo("pool").nodes()).isEqualTo(network.features().nodes());
  }
}
