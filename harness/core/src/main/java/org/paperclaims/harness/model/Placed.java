package org.paperclaims.harness.model;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * A tensor, and where its numbers lie in the file.
 *
 * @param at position in the file of the first byte of its storage
 * @param elements how many numbers the storage has
 * @param offset number of the storage at which the tensor begins
 * @param strides how far apart neighbours along each dimension lie, in numbers
 */
record Placed(StoredTensor tensor, long at, long elements, long offset, List<Long> strides) {
  Placed {
    strides = List.copyOf(strides);
  }

  /** Place a tensor that has its storage to itself, row by row. */
  static Placed alone(StoredTensor tensor, long at) {
    return new Placed(tensor, at, tensor.count(), 0, rowMajor(tensor.shape()));
  }

  static List<Long> rowMajor(List<Integer> shape) {
    List<Long> strides = new ArrayList<>(shape.stream().map(s -> 1L).toList());
    for (int i = shape.size() - 2; i >= 0; i--) {
      strides.set(i, Math.multiplyExact(strides.get(i + 1), Math.max(1, shape.get(i + 1))));
    }
    return strides;
  }

  /** Tell whether the numbers lie row by row. */
  boolean isRowMajor() {
    List<Long> usual = rowMajor(tensor.shape());
    for (int i = 0; i < strides.size(); i++) {
      if (tensor.shape().get(i) > 1 && !usual.get(i).equals(strides.get(i))) {
        return false;
      }
    }
    return true;
  }

  /** Tell whether the numbers fill a range of the storage, each once, in whatever order. */
  boolean isDense() {
    long count = tensor.count();
    List<Integer> dimensions = new ArrayList<>();
    for (int i = 0; i < strides.size(); i++) {
      if (tensor.shape().get(i) > 1) {
        dimensions.add(i);
      }
    }
    dimensions.sort(Comparator.comparing(strides::get));
    long filled = 1;
    for (int i : dimensions) {
      if (strides.get(i) != filled) {
        return false;
      }
      filled *= tensor.shape().get(i);
    }
    return offset >= 0 && count <= elements && offset <= elements - count;
  }
}
