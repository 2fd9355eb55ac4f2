package org.paperclaims.architectures.family;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
import org.paperclaims.architectures.diagram.NetworkDiagram;
import org.paperclaims.architectures.spec.Architecture;
import org.paperclaims.architectures.spec.ArchitectureException;

/** The words that change a family as other papers do. */
class VariantsTest {
  private static final Shape CIFAR = new Shape(3, 32, 32);

  /**
   * By hand: option C projects in all 54 modules; gates have a 1x1 convolution with bias in each:
   * 18·272 + 544 + 17·1056 + 2112 + 17·4160; a bias takes the place of gamma and beta; NIN's linear
   * layer reads 10 maps of 8x8, and without 1x1 convolutions 75·192 + 25·192·192 + 9·192·10 weights
   * and 394 biases are left. WRNs with three blocks a group for every four convolutions of a block
   * have the parameters of one another, as their paper's table 3 says.
   */
  @ParameterizedTest
  @CsvSource({
    "resnet-110-scale0.5, 1727962",
    "resnet-110-shortscale0.5, 1727962",
    "resnet-110-shortdropout0.5, 1727962",
    "resnet-110-bnafter, 1727962",
    "resnet-110-relubefore, 1727962",
    "resnet-110-relupre, 1727962",
    "resnet-110-conv1, 1826202",
    "resnet-110-gate6, 1824186",
    "resnet-110-shortgate0, 1824186",
    "plain-20-nobn, 269034",
    "wrn-40-2, 2243546",
    "wrn-76-2-k3, 2243546",
    "wrn-28-2-k3.3.3, 2243546",
    "wrn-22-2-k3.3.3.3, 2243546",
    "nin-fc, 973396",
    "nin-fcdropout0.5, 973396",
    "nin-dropout0, 966986",
    "nin-conv, 953674",
  })
  void parameters_are_those_of_the_network_that_is_changed(String spec, int count) {
    Network network = Architectures.build(spec, CIFAR, 10);
    assertThat(network.name()).isEqualTo(spec);
    assertThat(trainable(spec, CIFAR, 10)).isEqualTo(count);
  }

  /** Zagoruyko and Komodakis 2016, table 2, in millions. */
  @ParameterizedTest
  @CsvSource({
    "wrn-40-2-k1.3.1, 1.4",
    "wrn-40-2-k3.1, 1.2",
    "wrn-40-2-k1.3, 1.3",
    "wrn-40-2-k3.1.1, 1.3",
    "wrn-28-2, 1.5",
    "wrn-22-2-k3.1.3, 1.1",
  })
  void blocks_of_other_kernels_have_the_parameters_of_the_papers_table(
      String spec, double millions) {
    assertThat(Math.round(trainable(spec, CIFAR, 10) / 1e5) / 10.0).isEqualTo(millions);
  }

  /**
   * AlexNet: Krizhevsky's 60 million, here 60,965,224 as in Caffe's model of one GPU; 61,100,840 of
   * torchvision's is another network. By hand: without groups conv2, conv4 and conv5 are 307,200,
   * 663,552 and 442,368 larger; VGG's C has 4,718,592 fewer weights than D; five 5x5 make
   * 10,860,672 and B's classifier 123,642,856; ZFNet's first convolution as Krizhevsky's is 20,736
   * larger. MSRA networks: 9,472 + 32,896 + 3·65,664 + 131,328 in the convolutions, 262,400 in each
   * further one of group 3, and 52,432,896 + 16,781,312 + 4,097,000 behind 50 bins of 256 channels;
   * a PReLU has a slope for each of 64 + 4·128 + 6·256 + 2·4096 channels.
   */
  @ParameterizedTest
  @CsvSource({
    "alexnet, 60965224",
    "alexnet-dense, 62378344",
    "alexnet-no34, 59268712",
    "alexnet-no67, 11551080",
    "alexnet-no3467, 9854568",
    "vgg-11-lrn, 132863336",
    "vgg-16-c, 133638952",
    "vgg-13-five, 134503528",
    "zfnet-k11-s4, 62378344",
    "msra-14, 74993896",
    "msra-14-prelu, 75004200",
    "msra-22, 77093096",
    "msra-30, 79192296",
  })
  void parameters_on_imagenet_are_those_of_the_network_that_is_changed(String spec, int count) {
    assertThat(trainable(spec, new Shape(3, 224, 224), 1000)).isEqualTo(count);
  }

