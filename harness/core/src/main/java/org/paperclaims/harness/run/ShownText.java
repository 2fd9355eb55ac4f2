package org.paperclaims.harness.run;

import java.util.regex.Pattern;

/**
 * Text as it may be shown on a terminal and in a page: a sign that steers the terminal, or turns
 * the direction of writing, comes out as the replacement sign.
 */
public final class ShownText {
  private static final Pattern STEERING =
      Pattern.compile(
          "[\\p{Cc}&&[^\n\t\r]]|[\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff]");

  private static final Pattern LINES = Pattern.compile("[\n\r\t]");

  private static final String REPLACEMENT = "\ufffd";

  private ShownText() {}

  /** Put the replacement sign in the place of every such sign; lines and tabs stay. */
  public static String of(String text) {
    return isPlain(text) ? text : STEERING.matcher(text).replaceAll(REPLACEMENT);
  }

  /** Do the same for a name, which has one line: ends of lines and tabs are replaced too. */
  public static String name(String text) {
    return isPlain(text) ? text : LINES.matcher(of(text)).replaceAll(REPLACEMENT);
  }

  /** Tell whether all is printable ASCII, as nearly every text is: a record has many thousands. */
  private static boolean isPlain(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) < ' ' || text.charAt(i) > '~') {
        return false;
      }
    }
    return true;
  }
}
