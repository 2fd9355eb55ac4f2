package org.paperclaims.architectures.spec;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The options that a family's pattern names in square brackets, to guess which one a wrong word was
 * meant to be.
 *
 * @param flags words that stand for themselves: {@code noskip}
 * @param letters what a number follows: {@code scale}
 */
record OptionWords(List<String> flags, List<String> letters) {
  private static final Pattern BRACKETS = Pattern.compile("\\[([^\\]]*)\\]");
  private static final Pattern NUMBERED = Pattern.compile("([a-z]+)([0-9]+(?:[.][0-9]+)?)");

  /** Longer words are no slip of a finger. */
  private static final int LONGEST = 30;

  OptionWords {
    flags = List.copyOf(flags);
    letters = List.copyOf(letters);
  }

  /** Read the options of a pattern such as {@code plain-D[-basic|-bottleneck][-nobn][-wW]}. */
  static OptionWords of(String pattern) {
    List<String> flags = new ArrayList<>(List.of("relu", "leaky", "prelu", "rrelu", "identity"));
    List<String> letters = new ArrayList<>(List.of("leaky", "prelu"));
    Matcher brackets = BRACKETS.matcher(pattern);
    while (brackets.find()) {
      for (String option : brackets.group(1).split("\\|")) {
        String word = option.substring(1);
        String head = word.replaceFirst("[A-Z].*", "");
        (head.equals(word) ? flags : letters).add(head);
      }
    }
    return new OptionWords(flags, letters);
  }

  /**
   * Guess what a word was meant to be.
   *
   * @return an option one or two letters away, with the number that was written; nothing where no
   *     option is near, or the word is an option, which is then one too many
   */
  Optional<String> meant(String word) {
    Matcher numbered = NUMBERED.matcher(word);
    if (word.length() > LONGEST || flags.contains(word)) {
      return Optional.empty();
    } else if (numbered.matches()) {
      String written = numbered.group(1);
      return Nearest.meant(written, letters)
          .filter(near -> !near.equals(written))
          .map(near -> near + numbered.group(2));
    }
    return Nearest.meant(word, flags);
  }
}
