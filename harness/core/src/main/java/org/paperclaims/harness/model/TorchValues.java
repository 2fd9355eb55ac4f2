package org.paperclaims.harness.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The calls by which PyTorch's pickles make storages and tensors, read instead of made. */
final class TorchValues {
  private static final int MOST_DIMENSIONS = 16;

  private TorchValues() {}

  /**
   * Read the name of a storage: {@code ("storage", class, key, device, elements)}.
   *
   * @throws ModelFileException.Refused if it is anything else
   */
  static PickleValue.Storage storage(PickleValue id) {
    List<PickleValue> parts = items(id);
    if (parts.size() < 5
        || !(parts.get(0) instanceof PickleValue.Text kind)
        || !kind.text().equals("storage")
        || !(parts.get(1) instanceof PickleValue.Named type)
        || type.name() != TorchName.STORAGE) {
      throw new ModelFileException.Refused(
          "it refers to what is no storage of numbers, such as the source of a class; save the"
              + " model's tensors alone, with torch.save(model.state_dict(), FILE)");
    }
    if (parts.size() > 5 && !(parts.get(5) instanceof PickleValue.Other)) {
      throw new ModelFileException.Refused(
          "it has storages that are views of others; load it and save it again with PyTorch 0.4 or"
              + " newer");
    }
    long elements = whole(parts.get(4), "a storage's size");
    return new PickleValue.Storage(
        NumberType.ofTorchStorage(type.text()).orElseThrow(), Pickle.text(parts.get(2)), elements);
  }

  /**
   * Read what a call would make.
   *
   * @throws ModelFileException.Refused if the function is not one that makes tensors, dictionaries
   *     or settings
   */
  static PickleValue called(PickleValue function, PickleValue arguments) {
    if (!(function instanceof PickleValue.Named named)) {
      throw new ModelFileException.Refused("a pickle calls what is no function");
    }
    List<PickleValue> given = items(arguments);
    return switch (named.name()) {
      case ORDERED_DICT -> dictionary(given);
      case REBUILD_TENSOR -> tensor(given);
      case REBUILD_PARAMETER -> parameter(given);
      case SIZE, LEFT_OUT -> new PickleValue.Other();
      case STORAGE ->
          throw new ModelFileException.Refused("it makes a storage without the data of a file");
    };
  }

  private static PickleValue dictionary(List<PickleValue> given) {
    PickleValue.Dictionary dictionary = PickleValue.Dictionary.empty();
    for (PickleValue pairs : given) {
      for (PickleValue pair : items(pairs)) {
        List<PickleValue> both = items(pair);
        if (both.size() != 2
            || dictionary.entries().put(Pickle.text(both.get(0)), both.get(1)) != null) {
          throw new ModelFileException.Malformed("a dictionary's entries are no pairs");
        }
      }
    }
    return dictionary;
  }

  private static PickleValue parameter(List<PickleValue> given) {
    if (!given.isEmpty() && given.get(0) instanceof PickleValue.TensorOf tensor) {
      return tensor;
    }
    throw new ModelFileException.Malformed("a parameter without its tensor");
  }

  private static PickleValue tensor(List<PickleValue> given) {
    if (given.size() < 4 || !(given.get(0) instanceof PickleValue.Storage storage)) {
      throw new ModelFileException.Malformed("a tensor without its storage");
    }
    List<Integer> shape = new ArrayList<>();
    for (PickleValue size : items(given.get(2))) {
      shape.add(Math.toIntExact(whole(size, "a tensor's size")));
    }
    List<Long> strides = new ArrayList<>();
    for (PickleValue stride : items(given.get(3))) {
      strides.add(whole(stride, "a tensor's stride"));
    }
    if (shape.size() != strides.size() || shape.size() > MOST_DIMENSIONS) {
      throw new ModelFileException.Malformed(
          String.format(
              Locale.ROOT, "a tensor has %d sizes and %d strides", shape.size(), strides.size()));
    }
    return new PickleValue.TensorOf(
        storage, whole(given.get(1), "a tensor's offset"), shape, strides);
  }

  private static List<PickleValue> items(PickleValue value) {
    if (value instanceof PickleValue.Items items) {
      return items.all();
    }
    throw new ModelFileException.Malformed("a pickle has something else where a list stands");
  }

  private static long whole(PickleValue value, String what) {
    if (value instanceof PickleValue.Whole whole && whole.value() >= 0) {
      return whole.value();
    }
    throw new ModelFileException.Malformed(what + " is no whole number from 0 on");
  }
}
