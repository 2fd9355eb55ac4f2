package org.paperclaims.command;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.OptionalDouble;
import org.paperclaims.harness.claim.Claim;

/** How commands write the one document that {@code --json} asks for. */
final class Json {
  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  private Json() {}

  static ObjectNode object() {
    return MAPPER.createObjectNode();
  }

  /** Put a number, or null where there is none: JSON has no infinity. */
  static void put(ObjectNode node, String name, OptionalDouble value) {
    if (value.isPresent() && Double.isFinite(value.getAsDouble())) {
      node.put(name, value.getAsDouble());
    } else {
      node.putNull(name);
    }
  }

  /** Put the claims of a suite that have no case at its tier, with the reason. */
  static void putNotAttempted(ObjectNode node, Map<Claim, String> notAttempted) {
    ArrayNode claims = node.putArray("not_attempted");
    notAttempted.forEach(
        (claim, reason) -> claims.addObject().put("claim", claim.id()).put("reason", reason));
  }

  /** Write a document on one line. */
  static String line(JsonNode node) throws JsonProcessingException {
    return MAPPER.writeValueAsString(node);
  }

  static String text(JsonNode node) throws JsonProcessingException {
    return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(node);
  }
}
