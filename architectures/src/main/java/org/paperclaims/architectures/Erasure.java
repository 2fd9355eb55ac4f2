package org.paperclaims.architectures;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The erase rule (EraseReLU, arXiv 1709.07634): which rectifiers of which modules are replaced by
 * identity. Written {@code none} or {@code location@proportion[:selection]}, such as {@code
 * last@100%} or {@code first@50%:input}. A pure function Network -> Network that changes no
 * parameter, so that both arms of a comparison start from identical weights.
 *
 * @param location which rectifiers of a module
 * @param percent how many of the modules, 0 to 100; rounded down to whole modules
 * @param selection which modules; {@link Selection#EVEN} at 0 and 100 %, where it says nothing
 */
public record Erasure(Location location, int percent, Selection selection) {
  private static final Pattern FORM = Pattern.compile("([a-z0-9]+)@([0-9]{1,4})%(?::([a-z]+))?");
  private static final String RULE =
      "an erasure is 'none' or LOCATION@PROPORTION%[:SELECTION], where the location is first, last,"
          + " all or a position from 1 on, the proportion is a whole number from 0 to 100, and the"
          + " selection is even, input or output";

  public Erasure {
    if (location instanceof Location.None) {
      percent = 0;
    }
    if (percent < 0 || percent > 100) {
      throw new ErasureException(
          location.word() + "@" + percent + "%",
          "a proportion lies between 0% and 100%",
          location.word() + "@" + (percent < 0 ? 0 : 100) + "%");
    }
    if (percent == 0 || percent == 100) {
      selection = Selection.EVEN;
    }
  }

  /** Give the erasure that erases nothing. */
  public static Erasure none() {
    return new Erasure(new Location.None(), 0, Selection.EVEN);
  }

  /** Give the erasure of the paper's title: the last rectifier of every module. */
  public static Erasure last() {
    return new Erasure(new Location.Last(), 100, Selection.EVEN);
  }

  /**
   * Read an erasure as {@link #toString} writes it.
   *
   * @throws ErasureException if it is written wrongly
   */
  public static Erasure parse(String text) {
    if (text.equals("none")) {
      return none();
    }
    Matcher form = FORM.matcher(text);
    if (!form.matches()) {
      throw new ErasureException(text, RULE, nearest(text));
    }
    int percent = Integer.parseInt(form.group(2));
    if (percent > 100) {
      throw new ErasureException(text, "a proportion lies between 0% and 100%", nearest(text));
    }
    return new Erasure(
        location(text, form.group(1)),
        percent,
        form.group(3) == null ? Selection.EVEN : selection(text, form.group(3)));
  }

  /**
   * Erase.
   *
   * @return the same network with some rectifiers erased; the network itself if there are none to
   *     erase
   * @throws ErasureException if the location is a position that no module of the network has
   */
  public Network applyTo(Network network) {
    List<Module> modules = network.modules();
    if (location instanceof Location.Index index
        && modules.stream().allMatch(m -> location.of(m).isEmpty())) {
      int longest =
          modules.stream().flatMap(m -> m.paths().stream()).mapToInt(List::size).max().orElse(0);
      throw new ErasureException(
          toString(),
          "no module of "
              + network.name()
              + " has a rectifier at position "
              + index.position()
              + "; the longest has "
              + longest,
          longest == 0
              ? "none"
              : new Erasure(new Location.Index(longest), percent, selection).toString());
    }
    Set<String> erased = new HashSet<>();
    for (int module : selection.choose(modules.size(), percent)) {
      erased.addAll(location.of(modules.get(module)));
    }
    return erased.isEmpty()
        ? network
        : network.mapRectifiers(r -> erased.contains(r.name()) ? r.erase() : r);
  }

  @Override
  public String toString() {
    if (location instanceof Location.None) {
      return "none";
    }
    return location.word()
        + "@"
        + percent
        + "%"
        + (selection == Selection.EVEN ? "" : ":" + selection.word());
  }

  private static Location location(String text, String word) {
    return switch (word) {
      case "first" -> new Location.First();
      case "last" -> new Location.Last();
      case "all" -> new Location.All();
      case "none" -> new Location.None();
      default -> {
        if (!word.matches("[1-9][0-9]{0,3}")) {
          throw new ErasureException(text, RULE, nearest(text));
        }
        yield new Location.Index(Integer.parseInt(word));
      }
    };
  }

  private static Selection selection(String text, String word) {
    return Arrays.stream(Selection.values())
        .filter(s -> s.word().equals(word))
        .findFirst()
        .orElseThrow(() -> new ErasureException(text, RULE, nearest(text)));
  }

  /** Guess what was meant: the parts that can be read, and last, 100 % and even for the others. */
  private static String nearest(String text) {
    String lower = text.toLowerCase(Locale.ROOT);
    if (lower.startsWith("no")) {
      return "none";
    }
    Matcher place =
        Pattern.compile("^\\s*(first|last|all|[1-9][0-9]{0,3})(?![0-9])").matcher(lower);
    Matcher share = Pattern.compile("@\\s*(-?)([0-9]{1,9})").matcher(lower);
    String selection =
        Arrays.stream(Selection.values())
            .map(Selection::word)
            .filter(lower::contains)
            .findFirst()
            .orElse("");
    String percent = "100";
    if (share.find()) {
      percent = share.group(1).isEmpty() ? share.group(2) : "0";
    }
    String location = place.find() ? place.group(1) : "last";
    String guess =
        location
            + "@"
            + Math.min(100, Integer.parseInt(percent))
            + "%"
            + (selection.isEmpty() ? "" : ":" + selection);
    try {
      return parse(guess).toString();
    } catch (ErasureException e) {
      return last().toString();
    }
  }
}
