package org.paperclaims.harness.run;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/**
 * The short form of a run spec's JSON. Fields that came after the format are left out where they
 * say what every run before them did, and what became one choice of several is written as it was
 * when there was no other, so that every run of before keeps its fingerprint.
 */
final class ShortForm {
  private static final JsonPointer SPEC = JsonPointer.compile("/spec");
  private static final JsonPointer RECIPE = JsonPointer.compile("/spec/recipe");
  private static final JsonPointer RATE = JsonPointer.compile("/spec/recipe/learningRate");

  /** From the outside in. */
  private static final List<Inlined> INLINED =
      List.of(
          new Inlined(RATE, "schedule", "drops", List.of("drops")),
          new Inlined(
              RECIPE,
              "rule",
              "",
              List.of(
                  "optimiser", "weightDecay", "decaySlopes", "clip", "labelSmoothing", "average")),
          new Inlined(RECIPE, "optimiser", "sgd", List.of("momentum", "nesterov")));

  private static final List<LeftOut> LEFT_OUT =
      List.of(
          new LeftOut(RATE, "warmup", CanonicalJson.tree(Warmup.NONE)),
          new LeftOut(RECIPE, "decaySlopes", BooleanNode.TRUE),
          new LeftOut(RECIPE, "clip", DoubleNode.valueOf(0)),
          new LeftOut(RECIPE, "labelSmoothing", DoubleNode.valueOf(0)),
          new LeftOut(RECIPE, "average", DoubleNode.valueOf(0)),
          new LeftOut(RECIPE, "deterministic", BooleanNode.TRUE),
          new LeftOut(SPEC, "given", CanonicalJson.tree(GivenModel.NONE)),
          new LeftOut(SPEC, "imported", CanonicalJson.tree(Imported.NONE)));

  private ShortForm() {}

  /** A field that is left out where it has this value. */
  private record LeftOut(JsonPointer parent, String field, JsonNode value) {}

  /**
   * An object whose fields stand in its parent if it is of one kind.
   *
   * @param kind empty where there are no kinds
   * @param names its fields
   */
  private record Inlined(JsonPointer parent, String field, String kind, List<String> names) {}

  /** Shorten a tree as a record gives it, in place. */
  static void shorten(ObjectNode tree) {
    for (Inlined inlined : INLINED) {
      if (tree.at(inlined.parent()) instanceof ObjectNode parent
          && parent.get(inlined.field()) instanceof ObjectNode object
          && object.path("kind").asText().equals(inlined.kind())) {
        parent.remove(inlined.field());
        object.remove("kind");
        parent.setAll(object);
      }
    }
    for (LeftOut leftOut : LEFT_OUT) {
      if (tree.at(leftOut.parent()) instanceof ObjectNode parent
          && leftOut.value().equals(parent.get(leftOut.field()))) {
        parent.remove(leftOut.field());
      }
    }
  }

  /**
   * Give what {@link #shorten} leaves as the tree that it came from; any other tree as it may be.
   */
  static JsonNode complete(JsonNode shortened) {
    JsonNode tree = shortened.deepCopy();
    for (LeftOut leftOut : LEFT_OUT) {
      if (tree.at(leftOut.parent()) instanceof ObjectNode parent && !parent.has(leftOut.field())) {
        parent.set(leftOut.field(), leftOut.value());
      }
    }
    for (int i = INLINED.size() - 1; i >= 0; i--) {
      Inlined inlined = INLINED.get(i);
      if (tree.at(inlined.parent()) instanceof ObjectNode parent && !parent.has(inlined.field())) {
        ObjectNode object = parent.putObject(inlined.field());
        if (!inlined.kind().isEmpty()) {
          object.put("kind", inlined.kind());
        }
        for (String name : inlined.names()) {
          JsonNode value = parent.remove(name);
          if (value != null) {
            object.set(name, value);
          }
        }
      }
    }
    return tree;
  }
}
