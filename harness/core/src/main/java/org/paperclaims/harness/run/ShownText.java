package org.paperclaims.harness.run;

/**
 * Text as it may be shown on a terminal and in a page: a sign that steers the terminal, or turns
 * the direction of writing, comes out as the replacement sign.
 */
public final class ShownText {
  private static final char REPLACEMENT = '\ufffd';

  private ShownText() {}

  /** Put the replacement sign in the place of every such sign; lines and tabs stay. */
  public static String of(String text) {
    return replaced(text, false);
  }

  /** Do the same for a name, which has one line: ends of lines and tabs are replaced too. */
  public static String name(String text) {
    return replaced(text, true);
  }

  /** Go over signs one by one: a record has many thousands of texts, and nearly all stay. */
  private static String replaced(String text, boolean isName) {
    for (int i = 0; i < text.length(); i++) {
      if (steers(text.charAt(i), isName)) {
        char[] shown = text.toCharArray();
        for (int j = i; j < shown.length; j++) {
          shown[j] = steers(shown[j], isName) ? REPLACEMENT : shown[j];
        }
        return new String(shown);
      }
    }
    return text;
  }

  private static boolean steers(char c, boolean isName) {
    if (c < ' ') {
      return isName || (c != '\n' && c != '\r' && c != '\t');
    }
    return c > '~' && (c <= '\u009f' || turns(c));
  }

  /**
   * Tell whether a sign turns the direction of writing, ends a line unseen or is not seen itself.
   */
  private static boolean turns(char c) {
    return c == '\u061c'
        || c == '\u200e'
        || c == '\u200f'
        || (c >= '\u2028' && c <= '\u202e')
        || (c >= '\u2066' && c <= '\u2069')
        || c == '\ufeff';
  }
}
