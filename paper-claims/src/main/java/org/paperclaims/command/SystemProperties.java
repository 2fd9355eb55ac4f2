package org.paperclaims.command;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** System properties that are set for a while and then are as they were before. */
final class SystemProperties {
  private SystemProperties() {}

  static void during(Map<String, String> properties, Runnable work) {
    Map<String, Optional<String>> before = new HashMap<>();
    properties.forEach(
        (name, value) -> before.put(name, Optional.ofNullable(System.setProperty(name, value))));
    try {
      work.run();
    } finally {
      before.forEach(
          (name, value) ->
              value.ifPresentOrElse(
                  v -> System.setProperty(name, v), () -> System.clearProperty(name)));
    }
  }
}
