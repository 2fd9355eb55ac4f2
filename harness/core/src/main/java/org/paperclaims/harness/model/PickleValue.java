package org.paperclaims.harness.model;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A value of a pickle, read as data. */
sealed interface PickleValue {
  record Text(String text) implements PickleValue {}

  /** A whole number; those of more than 64 bits are not needed and so not kept. */
  record Whole(long value) implements PickleValue {}

  record Flag(boolean value) implements PickleValue {}

  /** A tuple, a list or a set, whose items may still be added to. */
  record Items(List<PickleValue> all) implements PickleValue {
    static Items empty() {
      return new Items(new ArrayList<>());
    }
  }

  /** A dictionary; keys that are neither text nor whole numbers are refused. */
  record Dictionary(Map<String, PickleValue> entries) implements PickleValue {
    static Dictionary empty() {
      return new Dictionary(new LinkedHashMap<>());
    }
  }

  /** The name of a class or function, on the list of what is allowed. */
  record Named(TorchName name, String text) implements PickleValue {}

  /**
   * A storage of numbers.
   *
   * @param key its name in the file
   * @param elements how many numbers it says it has
   */
  record Storage(NumberType type, String key, long elements) implements PickleValue {}

  /** A tensor that lies in a storage. */
  record TensorOf(Storage storage, long offset, List<Integer> shape, List<Long> strides)
      implements PickleValue {}

  /** Something that has no part in a model: none, a floating-point number, bytes, a setting. */
  record Other() implements PickleValue {}
}