  /** Simonyan and Zisserman 2015, table 2, in millions: A, A-LRN, B, C, D, E. */
  @ParameterizedTest
  @CsvSource({
    "vgg-11, 133",
    "vgg-11-lrn, 133",
    "vgg-13, 133",
    "vgg-16-c, 134",
    "vgg-16, 138",
    "vgg-19, 144",
  })
  void vggs_have_the_parameters_of_the_papers_table(String spec, int millions) {
    assertThat(Math.round(trainable(spec, new Shape(3, 224, 224), 1000) / 1e6)).isEqualTo(millions);
  }

  @Test
  void a_width_sets_a_wide_networks_stem_and_all_stages_with_it() {
    Network network = Architectures.build("wrn-16-2-w6", CIFAR, 10);
    assertThat(network.shape("stem.conv").channels()).isEqualTo(6);
    assertThat(network.shape("stage3.module2.add").channels()).isEqualTo(48);
    Network wide = Architectures.build("wrn-50-2-w32", new Shape(3, 224, 224), 10);
    assertThat(wide.shape("stage1.module1.conv2").channels()).isEqualTo(64);
    assertThat(wide.features().output().channels()).isEqualTo(1024);
  }

  @Test
  void dropout_stands_before_all_convolutions_of_a_block_but_the_first() {
    List<String> dropped =
        Architectures.build("wrn-10-1-k3.1.3-dropout0.3", CIFAR, 10).nodes().stream()
            .filter(node -> node instanceof Node.Dropout)
            .map(node -> node.inputs().get(0))
            .toList();
    assertThat(dropped)
        .startsWith("stage1.module1.rectifier2", "stage1.module1.rectifier3")
        .hasSize(6);
  }

  @ParameterizedTest
  @CsvSource({"nin, 0.5 0.5", "nin-dropout0.3, 0.3 0.3", "nin-fcdropout0.2, 0.5 0.5 0.2"})
  void dropout_of_nin_has_the_rates_of_its_words(String spec, String rates) {
    List<Double> found =
        Architectures.build(spec, CIFAR, 10).nodes().stream()
            .flatMap(n -> n instanceof Node.Dropout d ? Stream.of(d.rate()) : Stream.empty())
            .toList();
    assertThat(found).isEqualTo(Stream.of(rates.split(" ")).map(Double::valueOf).toList());
  }

  @Test
  void normalisation_of_vgg_and_alexnet_has_krizhevskys_constants() {
    for (String spec : List.of("vgg-11-lrn#group1.norm", "alexnet#group2.norm")) {
      Network network = Architectures.build(spec.split("#")[0], new Shape(3, 224, 224), 10);
      assertThat(network.node(spec.split("#")[1]))
          .isInstanceOfSatisfying(
              Node.LocalResponseNorm.class,
              n -> {
                assertThat(n.alpha() / n.size()).isEqualTo(1e-4);
                assertThat(n.k()).isEqualTo(2);
                assertThat(n.beta()).isEqualTo(0.75);
              });
    }
  }

  /** The form for small images starts where the paper's windows stop to fit. */
  @ParameterizedTest
  @CsvSource({
    "zfnet-w12, 32, 16 4 2 1",
    "zfnet-w12, 52, 26 7 4 2",
    "zfnet-w12, 53, 25 5 3 1",
    "zfnet-k11-s4-w12, 32, 8 4 2 1",
    "alexnet-w12, 32, 8 4 2 1",
    "alexnet, 224, 55 27 13 6",
    "zfnet, 224, 110 26 13 6",
    "zfnet-k11-s4, 224, 55 28 14 6",
  })
  void eight_layers_see_as_many_pixels_as_the_table_says(String spec, int pixels, String heights) {
    Network network = Architectures.build(spec, new Shape(3, pixels, pixels), 10);
    List<Integer> found =
        Stream.of("group1.unit1.conv", "group2.unit1.conv", "group3.unit3.conv", "group3.pool")
            .map(node -> network.shape(node).height())
            .toList();
    assertThat(found).isEqualTo(Stream.of(heights.split(" ")).map(Integer::valueOf).toList());
  }

