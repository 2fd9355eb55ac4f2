package org.paperclaims.command;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Says in words what Java says of files by the names of its classes. */
final class PlainWords {
  private static final Map<String, String> MEANINGS =
      Map.of(
          "NoSuchFileException", "there is no file ",
          "AccessDeniedException", "this user may not read or write ",
          "FileAlreadyExistsException", "there is already a file ",
          "NotDirectoryException", "this is no folder: ",
          "DirectoryNotEmptyException", "this folder is not empty: ");

  private static final Pattern JAVAS = Pattern.compile("java(?:\\.\\w+)+\\.(\\w+Exception): ");

  /** Where a JSON text is wrong, with what the library says of itself. */
  private static final Pattern SOURCE =
      Pattern.compile("\\s*at \\[Source: .*?; (line: \\d+, column: \\d+)]");

  private PlainWords() {}

  /** Put words in the place of Java's. */
  static String in(String message) {
    String said =
        JAVAS
            .matcher(message)
            .replaceAll(
                found -> Matcher.quoteReplacement(MEANINGS.getOrDefault(found.group(1), "")));
    return SOURCE.matcher(said).replaceAll(", $1");
  }
}
