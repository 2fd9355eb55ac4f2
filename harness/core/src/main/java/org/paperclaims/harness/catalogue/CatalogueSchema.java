package org.paperclaims.harness.catalogue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.paperclaims.plugins.Plugin;

/** The JSON Schema of catalogues, by which editors complete and explain fields. */
public final class CatalogueSchema {
  /** The name of its file. */
  public static final String NAME = "catalogue.schema.json";

  /** Where the schema lists names that plug-ins can add to, by the kind of thing. */
  private static final Map<String, String> LISTS =
      Map.of(
          "data set", "/definitions/values/dataset/enum",
          "metric", "/definitions/metric/anyOf/0/enum",
          "initialisation", "/definitions/values/initialisation/anyOf/0/enum");

  private CatalogueSchema() {}

  /** Give its text, in which names of plug-ins on the class path stand too. */
  public static String text() {
    try (InputStream in = CatalogueSchema.class.getResourceAsStream(NAME)) {
      if (in == null) {
        throw new IllegalStateException(NAME + " is missing from the jar");
      }
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      List<Plugin> plugins =
          Brought.all().stream().filter(p -> LISTS.containsKey(p.kind())).toList();
      return plugins.isEmpty() ? text : with(plugins, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String with(List<Plugin> plugins, String text) throws IOException {
    ObjectMapper json = new ObjectMapper();
    JsonNode schema = json.readTree(text);
    for (Plugin plugin : plugins) {
      ((ArrayNode) schema.at(LISTS.get(plugin.kind()))).add(plugin.name());
    }
    return json.writerWithDefaultPrettyPrinter().writeValueAsString(schema) + "\n";
  }
}
