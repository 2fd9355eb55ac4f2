package org.paperclaims.harness.run;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** A run spec as canonical JSON, in both directions. */
public final class SpecJson {
  /**
   * The format's number. It is part of what is fingerprinted, so that a changed meaning of a field
   * makes new runs instead of reusing old ones.
   */
  public static final int FORMAT = 1;

  private static final JsonPointer RECIPE = JsonPointer.compile("/spec/recipe");
  private static final String DETERMINISTIC = "deterministic";

  private SpecJson() {}

  private record Document(int format, RunSpec spec) {}

  /**
   * Write a spec in its canonical form, on one line.
   *
   * @throws IllegalArgumentException if a number in it is infinite or not a number
   */
  public static String write(RunSpec spec) {
    String text = canonical(spec);
    if (hasNoNumber(text)) {
      throw new IllegalArgumentException("a run spec needs finite numbers: " + text);
    }
    return text;
  }

  /**
   * Read a spec.
   *
   * @throws JsonException if it is not one, or of a newer format
   */
  public static RunSpec read(String text) {
    JsonNode tree = CanonicalJson.tree(text);
    Formats.check(tree, FORMAT, "run spec");
    RunSpec spec = CanonicalJson.value(complete(tree), Document.class).spec();
    // One spec has one form, and so one fingerprint: whatever was read as something else is none.
    String canonical = canonical(spec);
    if (hasNoNumber(canonical) || !canonical.equals(CanonicalJson.write(tree))) {
      throw new JsonException("the run spec is not as a run spec is written");
    }
    return spec;
  }

  /**
   * Write a spec. A field that came after the format is left out where it says what every run
   * before it did, so that those keep their fingerprints.
   */
  private static String canonical(RunSpec spec) {
    ObjectNode tree = CanonicalJson.tree(new Document(FORMAT, spec));
    if (spec.recipe().deterministic()) {
      tree.withObject(RECIPE).remove(DETERMINISTIC);
    }
    return CanonicalJson.write(tree);
  }

  /** Say what a spec leaves out. */
  private static JsonNode complete(JsonNode tree) {
    JsonNode complete = tree.deepCopy();
    if (complete.at(RECIPE) instanceof ObjectNode recipe && !recipe.has(DETERMINISTIC)) {
      recipe.put(DETERMINISTIC, true);
    }
    return complete;
  }

  /** Numbers that JSON does not know are written as strings, which would never read back. */
  private static boolean hasNoNumber(String text) {
    return text.contains("\"NaN\"") || text.contains("Infinity\"");
  }
}
