package org.paperclaims.harness.model;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/**
 * The form of {@code torch.save} before PyTorch 1.6: a mark, a version, the machine's sizes, the
 * value, the keys of its storages, and behind these five pickles each storage: eight bytes with the
 * number of its elements, and the elements.
 */
final class TorchLegacy {
  /** 0x1950a86a20f9469cfc6c, little-endian. */
  private static final String MARK = "6cfc9c46f9206aa85019";

  private static final int VERSION = 1001;
  private static final int MOST_PICKLED = 32 << 20;

  private final FileChannel channel;

  private TorchLegacy(FileChannel channel) {
    this.channel = channel;
  }

  static Contents read(FileChannel channel) throws IOException {
    return new TorchLegacy(channel).read();
  }

  static String hexadecimal(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }

  private Contents read() throws IOException {
    ByteBuffer pickles = FileSpan.of(channel, 0, Math.min(channel.size(), MOST_PICKLED)).bytes();
    if (!(Pickle.read(pickles).value() instanceof PickleValue.Text mark)
        || !mark.text().equals(MARK)
        || !(Pickle.read(pickles).value() instanceof PickleValue.Whole version)
        || version.value() != VERSION) {
      throw new ModelFileException.Malformed(
          "it is a pickle, but not one of torch.save; save the model's tensors with"
              + " torch.save(model.state_dict(), FILE)");
    }
    checkOrder(Pickle.read(pickles).value());
    Pickle.Content content = Pickle.read(pickles);
    List<String> keys = keys(Pickle.read(pickles).value());
    Map<String, Long> starts = starts(content.storages(), keys, pickles.position());
    return Contents.of("PyTorch, the form before 1.6", TorchTensors.in(content.value(), starts));
  }

  private static void checkOrder(PickleValue machine) {
    if (!(machine instanceof PickleValue.Dictionary sizes)
        || !(sizes.entries().get("little_endian") instanceof PickleValue.Flag little)
        || !little.value()) {
      throw new ModelFileException.Malformed(
          "it was not written by a little-endian machine; save it again on one");
    }
  }

  private static List<String> keys(PickleValue value) {
    if (value instanceof PickleValue.Items items) {
      return items.all().stream().map(Pickle::text).toList();
    }
    throw new ModelFileException.Malformed("it has no list of its storages");
  }

  /** Find where each storage begins, and check that it has as many elements as its tensors say. */
  private Map<String, Long> starts(
      Map<String, PickleValue.Storage> storages, List<String> keys, long from) throws IOException {
    Map<String, Long> starts = new HashMap<>();
    long at = from;
    for (String key : keys) {
      PickleValue.Storage storage = storages.get(key);
      if (storage == null || starts.containsKey(key)) {
        throw new ModelFileException.Malformed("no tensor, or two, lie in one of its storages");
      }
      ByteBuffer count = FileSpan.of(channel, at, Long.BYTES).bytes();
      long elements = count.order(ByteOrder.LITTLE_ENDIAN).getLong();
      if (elements != storage.elements()) {
        throw new ModelFileException.Malformed(
            "a storage has %d elements, and its tensors say %d"
                .formatted(elements, storage.elements()));
      }
      starts.put(key, at + Long.BYTES);
      at = Math.addExact(at + Long.BYTES, Math.multiplyExact(elements, storage.type().bytes()));
    }
    if (starts.size() != storages.size() || at != channel.size()) {
      throw new ModelFileException.Malformed(
          "its storages end at byte %d, and it has %d; %d of %d storages are in it"
              .formatted(at, channel.size(), starts.size(), storages.size()));
    }
    return starts;
  }
}
