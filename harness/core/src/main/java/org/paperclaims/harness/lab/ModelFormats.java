package org.paperclaims.harness.lab;

import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import org.paperclaims.harness.engine.EngineException;
import org.paperclaims.harness.engine.ModelFormat;
import org.paperclaims.plugins.Plugins;

/** The formats of models on the class path. */
public final class ModelFormats {
  private ModelFormats() {}

  /** List the formats, in the order of their names. */
  public static List<ModelFormat> all() {
    return Plugins.of(ModelFormat.class).stream()
        .sorted(Comparator.comparing(ModelFormat::id))
        .toList();
  }

  /**
   * Find a format by its name.
   *
   * @throws EngineException if there is none; lists what there is
   */
  public static ModelFormat find(String id) {
    List<ModelFormat> all = all();
    return all.stream()
        .filter(f -> f.id().equals(id))
        .findFirst()
        .orElseThrow(
            () ->
                new EngineException(
                    "no format of models is called '%s'; there are: %s"
                        .formatted(
                            id,
                            all.isEmpty()
                                ? "none"
                                : all.stream()
                                    .map(ModelFormat::id)
                                    .collect(Collectors.joining(", ")))));
  }
}
