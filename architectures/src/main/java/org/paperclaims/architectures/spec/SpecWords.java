package org.paperclaims.architectures.spec;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Pattern;
import org.paperclaims.architectures.RectifierKind;

/**
 * The words of a spec after its head, taken one by one by the family that knows them. Options may
 * stand in any order; what nobody takes is a mistake.
 */
public final class SpecWords {
  private static final Pattern WHOLE = Pattern.compile("[0-9]{1,5}");
  private static final Pattern DROPOUT = Pattern.compile("dropout[0-9]{1,3}([.][0-9]{1,6})?");

  private final List<String> all;
  private final List<String> left;
  private final Family family;

  SpecWords(String spec, Family family) {
    this.all = List.of(spec.split("-", -1));
    this.left = new ArrayList<>(all.subList(family.head().split("-").length, all.size()));
    this.family = family;
  }

  /** Write a number the short way, never with an exponent: {@code 0.3}. */
  public static String decimal(double number) {
    return BigDecimal.valueOf(number).stripTrailingZeros().toPlainString();
  }

  /** Take the next word, a whole number; {@code what} says what it stands for. */
  public int number(String what) {
    if (left.isEmpty() || !WHOLE.matcher(left.get(0)).matches()) {
      throw refuse(family.pattern() + " begins with " + what, family.example());
    }
    return Integer.parseInt(left.remove(0));
  }

  /** Take a word if it is there. */
  public boolean flag(String word) {
    return left.remove(word);
  }

  /** Take a whole number written behind letters, such as {@code w16}, from {@code least} on. */
  public OptionalInt option(String letters, int least) {
    for (String word : left) {
      if (word.startsWith(letters) && WHOLE.matcher(word.substring(letters.length())).matches()) {
        int value = Integer.parseInt(word.substring(letters.length()));
        if (value < least) {
          throw refuse(
              letters + " is followed by a whole number from " + least + " on",
              replacing(word, letters + least));
        }
        left.remove(word);
        return OptionalInt.of(value);
      }
    }
    return OptionalInt.empty();
  }

  /** Take a whole number written behind letters, one of a few. */
  public OptionalInt option(String letters, List<Integer> allowed) {
    OptionalInt found = option(letters, 0);
    if (found.isPresent() && !allowed.contains(found.getAsInt())) {
      throw refuse(
          "'" + letters + "' is followed by one of " + allowed,
          replacing(letters + found.getAsInt(), letters + Nearest.of(found.getAsInt(), allowed)));
    }
    return found;
  }

  /**
   * Take a share written behind letters, such as {@code scale0.5}; 0 without one.
   *
   * @param usual what is suggested in place of a wrong one
   */
  public double share(String letters, double usual) {
    return share(letters, usual, "0[.][0-9]{1,6}", "between 0 and 1, both excluded");
  }

  /** Take a share as {@link #share} does, which may be the whole: {@code scale1}. */
  public double shareOrWhole(String letters, double usual) {
    return share(letters, usual, "0[.][0-9]{1,6}|1", "above 0 and at most 1");
  }

  private double share(String letters, double usual, String form, String range) {
    for (String word : left) {
      if (word.startsWith(letters)) {
        String number = word.substring(letters.length());
        double share = number.matches(form) ? Double.parseDouble(number) : 0;
        if (share == 0) {
          throw refuse(
              "'"
                  + letters
                  + "' is followed by a number "
                  + range
                  + ", such as "
                  + letters
                  + decimal(usual),
              replacing(word, letters + decimal(usual)));
        }
        left.remove(word);
        return share;
      }
    }
    return 0;
  }

  /** Make sure that at most one word fits a pattern; the nearest spec keeps the first. */
  public void atMostOne(String rule, String pattern) {
    List<String> fitting = left.stream().filter(w -> w.matches(pattern)).toList();
    if (fitting.size() > 1) {
      List<String> kept = new ArrayList<>(all);
      kept.remove(kept.lastIndexOf(fitting.get(fitting.size() - 1)));
      throw refuse(rule, String.join("-", kept));
    }
  }

  /** Take a dropout rate, such as {@code dropout0.3}; 0 without one. */
  public double dropout() {
    return rate(0, false, "between 0 and 1, both excluded");
  }

  /** Take a dropout rate of a family that has dropout: 0 takes it away. */
  public double dropout(double published) {
    return rate(published, true, "from 0 to 1, 1 excluded");
  }

  private double rate(double without, boolean zero, String range) {
    for (String word : left) {
      if (DROPOUT.matcher(word).matches()) {
        double rate = Double.parseDouble(word.substring("dropout".length()));
        if (rate >= 1 || (rate == 0 && !zero)) {
          throw refuse("a dropout rate lies " + range, replacing(word, "dropout0.3"));
        }
        left.remove(word);
        return rate;
      }
    }
    return without;
  }

  /** Take the next word that is one of the allowed ones. */
  public Optional<String> word(String pattern) {
    Optional<String> found = left.stream().filter(w -> w.matches(pattern)).findFirst();
    found.ifPresent(left::remove);
    return found;
  }

  /** Take the kind of the rectifiers, ReLU unless another is named. */
  public RectifierKind rectifier() {
    for (String word : left) {
      Optional<RectifierKind> kind = Rectifiers.parse(word);
      if (kind.isPresent()) {
        left.remove(word);
        return kind.get();
      }
    }
    return new RectifierKind.Relu();
  }

  /** Tell whether every word was taken. */
  public boolean isEmpty() {
    return left.isEmpty();
  }

  /** Make sure that every word was taken; the nearest spec has the options that were meant. */
  public void end() {
    if (left.isEmpty()) {
      return;
    }
    OptionWords options = OptionWords.of(family.pattern());
    List<String> kept = new ArrayList<>(all);
    List<String> meant = new ArrayList<>();
    for (String word : left) {
      int at = kept.lastIndexOf(word);
      Optional<String> option = options.meant(word);
      if (option.isPresent()) {
        kept.set(at, option.get());
        meant.add(option.get());
      } else {
        kept.remove(at);
      }
    }
    throw refuse(
        family.pattern()
            + " has no '"
            + String.join("-", left)
            + (meant.isEmpty() ? "'" : "', did you mean '" + String.join("-", meant) + "'?")
            + " (kinds of rectifier are written "
            + Rectifiers.PATTERN
            + ")",
        String.join("-", kept));
  }

  /** Make the refusal of this spec. */
  public ArchitectureException refuse(String rule, String nearest) {
    return new ArchitectureException(String.join("-", all), rule, nearest);
  }

  /** Give the spec with the first word that equals {@code old} replaced. */
  public String replacing(Object old, Object replacement) {
    List<String> words = new ArrayList<>(all);
    int at = words.indexOf(old.toString());
    if (at > 0) {
      words.set(at, replacement.toString());
    }
    return String.join("-", words);
  }
}
