package org.paperclaims.harness.model;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.paperclaims.architectures.Network;
import org.paperclaims.architectures.Shape;
import org.paperclaims.architectures.family.Architectures;

/** The files that {@code src/test/python/models.py} wrote with PyTorch's own torch.save. */
final class Samples {
  private Samples() {}

  /** The network whose tensors {@code resnet8-*.pth} holds. */
  static Network resnet8() {
    return Architectures.build("resnet-8-a-w2", new Shape(3, 32, 32), 10);
  }

  static byte[] bytes(String name) throws IOException {
    try (InputStream in = Samples.class.getResourceAsStream("/models/" + name)) {
      if (in == null) {
        throw new IOException("no sample is called " + name);
      }
      return in.readAllBytes();
    }
  }

  static Path file(Path folder, String name) throws IOException {
    return Files.write(folder.resolve(name), bytes(name));
  }

  /** Write the tensors of a network as safetensors, by other names and of another type. */
  static byte[] safetensors(Network network, String prefix, String type, int width) {
    List<String> entries = new ArrayList<>();
    long at = 0;
    for (var names : table("ResNet").names(network).entrySet()) {
      long end = at + (long) names.getKey().size() * width;
      entries.add(
          "\"%s%s\":{\"dtype\":\"%s\",\"shape\":%s,\"data_offsets\":[%d,%d]}"
              .formatted(prefix, names.getValue().get(0), type, names.getKey().shape(), at, end));
      at = end;
    }
    String counter =
        ",\"%sbn1.num_batches_tracked\":{\"dtype\":\"I64\",\"shape\":[],\"data_offsets\":[%d,%d]}"
            .formatted(prefix, at, at + 8);
    byte[] header =
        ("{" + String.join(",", entries) + counter + "}").getBytes(StandardCharsets.UTF_8);
    java.nio.ByteBuffer bytes =
        java.nio.ByteBuffer.allocate((int) (8 + header.length + at + 8))
            .order(java.nio.ByteOrder.LITTLE_ENDIAN);
    bytes.putLong(header.length).put(header);
    for (int i = 0; i < at / width; i++) {
      switch (type) {
        case "F32" -> bytes.putFloat(i % 64);
        case "F64" -> bytes.putDouble(i % 64);
        case "BF16" -> bytes.putShort((short) (Float.floatToIntBits(i % 64) >> 16));
        default -> bytes.putShort(HALVES[i % 4]);
      }
    }
    return bytes.array();
  }

  /** 0, 1, 2 and 3 in binary16. */
  private static final short[] HALVES = {0, 0x3C00, 0x4000, 0x4200};

  static NameTable table(String name) {
    return NameTable.known().stream().filter(t -> t.name().equals(name)).findFirst().orElseThrow();
  }
}
