package org.paperclaims.harness.run;

import com.fasterxml.jackson.core.JsonProcessingException;

/** JSON that cannot be read; the message says where and what is wrong. */
public final class JsonException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public JsonException(String message) {
    super(message);
  }

  private JsonException(String message, Throwable cause) {
    super(message, cause);
  }

  static JsonException at(JsonProcessingException e) {
    var location = e.getLocation();
    String where =
        location == null || location.getLineNr() < 1
            ? ""
            : "line " + location.getLineNr() + ", column " + location.getColumnNr() + ": ";
    return new JsonException(where + plain(e.getOriginalMessage()), e);
  }

  /** Leave out what the parser says of Java's classes and of its own settings. */
  private static String plain(String message) {
    return message
        .replaceAll("Cannot construct instance of `[^`]*`, problem: ", "")
        .replaceAll(" of (type )?`[^`]*`", "")
        .replaceAll(" \\(class [\\w.$]+\\)(, not marked as ignorable)?", "")
        .replaceAll("(; | \\(set )`?DeserializationFeature[.\\w`]+( enabled| to .*\\))?", "")
        .replaceAll(" for Enum class", "")
        .replaceAll("creator property", "property");
  }
}
