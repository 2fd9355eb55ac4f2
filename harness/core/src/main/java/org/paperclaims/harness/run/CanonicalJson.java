package org.paperclaims.harness.run;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import org.paperclaims.harness.engine.Optimiser;

/**
 * Canonical JSON: one text for one value. Keys are sorted, nothing is spaced, and a number is
 * written in the shortest way that reads back as the same bits. Numbers do not go through {@link
 * Double#toString}, whose digits changed in JDK 19: a fingerprint must not depend on the JVM.
 *
 * <p>Reading is strict and bounded: unknown, missing, doubled or null fields, wrong kinds, deep
 * nesting and trailing text are refused.
 */
public final class CanonicalJson {
  private static final JsonSetter.Value NO_NULLS_INSIDE =
      JsonSetter.Value.forContentNulls(Nulls.FAIL);

  private static final JsonMapper MAPPER =
      JsonMapper.builder(
              JsonFactory.builder()
                  .enable(StreamWriteFeature.USE_FAST_DOUBLE_WRITER)
                  .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxNestingDepth(16)
                          .maxStringLength(1 << 20)
                          .maxNumberLength(64)
                          .maxNameLength(1000)
                          .build())
                  .build())
          .enable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
          .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
          .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
          .enable(JsonNodeFeature.WRITE_PROPERTIES_SORTED)
          .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_NUMBERS_FOR_ENUMS)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
          .addMixIn(Optimiser.class, OptimiserKinds.class)
          .withConfigOverride(Map.class, o -> o.setSetterInfo(NO_NULLS_INSIDE))
          .withConfigOverride(List.class, o -> o.setSetterInfo(NO_NULLS_INSIDE))
          .build();

  private CanonicalJson() {}

  /** Write a record, map or tree in its canonical form, on one line. */
  public static String write(Object value) {
    try {
      return MAPPER.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("not a value for JSON: " + e.getOriginalMessage(), e);
    }
  }

  /** Write a record, map or tree with the same keys and numbers, spaced for people. */
  public static String writePretty(Object value) {
    try {
      return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(value) + "\n";
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("not a value for JSON: " + e.getOriginalMessage(), e);
    }
  }

  /** Turn a record into a tree. */
  public static ObjectNode tree(Record value) {
    return MAPPER.valueToTree(value);
  }

  /**
   * Read a tree.
   *
   * @throws JsonException with the line and column of what is wrong
   */
  public static JsonNode tree(String text) {
    try {
      JsonNode tree = MAPPER.readTree(text);
      if (!tree.isObject()) {
        throw new JsonException("expected a JSON object, found " + tree.getNodeType());
      }
      return tree;
    } catch (JsonProcessingException e) {
      throw JsonException.at(e);
    }
  }

  /**
   * Turn a tree into a record.
   *
   * @throws JsonException naming the field that is missing, unknown or of the wrong kind
   */
  public static <T> T value(JsonNode tree, Class<T> type) {
    try {
      return MAPPER.treeToValue(tree, type);
    } catch (JsonProcessingException e) {
      throw JsonException.at(e);
    }
  }
}
