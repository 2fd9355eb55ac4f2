package org.paperclaims.harness.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.paperclaims.architectures.Network;
import org.paperclaims.architectures.Parameter;
import org.paperclaims.architectures.Shape;
import org.paperclaims.architectures.family.Architectures;

class ReadingTest {
  private static final Shape CIFAR = new Shape(3, 32, 32);
  private static final Path FILE = Path.of("m.pth");

  @TempDir Path folder;

  /** The names and shapes that torchvision 0.14 gives its models, as PyTorch lists them. */
  private static List<StoredTensor> torchvision(String model) throws IOException {
    List<StoredTensor> tensors = new ArrayList<>();
    boolean mine = false;
    String all = new String(Samples.bytes("torchvision-names.txt"), StandardCharsets.UTF_8);
    for (String line : all.lines().toList()) {
      if (line.startsWith("#")) {
        mine = line.equals("# " + model);
      } else if (mine) {
        String[] words = line.split(" ");
        List<Integer> shape =
            words[2].equals("-")
                ? List.of()
                : Arrays.stream(words[2].split("x")).map(Integer::valueOf).toList();
        tensors.add(new StoredTensor(words[0], NumberType.valueOf(words[1]), shape));
      }
    }
    return tensors;
  }

  private static StoredTensor tensor(String name, Integer... shape) {
    return new StoredTensor(name, NumberType.F32, List.of(shape));
  }

  /** The tensors of a network by the first names of a table, behind a prefix. */
  private static List<StoredTensor> named(Network network, String table, String prefix) {
    List<StoredTensor> tensors = new ArrayList<>();
    Samples.table(table)
        .names(network)
        .forEach(
            (p, names) ->
                tensors.add(new StoredTensor(prefix + names.get(0), NumberType.F32, p.shape())));
    return tensors;
  }

  private static Network small(String spec) {
    return Architectures.build(spec, CIFAR, 10);
  }

  @Test
  void more_sets_of_weights_than_a_model_has_are_not_looked_through() {
    List<StoredTensor> tensors = new ArrayList<>();
    for (int i = 0; i < 20_000; i++) {
      tensors.add(tensor("p" + i + ".conv1.weight", 16, 3, 3, 3));
    }
    assertThatThrownBy(() -> Reading.of(FILE, tensors, small("resnet-20"), ""))
        .isInstanceOf(ModelFileException.Unfit.class)
        .hasMessageContaining("20001 sets of tensors begin as resnet-20 does, at most 100");
  }

  /** Code that calls it downsample takes it of the input, and not of the first rectifier. */
  @Test
  void a_shortcut_of_another_preactivation_network_has_no_place() {
    Network network = small("preresnet-20");
    List<StoredTensor> tensors =
        named(network, "pre-activation ResNet", "").stream()
            .map(
                t ->
                    new StoredTensor(
                        t.name().replace("shortcut", "downsample"), t.type(), t.shape()))
            .toList();
    Reading reading = Reading.of(FILE, tensors, network, "");
    assertThat(reading.isComplete()).isFalse();
    assertThat(reading.wrong()).contains("no place for", "downsample");
  }

  @ParameterizedTest
  @CsvSource({
    "resnet18, resnet-18, 20",
    "resnet50, resnet-50-v1.5, 53",
    "vgg16_bn, vgg-16-bn, 13",
    "densenet121, densenet-121, 121",
  })
  void torchvision_s_models_have_a_place_for_every_tensor(
      String model, String architecture, int counters) throws IOException {
    Network network = Architectures.build(architecture, new Shape(3, 224, 224), 1000);
    Reading reading = Reading.of(FILE, torchvision(model), network, "");
    assertThat(reading.isComplete()).as(reading.wrong()).isTrue();
    assertThat(reading.leftOut()).hasSize(counters);
    assertThat(reading.goes()).hasSize(network.parameters().size());
  }

