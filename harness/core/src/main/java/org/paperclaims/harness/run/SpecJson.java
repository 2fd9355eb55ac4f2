package org.paperclaims.harness.run;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** A run spec as canonical JSON, in both directions. */
public final class SpecJson {
  /**
   * The format's number. It is part of what is fingerprinted, so that a changed meaning of a field
   * makes new runs instead of reusing old ones.
   */
  public static final int FORMAT = 1;

  private SpecJson() {}

  private record Document(int format, RunSpec spec) {}

  /**
   * Write a spec in its canonical form, on one line.
   *
   * @throws IllegalArgumentException if a number in it is infinite or not a number
   */
  public static String write(RunSpec spec) {
    ObjectNode tree = tree(spec);
    String text = CanonicalJson.write(tree);
    if (hasNoNumber(tree)) {
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
    RunSpec spec = CanonicalJson.value(ShortForm.complete(tree), Document.class).spec();
    // One spec has one form, and so one fingerprint: whatever was read as something else is none.
    ObjectNode own = tree(spec);
    String canonical = CanonicalJson.write(own);
    if (hasNoNumber(own) || !canonical.equals(CanonicalJson.write(tree))) {
      throw new JsonException("the run spec is not as a run spec is written");
    }
    // JSON writes some of them as escapes, and no name of a run needs an escape.
    if (canonical.indexOf('\\') >= 0 || !ShownText.of(canonical).equals(canonical)) {
      throw new JsonException("the run spec has signs that no name of a run has");
    }
    return spec;
  }

  private static ObjectNode tree(RunSpec spec) {
    ObjectNode tree = CanonicalJson.tree(new Document(FORMAT, spec));
    ShortForm.shorten(tree);
    return tree;
  }

  /** Numbers that JSON does not know are written as strings, which would never read back. */
  private static boolean hasNoNumber(JsonNode node) {
    if (node.isContainerNode()) {
      for (JsonNode part : node) {
        if (hasNoNumber(part)) {
          return true;
        }
      }
      return false;
    }
    return node.isNumber() && !Double.isFinite(node.doubleValue());
  }
}
