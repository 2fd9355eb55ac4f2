package org.paperclaims.harness.model;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The content of a file.
 *
 * @param format in words, such as {@code PyTorch, zip}
 * @param tensors by name, in the file's order
 */
record Contents(String format, Map<String, Placed> tensors) {
  /** A dictionary of tensors has at most so many; a file with more is none. */
  static final int MOST = 1_000_000;

  static Contents of(String format, List<Placed> placed) {
    Map<String, Placed> tensors = new LinkedHashMap<>();
    for (Placed p : placed) {
      if (tensors.put(p.tensor().name(), p) != null) {
        throw new ModelFileException.Malformed("two tensors are called " + p.tensor().name());
      }
    }
    return new Contents(format, tensors);
  }
}
