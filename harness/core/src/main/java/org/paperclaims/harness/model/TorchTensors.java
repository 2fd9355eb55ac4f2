package org.paperclaims.harness.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Finds the tensors in what a PyTorch file holds, and where they lie. */
final class TorchTensors {
  private static final int MOST_NESTED = 8;
  private static final int LONGEST_NAME = 1_000;

  private final Map<String, Long> starts;
  private final List<Placed> found = new ArrayList<>();
  private int visited;

  private TorchTensors(Map<String, Long> starts) {
    this.starts = starts;
  }

  /**
   * Find the tensors.
   *
   * @param starts where each storage's data begins, by its key
   * @throws ModelFileException.Malformed if there are none, or one lies in no storage
   */
  static List<Placed> in(PickleValue root, Map<String, Long> starts) {
    TorchTensors tensors = new TorchTensors(starts);
    tensors.visit("", root, 0);
    if (tensors.found.isEmpty()) {
      throw new ModelFileException.Malformed(
          "it holds no dictionary of tensors; save one with torch.save(model.state_dict(), FILE)");
    }
    return tensors.found;
  }

  private void visit(String name, PickleValue value, int depth) {
    if (++visited > Contents.MOST) {
      throw new ModelFileException.Refused("it nests more values than a model has");
    }
    if (value instanceof PickleValue.TensorOf tensor) {
      found.add(placed(name, tensor));
    } else if (value instanceof PickleValue.Dictionary dictionary && depth < MOST_NESTED) {
      dictionary.entries().forEach((key, v) -> visit(joined(name, key), v, depth + 1));
    }
  }

  /** Join the keys of nested dictionaries; one long key would be copied into every name below. */
  private static String joined(String name, String key) {
    if (name.length() + key.length() >= LONGEST_NAME) {
      throw new ModelFileException.Refused(
          "a name of %d letters was found, at most %d are allowed"
              .formatted(name.length() + key.length(), LONGEST_NAME));
    }
    return name.isEmpty() ? key : name + "." + key;
  }

  private Placed placed(String name, PickleValue.TensorOf tensor) {
    PickleValue.Storage storage = tensor.storage();
    Long at = starts.get(storage.key());
    if (at == null) {
      throw new ModelFileException.Malformed("the data of " + name + " is not in it");
    }
    return new Placed(
        new StoredTensor(name, storage.type(), tensor.shape()),
        at,
        storage.elements(),
        tensor.offset(),
        tensor.strides());
  }
}
