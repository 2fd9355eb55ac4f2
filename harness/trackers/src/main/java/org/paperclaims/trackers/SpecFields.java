package org.paperclaims.trackers;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Map;
import java.util.TreeMap;
import org.paperclaims.harness.run.RunSpec;
import org.paperclaims.harness.run.SpecJson;

/** The fields of a spec's canonical JSON, objects within objects by names with dots. */
final class SpecFields {
  private static final ObjectMapper JSON = new ObjectMapper();

  private SpecFields() {}

  /** Give the fields by name, such as {@code recipe.epochs}; lists as JSON. */
  static Map<String, String> of(RunSpec spec) {
    Map<String, String> fields = new TreeMap<>();
    try {
      put("", JSON.readTree(SpecJson.write(spec)).path("spec"), fields);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("the JSON of a spec is none", e);
    }
    return fields;
  }

  private static void put(String name, JsonNode value, Map<String, String> fields) {
    if (value.isObject()) {
      String prefix = name.isEmpty() ? "" : name + ".";
      value.properties().forEach(e -> put(prefix + e.getKey(), e.getValue(), fields));
    } else {
      fields.put(name, value.isTextual() ? value.asText() : value.toString());
    }
  }
}
