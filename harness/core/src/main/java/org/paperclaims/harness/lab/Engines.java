package org.paperclaims.harness.lab;

import java.util.List;
import java.util.stream.Collectors;
import org.paperclaims.harness.engine.Engine;
import org.paperclaims.harness.engine.EngineException;
import org.paperclaims.plugins.Plugins;

/** The engines on the class path. */
public final class Engines {
  private Engines() {}

  /** List the engines, in the order of their names. */
  public static List<Engine> all() {
    return Plugins.of(Engine.class).stream()
        .sorted(java.util.Comparator.comparing(Engine::id))
        .toList();
  }

  /**
   * Find an engine by its name.
   *
   * @throws EngineException if there is none; lists what there is
   * @throws IllegalArgumentException if a setting of its own cannot be understood
   */
  public static Engine find(String id) {
    List<Engine> all = all();
    Engine engine =
        all.stream()
            .filter(e -> e.id().equals(id))
            .findFirst()
            .orElseThrow(() -> new EngineException(unknown(id, all)));
    engine.refuseSettings();
    return engine;
  }

  /**
   * Refuse settings of an engine's own that cannot be understood, if the engine is there.
   *
   * @throws IllegalArgumentException says which one it is, and what is allowed
   */
  public static void refuseSettings(String id) {
    all().stream().filter(e -> e.id().equals(id)).forEach(Engine::refuseSettings);
  }

  private static String unknown(String id, List<Engine> all) {
    String known = all.stream().map(Engine::id).collect(Collectors.joining(", "));
    return "no engine is called '%s'; on the class path: %s. %s"
        .formatted(
            id,
            known.isEmpty() ? "none" : known,
            "Choose one with -Dclaims.engine, or add one with a profile: -Ptorch, -Pcuda,"
                + " -Ptorch-cuda, and -Ponnx for checkpoints in ONNX files");
  }
}
