package org.paperclaims.harness.elsewhere;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The form of names of runs, such as {@code <arm>-seed<seed>}; {@code <any>} stands for anything.
 */
final class RunName {
  private static final Pattern PART = Pattern.compile("<(arm|seed|any)>");
  private static final int LONGEST = 1_000;

  private final String form;
  private final Pattern pattern;

  RunName(String form) {
    this.form = form;
    StringBuilder regex = new StringBuilder();
    Matcher parts = PART.matcher(form);
    int at = 0;
    boolean seed = false;
    while (parts.find()) {
      regex.append(Pattern.quote(form.substring(at, parts.start())));
      boolean again = parts.group(1).equals("seed") && seed;
      regex.append(
          switch (parts.group(1)) {
            case "arm" -> "(?<arm>.+)";
            case "seed" -> again ? "\\k<seed>" : "(?<seed>\\d{1,18})";
            default -> ".*";
          });
      seed |= parts.group(1).equals("seed");
      at = parts.end();
    }
    this.pattern = Pattern.compile(regex.append(Pattern.quote(form.substring(at))).toString());
  }

  /** Take a part out of a name, if the name has the form. */
  Optional<String> part(String part, String name) {
    Matcher match = pattern.matcher(name);
    return name.length() <= LONGEST && match.matches()
        ? Optional.of(match.group(part))
        : Optional.empty();
  }

  @Override
  public String toString() {
    return form;
  }
}
