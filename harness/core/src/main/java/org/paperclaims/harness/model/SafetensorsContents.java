package org.paperclaims.harness.model;

import java.io.EOFException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.paperclaims.harness.run.JsonException;
import org.paperclaims.harness.store.SafetensorsHeader;
import org.paperclaims.harness.store.StoreException;

/** The tensors of a safetensors file that another tool may have written. */
final class SafetensorsContents {
  private static final Map<String, Integer> WIDTHS =
      Arrays.stream(NumberType.values())
          .collect(
              Collectors.toMap(
                  NumberType::name, NumberType::bytes, (a, b) -> a, LinkedHashMap::new));

  private SafetensorsContents() {}

  static Contents read(FileChannel channel) throws IOException {
    try {
      channel.position(0);
      SafetensorsHeader header = SafetensorsHeader.read(channel, WIDTHS);
      List<Placed> placed =
          header.entries().stream()
              .map(e -> Placed.alone(tensor(e), header.dataStart() + e.from()))
              .toList();
      return Contents.of("safetensors", placed);
    } catch (StoreException.Corrupt | JsonException | EOFException e) {
      throw new ModelFileException.Malformed(String.valueOf(e.getMessage()), e);
    }
  }

  private static StoredTensor tensor(SafetensorsHeader.Entry entry) {
    return new StoredTensor(entry.name(), NumberType.valueOf(entry.type()), entry.shape());
  }
}
