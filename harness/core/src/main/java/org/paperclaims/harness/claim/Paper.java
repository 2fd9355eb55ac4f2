package org.paperclaims.harness.claim;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A work that makes claims.
 *
 * @param told as a record names it in a text of its own; empty where the fields below name it
 * @param title empty if only a text names the work
 * @param authors first names before last, in the work's order
 * @param arxiv such as {@code 1709.07634}; empty if there is none
 * @param doi such as {@code 10.1007/s11263-015-0816-y}; empty if there is none
 * @param url of the work, {@code https} or {@code http}; empty if the others say where it is
 */
public record Paper(
    String told,
    String title,
    List<String> authors,
    OptionalInt year,
    String arxiv,
    String doi,
    String url) {
  private static final Pattern ARXIV =
      Pattern.compile("\\barXiv[:\\s]\\s*(\\d{4}\\.\\d{4,5})\\b", Pattern.CASE_INSENSITIVE);

  public Paper {
    authors = List.copyOf(authors);
  }

  /** Make a paper that a text alone names; an arXiv number in it says where it is. */
  public static Paper told(String text) {
    Matcher found = ARXIV.matcher(text);
    return new Paper(
        text, "", List.of(), OptionalInt.empty(), found.find() ? found.group(1) : "", "", "");
  }

  /** Name the paper in a few words: {@code Zeiler and Fergus 2013, arXiv 1311.2901}. */
  public String text() {
    if (!told.isEmpty()) {
      return told;
    }
    String who = surnames();
    String when = year.isPresent() ? Integer.toString(year.getAsInt()) : "";
    String cited = (who + " " + when).strip();
    String where = !arxiv.isEmpty() ? "arXiv " + arxiv : !doi.isEmpty() ? "doi " + doi : "";
    return cited.isEmpty()
        ? title + (where.isEmpty() ? "" : ", " + where)
        : cited + (where.isEmpty() ? "" : ", " + where);
  }

  private String surnames() {
    return switch (authors.size()) {
      case 0 -> "";
      case 1 -> surname(authors.get(0));
      case 2 -> surname(authors.get(0)) + " and " + surname(authors.get(1));
      default -> surname(authors.get(0)) + " et al.";
    };
  }

  private static String surname(String author) {
    return author.substring(author.lastIndexOf(' ') + 1);
  }

  /** Give the title, or the text where there is none. */
  public String name() {
    return title.isEmpty() ? text() : title;
  }

  /** Give the address where it can be read. */
  public Optional<String> link() {
    if (!url.isEmpty()) {
      return Optional.of(url);
    }
    if (!arxiv.isEmpty()) {
      return Optional.of("https://arxiv.org/abs/" + arxiv);
    }
    return doi.isEmpty() ? Optional.empty() : Optional.of("https://doi.org/" + doi);
  }
}
