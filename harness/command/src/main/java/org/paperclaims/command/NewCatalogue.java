package org.paperclaims.command;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The text of a catalogue to start from. */
record NewCatalogue(Path file, Named paper) {
  private static final String TEMPLATE = "new-catalogue.yaml";

  /** Numbers on arXiv since April 2007 begin with year and month. */
  private static final Pattern YEAR_AND_MONTH = Pattern.compile("(\\d{2})\\d{2}[.]\\d{4,5}");

  /**
   * A paper as its author names it; an empty text says nothing.
   *
   * @param year empty for that of the number on arXiv
   */
  record Named(String arxiv, String title, List<String> authors, String year) {
    Named {
      authors = List.copyOf(authors);
    }

    /** Give the same paper with something for each field that a text needs not have. */
    Named whole() {
      return authors.isEmpty() ? new Named(arxiv, title, List.of("A. Author"), "2000") : this;
    }

    private String knownYear() {
      Matcher number = YEAR_AND_MONTH.matcher(arxiv);
      return year.isEmpty() && number.matches() ? "20" + number.group(1) : year;
    }

    /** Write the field, with everything where the authors are known, else as a text. */
    String yaml() {
      if (authors.isEmpty()) {
        String text = title + (arxiv.isEmpty() ? "" : ", arXiv " + arxiv);
        return "paper: "
            + quoted(text)
            + "\n# Reports show more of a paper that is written so:\n"
            + "# paper: {title: A title, authors: [A. Author, B. Author], year: 2017, arxiv: '1709.07634'}";
      }
      String names = authors.stream().map(Named::quoted).collect(Collectors.joining(", "));
      return "paper: {title: %s, authors: [%s], year: %s%s}"
          .formatted(
              quoted(title),
              names,
              quoted(knownYear()),
              arxiv.isEmpty() ? "" : ", arxiv: " + quoted(arxiv));
    }

    private static String quoted(String text) {
      return text.matches("\\d{4}") ? text : "'" + text.strip().replace("'", "''") + "'";
    }
  }

  /** Split names at commas. */
  static List<String> names(String text) {
    return Arrays.stream(text.split(",")).map(String::strip).filter(s -> !s.isEmpty()).toList();
  }

  /** Give the id of its claim, which has the file's name, as ids are unique over catalogues. */
  String id() {
    String words =
        String.valueOf(file.getFileName())
            .replaceFirst("\\.ya?ml$", "")
            .toLowerCase(Locale.ROOT)
            .replaceAll("[^a-z0-9]+", "-")
            .replaceAll("^-|-$", "");
    String brief = words.length() > 60 ? words.substring(0, 60).replaceAll("-$", "") : words;
    return (brief.isEmpty() ? "my" : brief) + "-first-claim";
  }

  /** Give the whole text. */
  String text() {
    // In the order of the file, so that no title can stand for a part of it.
    String template = template();
    int paperAt = template.indexOf("\nPAPER\n") + 1;
    String name = String.valueOf(file.getFileName());
    return template.substring(0, paperAt).replace("FILE", name).replace("ID", id())
        + paper.yaml()
        + template.substring(paperAt + "PAPER".length()).replace("- id: ID", "- id: " + id());
  }

  private static String template() {
    try (InputStream in = NewCatalogue.class.getResourceAsStream(TEMPLATE)) {
      if (in == null) {
        throw new IllegalStateException(TEMPLATE + " is missing from the jar");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
