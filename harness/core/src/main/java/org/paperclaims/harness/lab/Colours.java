package org.paperclaims.harness.lab;

import java.io.PrintStream;
import java.util.Locale;
import java.util.Map;
import org.paperclaims.harness.claim.Verdict;

/**
 * Colours of a console: where it is a terminal and nobody objects. {@code NO_COLOR} in the
 * environment (no-color.org) and the setting {@code claims.color}, which is {@code auto}, {@code
 * always} or {@code never}, decide; the setting before the environment.
 */
public enum Colours {
  /** Plain text. */
  NONE,
  /** The eight colours that every terminal has. */
  ANSI;

  /** The setting. */
  public static final String SETTING = "claims.color";

  private static final String END = "\u001b[0m";

  private static final Map<Verdict, String> OF =
      Map.of(
          Verdict.REPRODUCED, "\u001b[32m",
          Verdict.AGREES, "\u001b[32m",
          Verdict.REFUTED, "\u001b[31m",
          Verdict.DIFFERS, "\u001b[31m",
          Verdict.INCONCLUSIVE, "\u001b[33m",
          Verdict.INVALID, "\u001b[35m");

  /** When a console has colours. */
  public enum When {
    /** On a terminal, unless {@code NO_COLOR} is set. */
    AUTO,
    ALWAYS,
    NEVER;

    /** Give the name in settings. */
    public String id() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** Give the colours of a stream of this process. */
  public static Colours of(When when, PrintStream out) {
    return of(when, System.getenv(), ConsoleProgress.isTerminal(out));
  }

  static Colours of(When when, Map<String, String> environment, boolean terminal) {
    return switch (when) {
      case ALWAYS -> ANSI;
      case NEVER -> NONE;
      case AUTO -> terminal && environment.getOrDefault("NO_COLOR", "").isEmpty() ? ANSI : NONE;
    };
  }

  /** Give words in a verdict's colour. */
  public String verdict(Verdict verdict, String words) {
    String colour = OF.get(verdict);
    return this == NONE || colour == null ? words : colour + words + END;
  }
}
