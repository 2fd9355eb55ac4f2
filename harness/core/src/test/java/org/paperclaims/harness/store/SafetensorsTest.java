package org.paperclaims.harness.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.paperclaims.harness.engine.Tensor;

class SafetensorsTest {
  @TempDir Path folder;

  @Test
  void gives_back_every_bit_and_the_order() throws IOException {
    Map<String, Tensor> floats = new LinkedHashMap<>();
    float[] odd = {Float.NaN, -0.0f, Float.MIN_VALUE, Float.NEGATIVE_INFINITY, 1.1f, 3};
    floats.put("z", new Tensor(List.of(2, 3), odd));
    floats.put("a", new Tensor(List.of(), new float[] {7}));
    floats.put("large", new Tensor(List.of(40_000), new float[40_000]));
    floats.put("empty", new Tensor(List.of(0), new float[0]));
    Safetensors written =
        new Safetensors(floats, Map.of("d", new double[] {Math.PI}), Map.of("k", "ä\"\n"));
    Safetensors read = Safetensors.read(file(written), Safetensors.Trust.VERIFIED);
    assertThat(read.metadata()).isEqualTo(written.metadata());
    assertThat(read.floats().get("z").data()).containsExactly(odd);
    assertThat(read.floats().get("z").shape()).containsExactly(2, 3);
    assertThat(read.floats().keySet()).startsWith("z", "a", "large");
    assertThat(read.floats()).containsKey("empty");
    assertThat(read.doubles().get("d")).containsExactly(Math.PI);
  }

  @Test
  void the_same_content_makes_the_same_bytes() throws IOException {
    Safetensors content =
        new Safetensors(
            Map.of("w", new Tensor(List.of(1), new float[] {2})),
            Map.of(),
            Map.of("b", "1", "a", "2"));
    assertThat(bytes(content)).isEqualTo(bytes(content));
  }

  @Test
  void every_single_flipped_bit_is_found() throws IOException {
    byte[] good =
        bytes(
            new Safetensors(
                Map.of("w", new Tensor(List.of(3), new float[] {1, 2, 3})),
                Map.of("l", new double[] {1}),
                Map.of("step", "3")));
    for (int bit = 0; bit < good.length * 8; bit++) {
      byte[] bad = good.clone();
      bad[bit / 8] ^= (byte) (1 << bit % 8);
      Path file = Files.write(folder.resolve("flipped"), bad);
      assertThatThrownBy(() -> Safetensors.read(file, Safetensors.Trust.VERIFIED))
          .as("bit " + bit)
          .isInstanceOf(StoreException.Corrupt.class);
    }
  }

  @Test
  void a_file_of_another_tool_is_read_without_a_checksum_if_its_form_is_right() throws IOException {
    Path file =
        raw("{\"w\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]}}", new byte[8]);
    assertThat(Safetensors.read(file, Safetensors.Trust.GIVEN).floats().get("w").data())
        .containsExactly(0, 0);
    assertThatThrownBy(() -> Safetensors.read(file, Safetensors.Trust.VERIFIED))
        .hasMessageContaining("no checksum");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"w\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,4]}}",
        "{\"w\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[4,12]}}",
        "{\"w\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[-8,0]}}",
        "{\"w\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[9223372036854775807,"
            + "-9223372036854775801]}}",
        "{\"w\":{\"dtype\":\"F32\",\"shape\":[2147483647,2147483647,4],\"data_offsets\":[0,8]}}",
        "{\"w\":{\"dtype\":\"F32\",\"shape\":[-2],\"data_offsets\":[0,8]}}",
        "{\"w\":{\"dtype\":\"I64\",\"shape\":[1],\"data_offsets\":[0,8]}}",
        "{\"w\":{\"dtype\":\"F32\",\"shape\":2,\"data_offsets\":[0,8]}}",
        "{\"w\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":8}}",
        "{\"w\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[1e99,1e99]}}",
        "{\"w\":7}",
        "{\"__metadata__\":{\"a\":1},\"w\":{\"dtype\":\"F32\",\"shape\":[2],"
            + "\"data_offsets\":[0,8]}}",
        "{\"__metadata__\":[]}",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]},"
            + "\"b\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]}}",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]},"
            + "\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]}}",
        "{}",
        "[]",
        "{",
        ""
      })
  void refuses_a_header_that_lies(String header) throws IOException {
    Path file = raw(header, new byte[8]);
    assertThatThrownBy(() -> Safetensors.read(file, Safetensors.Trust.GIVEN))
        .isInstanceOf(StoreException.Corrupt.class);
  }

  @ParameterizedTest
  @ValueSource(longs = {-1, 0, 1, 9, 1 << 25, Long.MAX_VALUE, Long.MIN_VALUE})
  void refuses_a_header_length_that_lies(long length) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(16).order(ByteOrder.LITTLE_ENDIAN).putLong(length);
    Path file = Files.write(folder.resolve("lying"), bytes.array());
    assertThatThrownBy(() -> Safetensors.read(file, Safetensors.Trust.GIVEN))
        .isInstanceOf(StoreException.Corrupt.class);
  }

  private Path raw(String header, byte[] data) throws IOException {
    byte[] json = header.getBytes(StandardCharsets.UTF_8);
    ByteBuffer bytes =
        ByteBuffer.allocate(8 + json.length + data.length).order(ByteOrder.LITTLE_ENDIAN);
    return Files.write(
        folder.resolve("raw"), bytes.putLong(json.length).put(json).put(data).array());
  }

  private static byte[] bytes(Safetensors content) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    content.writeTo(out);
    return out.toByteArray();
  }

  private Path file(Safetensors content) throws IOException {
    return Files.write(folder.resolve("file.safetensors"), bytes(content));
  }
}
