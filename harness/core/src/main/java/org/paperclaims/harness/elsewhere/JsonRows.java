package org.paperclaims.harness.elsewhere;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * A JSON object a line, behind a word or alone. Objects inside of it give names with dots, as in
 * {@code metrics.test_acc}; lists are passed over. Behind a word, other lines are, too.
 */
final class JsonRows implements RowReader {
  private static final int MOST_LEVELS = 20;
  private static final JsonFactory JSON =
      JsonFactory.builder()
          // As Python writes them.
          .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
          .build();

  private final Lines lines;
  private final String word;

  /**
   * @param word that begins every line of a run; empty where the object does
   */
  JsonRows(String file, InputStream in, String word) {
    this.lines = new Lines(file, in);
    this.word = word;
  }

  @Override
  public void read(Consumer<Row> rows) throws IOException {
    boolean any = false;
    for (Optional<String> line = lines.next(); line.isPresent(); line = lines.next()) {
      int start = start(line.get());
      if (start >= 0) {
        rows.accept(row(line.get(), start));
        any = true;
      }
    }
    if (!any) {
      throw new Place(lines.place().file(), 0, 0)
          .refuse(
              word.isEmpty()
                  ? "found no line with a JSON object"
                  : "found no line that begins with the word " + Place.brief(word));
    }
  }

  /** Give where the object begins, or -1 if the line tells nothing. */
  private int start(String line) {
    if (line.isBlank()) {
      return -1;
    }
    if (word.isEmpty()) {
      return 0;
    }
    if (!line.startsWith(word)) {
      return -1;
    }
    int at = word.length();
    while (at < line.length() && (line.charAt(at) == ':' || line.charAt(at) == ' ')) {
      at++;
    }
    return at < line.length() && line.charAt(at) == '{' ? at : -1;
  }

  private Row row(String line, int start) throws IOException {
    Row row = new Row(lines.place());
    try (JsonParser json = JSON.createParser(line.substring(start))) {
      if (json.nextToken() != JsonToken.START_OBJECT) {
        throw place(json, start).refuse("found no JSON object, allowed one a line");
      }
      fields(json, "", row, start, 0);
      if (json.nextToken() != null) {
        throw place(json, start).refuse("found something behind the object, allowed one a line");
      }
      return row;
    } catch (JsonProcessingException e) {
      int column = e.getLocation() == null ? 1 : Math.max(1, e.getLocation().getColumnNr());
      throw lines.place().at(start + column).refuse("this is not JSON: " + e.getOriginalMessage());
    }
  }

  private Place place(JsonParser json, int start) {
    return lines.place().at(start + Math.max(1, json.currentTokenLocation().getColumnNr()));
  }

  private void fields(JsonParser json, String prefix, Row row, int start, int depth)
      throws IOException {
    if (depth > MOST_LEVELS) {
      throw place(json, start).refuse("found objects in more than " + MOST_LEVELS + " levels");
    }
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      String name = prefix + json.currentName();
      JsonToken value = json.nextToken();
      Place place = place(json, start);
      boolean isNew = true;
      if (value == JsonToken.START_OBJECT) {
        fields(json, name + ".", row, start, depth + 1);
      } else if (value == JsonToken.START_ARRAY) {
        json.skipChildren();
      } else {
        isNew = row.put(name, value == JsonToken.VALUE_NULL ? "" : json.getText(), place.column());
      }
      if (!isNew) {
        throw place.refuse("found the field " + Place.brief(name) + " a second time, allowed once");
      }
    }
  }
}
