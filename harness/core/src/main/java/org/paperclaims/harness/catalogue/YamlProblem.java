package org.paperclaims.harness.catalogue;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The complaint of the YAML library about a text, in one line. It says in several what it was
 * reading and from where, what it found, where, and quotes the text below each.
 *
 * @param what in a sentence, with the place where the thing being read began
 */
record YamlProblem(int line, int column, String what) {
  private static final Pattern MARK = Pattern.compile(" in 'reader', line (\\d+), column (\\d+):");

  static YamlProblem of(JsonProcessingException e) {
    JsonLocation at = e.getLocation();
    int line = at == null ? 1 : Math.max(1, at.getLineNr());
    int column = at == null ? 1 : Math.max(1, at.getColumnNr());
    String began = "";
    StringBuilder what = new StringBuilder();
    for (String said :
        (Iterable<String>) String.valueOf(e.getOriginalMessage()).lines()::iterator) {
      Matcher mark = MARK.matcher(said);
      if (mark.matches()) {
        // The last mark is where it was found; the library's own place may be of what came before.
        line = Integer.parseInt(mark.group(1));
        column = Integer.parseInt(mark.group(2));
        began = " from line " + line + ", column " + column + ": ";
      } else if (!said.isBlank() && !said.startsWith(" ")) {
        what.append(what.isEmpty() ? "" : began.isEmpty() ? ": " : began).append(said);
      }
    }
    // The class of the event tells what the reader got instead.
    return new YamlProblem(line, column, what.toString().replaceFirst(", got this instead.*", ""));
  }
}