  @ParameterizedTest
  @CsvSource({"msra-14, 109 36 18", "msra-30, 109 36 18"})
  void msra_networks_keep_the_size_of_their_pictures_over_two_convolutions(
      String spec, String heights) {
    Network network = Architectures.build(spec, new Shape(3, 224, 224), 1000);
    List<Integer> found =
        Stream.of("group1.unit1.conv", "group2.unit4.conv", "group3.unit6.conv")
            .map(node -> network.shape(node).height())
            .toList();
    assertThat(found).isEqualTo(Stream.of(heights.split(" ")).map(Integer::valueOf).toList());
    assertThat(network.shape("group3.pool")).isEqualTo(new Shape(256, 50, 1));
    assertThat(network.rectifiers()).hasSize(Integer.parseInt(spec.substring(5)) - 1);
  }

  @ParameterizedTest
  @CsvSource({"resnet-8-gate6-w2, -6, true", "resnet-8-shortgate0-w2, 0, false"})
  void a_gate_closes_the_shortcut_and_an_exclusive_one_opens_the_branch(
      String spec, double bias, boolean exclusive) {
    Network network = Architectures.build(spec, CIFAR, 10);
    String module = "stage2.module1.";
    assertThat(network.node(module + "shortcut.gate"))
        .isEqualTo(
            new Node.Gate(
                module + "shortcut.gate", module + "gate.conv", module + "shortcut.pad", bias));
    String branch = exclusive ? module + "gate" : module + "bn2";
    assertThat(network.node(module + "add"))
        .isEqualTo(
            new Node.Add(
                module + "add",
                List.of(branch, module + "shortcut.pad", module + "shortcut.gate"),
                List.of(1.0, 1.0, -1.0)));
  }

  private static long trainable(String spec, Shape input, int outputs) {
    return Architectures.build(spec, input, outputs).trainable().stream()
        .mapToLong(Parameter::size)
        .sum();
  }

  @ParameterizedTest
  @CsvSource({
    "resnet-8-w2, stage1.module1.bn2 stage1.module1.add stage1.module1.rectifier2",
    "resnet-8-bnafter-w2, stage1.module1.add stage1.module1.bn2 stage1.module1.rectifier2",
    "resnet-8-relubefore-w2, stage1.module1.bn2 stage1.module1.rectifier2 stage1.module1.add",
    "resnet-8-relupre-w2, stage1.module1.conv2 stage1.module1.bn2 stage1.module1.add",
  })
  void a_module_ends_in_the_order_of_figure_4(String spec, String end) {
    List<String> names =
        Architectures.build(spec, CIFAR, 10).nodes().stream()
            .map(Node::name)
            .filter(name -> name.startsWith("stage1.module1."))
            .toList();
    assertThat(names).endsWith(end.split(" "));
  }

  @ParameterizedTest
  @CsvSource({"resnet-8-scale0.5, 0.5, 0.5", "resnet-8-shortscale0.25, 1, 0.25"})
  void scales_the_branch_and_the_shortcut(String spec, double branch, double shortcut) {
    Network network = Architectures.build(spec, CIFAR, 10);
    assertThat(network.node("stage1.module1.add"))
        .isInstanceOfSatisfying(
            Node.Add.class, add -> assertThat(add.scales()).containsExactly(branch, shortcut));
  }

  @Test
  void without_shortcuts_a_residual_network_is_the_plain_one() {
    Architecture plain = Architectures.parse("plain-20-w8");
    assertThat(Architectures.parse("resnet-20-w8-noskip")).isEqualTo(plain);
  }

  /** The last rectifier of the first module, where a word changes what a module holds. */
  @ParameterizedTest
  @CsvSource({
    "wrn-10-1-k3, 16, stage1.module1.rectifier1",
    "wrn-10-1-k1.3.1, 16, stage1.module1.rectifier3",
    "wrn-10-1-k3.3.3.3-w4, 16, stage1.module1.rectifier4",
    "vgg-11-lrn-w2, 32, group1.unit1.rectifier",
    "vgg-16-c-w2, 32, group1.unit2.rectifier",
    "vgg-13-five-w2, 32, group1.unit1.rectifier",
    "vgg-13-five-pairs-w2, 32, group1.module1.unit1.rectifier",
    "msra-14-w1, 31, group1.unit1.rectifier",
    "nin-conv-w4, 16, module1.unit1.rectifier",
    "nin-fc-w4, 16, module1.unit3.rectifier",
    "alexnet-no34-w6, 32, group1.unit1.rectifier",
    "zfnet-no3467-w4, 32, group1.unit1.rectifier",
    "inception-resnet-v2-n2-noskip-w1, 8, inception5b.branch1.unit1.rectifier",
  })
  void erases_the_last_rectifier_of_the_first_module(String spec, int pixels, String last) {
    Network network = Architectures.build(spec, new Shape(3, pixels, pixels), 10);
    Network erased = Erasure.last().applyTo(network);
    assertThat(erased.rectifiers().stream().filter(Node.Rectifier::erased).findFirst())
        .hasValueSatisfying(r -> assertThat(r.name()).isEqualTo(last));
    assertThat(erased.parameters()).isEqualTo(network.parameters());
  }

