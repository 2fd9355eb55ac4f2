package org.paperclaims.harness.catalogue;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Pattern;
import org.paperclaims.harness.claim.Paper;

/** Reads the field {@code paper}: a text, or the work's title, authors, year and address. */
final class PaperReader {
  private static final String FIELD = "paper";
  private static final String FIELDS =
      "title, authors, year, and arxiv, doi or url; or a text, such as arXiv 1709.07634";
  private static final String ARXIV = "a number such as 1709.07634, in quotes";
  private static final String DOI = "a number such as 10.1007/s11263-015-0816-y";
  private static final String URL = "an address that begins with https:// or http://";
  private static final int FIRST_YEAR = 1600;
  private static final int LAST_YEAR = 2200;
  private static final Pattern ARXIV_NUMBER =
      Pattern.compile("\\d{4}\\.\\d{4,5}|[a-z-]+(\\.[A-Z]{2})?/\\d{7}");
  private static final Pattern DOI_NUMBER = Pattern.compile("10\\.\\d{4,9}/[!-~&&[^\"'<>`\\\\]]+");
  private static final Pattern ADDRESS = Pattern.compile("https?://[!-~&&[^\"'<>`\\\\]]+");

  private PaperReader() {}

  /** Read the paper of a catalogue, which must be there. */
  static Paper read(RecordFields fields) {
    return read(fields.required(FIELD, FIELDS));
  }

  /** Read the paper of one claim, where it is another than the catalogue's. */
  static Optional<Paper> readOptional(RecordFields fields) {
    return fields.optional(FIELD).map(PaperReader::read);
  }

  private static Paper read(YamlNode node) {
    if (node instanceof YamlNode.Scalar scalar && !scalar.text().isEmpty()) {
      return Paper.told(scalar.text());
    }
    if (!(node instanceof YamlNode.Mapping)) {
      throw RecordFields.refuse(FIELD, node, FIELDS);
    }
    RecordFields fields = RecordFields.of(FIELD, node, "a paper (" + FIELDS + ")");
    String title = fields.text("title", "the title");
    List<String> authors =
        fields.items("authors", "a list of names, first before last").stream()
            .map(item -> fields.text("authors", item, "a name"))
            .toList();
    OptionalInt year = fields.whole("year", FIRST_YEAR, LAST_YEAR);
    if (year.isEmpty()) {
      throw fields.missing("year", "the year, such as 2017");
    }
    String arxiv = matching(fields, "arxiv", ARXIV_NUMBER, ARXIV);
    String doi = matching(fields, "doi", DOI_NUMBER, DOI);
    String url = matching(fields, "url", ADDRESS, URL);
    fields.end();
    return new Paper("", title, authors, year, arxiv, doi, url);
  }

  /** Read a field that becomes a part of a link. */
  private static String matching(
      RecordFields fields, String field, Pattern pattern, String allowed) {
    String found = fields.optionalText(field, allowed).orElse("");
    if (!found.isEmpty() && !pattern.matcher(found).matches()) {
      throw fields.refuse(field, allowed);
    }
    return found;
  }
}
