package org.paperclaims.harness.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.paperclaims.harness.engine.Snapshot;

class ModelFileTest {
  @TempDir Path folder;

  /** A header of 640 bytes begins as a pickle does, and one of 4,736 as one of protocol 18. */
  @ParameterizedTest
  @ValueSource(ints = {640, 4736, 896})
  void a_header_whose_length_begins_as_a_pickle_does_is_read(int length) throws IOException {
    String header = "{\"a\": {\"dtype\": \"F32\", \"shape\": [1], \"data_offsets\": [0, 4]}}";
    ByteBuffer bytes = ByteBuffer.allocate(8 + length + 4).order(ByteOrder.LITTLE_ENDIAN);
    bytes.putLong(length).put((header + " ".repeat(length - header.length())).getBytes());
    bytes.putFloat(1.5f);
    Path path = Files.write(folder.resolve("m.safetensors"), bytes.array());
    try (ModelFile file = ModelFile.open(path)) {
      assertThat(file.tensors()).hasSize(1);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"kinds-zip.pth", "kinds-old.pth"})
  void every_type_of_weights_is_read_as_the_nearest_float32(String name) throws IOException {
    try (ModelFile file = ModelFile.open(Samples.file(folder, name))) {
      Map<String, StoredTensor> tensors =
          file.tensors().stream()
              .collect(Collectors.toMap(StoredTensor::name, Function.identity()));
      Function<String, float[]> read = n -> file.read(tensors.get(n)).data();
      assertThat(read.apply("f32")).hasSize(54).startsWith(0, 0.25f, 0.5f, 0.75f, 1);
      assertThat(read.apply("f64")).containsExactly(0.1f, -2.5f);
      assertThat(read.apply("f16"))
          .containsExactly(1, 0.333251953125f, 0x1p-24f, -65504, Float.POSITIVE_INFINITY);
      assertThat(read.apply("bf16")).containsExactly(1, 3.140625f, -0.0f);
      assertThat(read.apply("channels_last")).containsExactly(read.apply("f32"));
      assertThat(read.apply("transposed")).containsExactly(0, 0.75f, 0.25f, 1, 0.5f, 1.25f);
      assertThat(read.apply("part")).containsExactly(0.5f, 0.75f, 1, 1.25f);
      assertThat(read.apply("parameter")).containsExactly(1, 1.25f);
      assertThat(tensors.get("counter").type()).isEqualTo(NumberType.I64);
      assertThatThrownBy(() -> file.read(tensors.get("gaps")))
          .isInstanceOf(ModelFileException.Unfit.class)
          .hasMessageContaining("contiguous");
      assertThatThrownBy(() -> file.read(tensors.get("counter")))
          .isInstanceOf(ModelFileException.Unfit.class)
          .hasMessageContaining("F64, F32, F16, BF16");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "resnet8-zip.pth, 'PyTorch, zip'",
    "resnet8-old.pth, 'PyTorch, the form before 1.6'",
  })
  void a_training_code_s_checkpoint_is_read_as_its_network(String name, String format)
      throws IOException {
    try (ModelFile file = ModelFile.open(Samples.file(folder, name))) {
      assertThat(file.format()).isEqualTo(format);
      Reading reading = Reading.of(file, Samples.resnet8(), "");
      assertThat(reading.prefix()).isEqualTo("state_dict.module.");
      assertThat(reading.leftOut()).hasSize(7).allMatch(t -> t.type() == NumberType.I64);
      Snapshot model = reading.snapshot(file);
      assertThat(model.tensor("linear.bias").data()).startsWith(43, 43.25f, 43.5f);
      assertThat(model.tensor("stage1.module1.conv1.weight").data()).startsWith(6, 6.25f);
    }
  }

  @ParameterizedTest
  @CsvSource({"F64, 8", "F32, 4", "F16, 2", "BF16, 2"})
  void safetensors_of_other_tools_are_read_with_their_counters_left_out(String type, int width)
      throws IOException {
    byte[] bytes = Samples.safetensors(Samples.resnet8(), "model.", type, width);
    Path path = Files.write(folder.resolve("m.safetensors"), bytes);
    try (ModelFile file = ModelFile.open(path)) {
      Reading reading = Reading.of(file, Samples.resnet8(), "");
      assertThat(reading.prefix()).isEqualTo("model.");
      assertThat(reading.leftOut()).singleElement().matches(t -> t.type() == NumberType.I64);
      assertThat(reading.snapshot(file).tensor("stem.conv.weight").data()).startsWith(0, 1, 2, 3);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "whole-model.pth, torch.nn.modules.linear.Linear",
    "script.pt, TorchScript",
  })
  void a_file_with_more_than_tensors_is_refused_with_what_to_do(String name, String what)
      throws IOException {
    Path path = Samples.file(folder, name);
    assertThatThrownBy(() -> ModelFile.open(path))
        .isInstanceOf(ModelFileException.Refused.class)
        .hasMessageContaining(what)
        .hasMessageContaining("state_dict()");
  }

  @ParameterizedTest
  @CsvSource({
    "'', hold no model",
    "'{\"a\": 1}', neither safetensors",
    "'version https://git-lfs.github.com/spec/v1', git lfs pull",
    "'<!DOCTYPE html><html>', neither safetensors",
  })
  void something_else_is_named(String content, String what) throws IOException {
    Path path = Files.writeString(folder.resolve("m.pth"), content);
    assertThatThrownBy(() -> ModelFile.open(path))
        .isInstanceOf(ModelFileException.Malformed.class)
        .hasMessageContaining("m.pth")
        .hasMessageContaining(what);
  }

  @Test
  void a_file_that_is_not_there_is_named() {
    assertThatThrownBy(() -> ModelFile.open(folder.resolve("none.pth")))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining("none.pth");
  }
}
