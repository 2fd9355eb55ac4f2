package org.paperclaims.harness.engine.dl4j;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.paperclaims.architectures.Parameter;
import org.paperclaims.harness.engine.Snapshot;
import org.paperclaims.harness.engine.Tensor;

/** Whether a snapshot fits a network and what its learning rule keeps. */
final class SnapshotFit {
  private SnapshotFit() {}

  /**
   * Refuse a snapshot that does not fit.
   *
   * @param kept the prefixes of what the rule keeps of trainable parameters
   * @param averages whether averages of all parameters are kept
   * @throws IllegalArgumentException if a tensor is missing, unknown or of another shape
   */
  static void check(
      List<Parameter> parameters, Set<String> kept, boolean averages, Snapshot snapshot) {
    Map<String, Parameter> known = new LinkedHashMap<>();
    for (Parameter parameter : parameters) {
      known.put(parameter.name(), parameter);
      check(parameter, snapshot.tensor(parameter.name()));
      if (averages) {
        known.put(Snapshot.AVERAGE_PREFIX + parameter.name(), parameter);
      }
      if (parameter.role().trainable()) {
        kept.forEach(prefix -> known.put(prefix + parameter.name(), parameter));
      }
    }
    snapshot
        .tensors()
        .forEach(
            (name, tensor) -> {
              Parameter parameter = known.get(name);
              if (parameter == null) {
                throw new IllegalArgumentException("the network has no tensor " + name);
              }
              check(parameter, tensor);
            });
  }

  private static void check(Parameter parameter, Tensor tensor) {
    if (!tensor.shape().equals(parameter.shape())) {
      throw new IllegalArgumentException(
          parameter.name() + " has shape " + parameter.shape() + ", found " + tensor.shape());
    }
  }
}