  @ParameterizedTest
  @CsvSource({
    "resnet-20-b, ResNet",
    "resnet-20-b, ResNet with residual_function",
    "resnet-20-b, ResNet of transformers",
    "preresnet-20, pre-activation ResNet",
    "wrn-16-2, wide ResNet in blocks",
    "densenet-bc-22-4, DenseNet in blocks",
    "vgg-11-bn, VGG",
  })
  void each_table_names_every_tensor_of_its_family(String architecture, String table) {
    Network network = small(architecture);
    Reading reading = Reading.of(FILE, named(network, table, "model."), network, "");
    assertThat(reading.isComplete()).as(reading.wrong()).isTrue();
    assertThat(reading.names()).isEqualTo(table);
    assertThat(reading.prefix()).isEqualTo("model.");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "module.", "_orig_mod.", "model.", "state_dict.module._orig_mod."})
  void what_stands_before_the_names_is_found(String prefix) {
    Network network = small("resnet-8-a");
    Reading reading = Reading.of(FILE, named(network, "ResNet", prefix), network, "");
    assertThat(reading.isComplete()).isTrue();
    assertThat(reading.prefix()).isEqualTo(prefix);
  }

  @Test
  void an_optimiser_s_tensors_are_left_out() {
    Network network = small("resnet-8-a");
    List<StoredTensor> tensors = named(network, "ResNet", "state_dict.");
    tensors.add(tensor("optimizer.state.0.momentum_buffer", 16, 3, 3, 3));
    Reading reading = Reading.of(FILE, tensors, network, "");
    assertThat(reading.isComplete()).isTrue();
    assertThat(reading.leftOut()).hasSize(1);
  }

  @Test
  void of_two_sets_of_weights_the_one_that_is_meant_must_be_said() {
    Network network = small("resnet-8-a");
    List<StoredTensor> tensors = named(network, "ResNet", "state_dict.");
    tensors.addAll(named(network, "ResNet", "state_dict_ema."));
    assertThatThrownBy(() -> Reading.of(FILE, tensors, network, ""))
        .isInstanceOf(ModelFileException.Unfit.class)
        .hasMessageContaining("state_dict. and state_dict_ema.");
    assertThat(Reading.of(FILE, tensors, network, "state_dict_ema").prefix())
        .isEqualTo("state_dict_ema.");
  }

  @Test
  void what_does_not_fit_is_named() {
    Network network = small("resnet-8-a");
    List<StoredTensor> tensors = named(network, "ResNet", "");
    tensors.removeIf(t -> t.name().equals("linear.bias") || t.name().equals("fc.bias"));
    tensors.removeIf(t -> t.name().equals("bn1.weight"));
    tensors.add(tensor("bn1.weight", 17));
    tensors.add(tensor("extra.weight", 3));
    Reading reading = Reading.of(FILE, tensors, network, "");
    assertThat(reading.isComplete()).isFalse();
    assertThat(reading.wrong())
        .contains("it has no linear.bias")
        .contains("bn1.weight is F32 of shape [17], and stem.bn.gamma has the shape [16]")
        .contains("no place for extra.weight");
  }

  @Test
  void a_file_s_architecture_is_found_by_its_names_and_shapes() throws IOException {
    Path path = Samples.file(folder, "resnet8-zip.pth");
    try (ModelFile file = ModelFile.open(path)) {
      assertThat(Candidates.of(file, "").stream().map(Reading::network))
          .containsExactly("resnet-8-a-w2");
    }
  }

  @Test
  void a_model_of_this_project_is_read_by_its_own_names() throws IOException {
    Network network = small("resnet-8-a");
    List<StoredTensor> tensors = new ArrayList<>();
    for (Parameter p : network.parameters()) {
      tensors.add(new StoredTensor(p.name(), NumberType.F32, p.shape()));
    }
    Reading reading = Reading.of(FILE, tensors, network, "");
    assertThat(reading.isComplete()).isTrue();
    assertThat(reading.names()).isEqualTo("this project");
    assertThat(Map.copyOf(reading.goes())).hasSize(network.parameters().size());
  }
}
