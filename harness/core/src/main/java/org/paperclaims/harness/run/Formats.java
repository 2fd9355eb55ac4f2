package org.paperclaims.harness.run;

import com.fasterxml.jackson.databind.JsonNode;

/** The number that says how a stored document is to be understood. */
public final class Formats {
  private Formats() {}

  /**
   * Check the field {@code format} of a document.
   *
   * @param known the newest format this version understands; older ones do not exist yet
   * @throws JsonException if it is missing or another one
   */
  public static void check(JsonNode tree, int known, String what) {
    JsonNode format = tree.get("format");
    if (format == null || !format.isInt()) {
      throw new JsonException("the " + what + " has no format number");
    }
    if (format.intValue() > known) {
      throw new JsonException(
          "the %s has format %d, written by a newer version; this one knows formats up to %d"
              .formatted(what, format.intValue(), known));
    }
    if (format.intValue() != known) {
      throw new JsonException(
          "the %s has format %d; this version knows %d".formatted(what, format.intValue(), known));
    }
  }
}