  @ParameterizedTest
  @CsvSource({
    "resnet-8-scale0.5-w2",
    "resnet-8-conv1-w2",
    "resnet-8-gate6-w2",
    "resnet-8-shortgate6-w2",
    "resnet-8-shortdropout0.5-w2",
    "resnet-8-bnafter-w2",
    "resnet-8-relubefore-w2",
    "resnet-8-relupre-w2",
    "resnet-11-relupre-w2",
    "plain-8-nobn-w2",
  })
  void erases_the_last_rectifier_of_each_module_and_draws_it(String spec) {
    Network network = Architectures.build(spec, CIFAR, 10);
    Network erased = Erasure.last().applyTo(network);
    assertThat(erased.parameters()).isEqualTo(network.parameters());
    assertThat(erased.rectifiers().stream().filter(Node.Rectifier::erased)).hasSize(3);
    assertThat(NetworkDiagram.svg(erased)).contains(spec);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "resnet-20-scale2x; resnet-20-scale0.5; between 0 and 1",
        "resnet-20-scale1; resnet-20-scale0.5; between 0 and 1",
        "resnet-20-scale0.5-conv1; resnet-20-scale0.5; exclude one another",
        "resnet-20-b-conv1; resnet-20-b; exclude one another",
        "resnet-20-noskip-relupre; plain-20; exclude one another",
        "preresnet-20-conv1; preresnet-20; no 'conv1'",
        "resnet-20-nobn; resnet-20; no 'nobn'",
        "resnet-20-noskp; plain-20; did you mean 'noskip'",
        "resnet-20-sacle0.5-w8; resnet-20-scale0.5-w8; did you mean 'scale0.5'",
        "resnet-20-relupre-relupre; resnet-20-relupre; exclude one another",
        "plain-20-nob; plain-20-nobn; did you mean 'nobn'",
        "plain-20-nobn-nobn; plain-20-nobn; no 'nobn'",
        "nin-perlu; nin-prelu; did you mean 'prelu'",
        "nin-rrelu8..3; nin; no 'rrelu8..3'",
        "wrn-28-2-k3.2; wrn-28-2-k3.1; each 1 or 3",
        "wrn-28-2-k; wrn-28-2-k3.1; each 1 or 3",
        "wrn-28-2-k5.5; wrn-28-2; each 1 or 3",
        "wrn-28-2-k3-dropout0.3; wrn-28-2-k3; one convolution a block",
        "vgg-16-five; vgg-13-five; -five to 13",
        "vgg-11-lrn-bn; vgg-11-lrn; exclude one another",
        "nin-fc-fcdropout0.5; nin-fc; exclude one another",
        "nin-dropout1; nin-dropout0.3; 1 excluded",
        "resnet-20-gate11; resnet-20-gate10; one of [0, 1, 2",
        "resnet-20-gate; resnet-20; no 'gate'",
        "resnet-20-gate0-shortgate0; resnet-20-gate0; exclude one another",
        "msra-16; msra-14; 14, 22 or 30",
        "zfnet-k12; zfnet-k11; one of [3, 5, 7, 9, 11]",
        "alexnet-w16; alexnet-w18; multiple of 6",
        "alexnet-no34-no67; alexnet-no34; exclude one another",
        "inception-resnet-v2-scale2; inception-resnet-v2-scale0.2; at most 1",
        "inception-resnet-v2-scale0.1-noskip; inception-resnet-v2-scale0.1; exclude one another",
        "cpm-3-center; cpm-3-centre; did you mean 'centre'",
        "inception-resnet-v1-n0; inception-resnet-v1-n1; from 1 on",
      })
  void refuses_a_wrong_word_with_the_nearest_valid_spec(String spec, String nearest, String rule) {
    assertThatThrownBy(() -> Architectures.parse(spec))
        .isInstanceOfSatisfying(
            ArchitectureException.class,
            e -> {
              assertThat(e.nearest()).isEqualTo(nearest);
              assertThat(e.rule()).contains(rule);
            });
  }
}
