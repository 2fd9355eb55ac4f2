package org.paperclaims.harness.catalogue;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.paperclaims.harness.run.ShownText;

/**
 * Reads YAML into {@link YamlNode}s: plain mappings, lists and scalars. Anchors, aliases and tags
 * are refused: a record says what it means where it stands, and nothing can grow when it is read.
 */
final class YamlReader {
  /** A catalogue larger than this is not a catalogue. */
  static final int MAX_CHARACTERS = 1 << 20;

  /** The most bytes that so many characters take. */
  private static final long MAX_BYTES = 4L * MAX_CHARACTERS;

  private static final int MAX_DEPTH = 12;
  private static final int MAX_LINE = 4_000;
  private static final int MAX_NAME = 100;

  private final String file;
  private final List<String> lines;
  private final YAMLParser parser;

  /**
   * Read a file's text.
   *
   * @param what the file should be, such as {@code a catalogue}
   * @throws CatalogueException if it cannot be read, is too large or is not UTF-8
   */
  static String text(Path file, String what) {
    try {
      if (Files.size(file) > MAX_BYTES) {
        throw new CatalogueException(
            file.toString(), 1, 1, "found " + Files.size(file) + " bytes, allowed " + what);
      }
      return Files.readString(file);
    } catch (NoSuchFileException e) {
      throw new CatalogueException(file.toString(), 1, 1, "found no such file");
    } catch (CharacterCodingException e) {
      throw new CatalogueException(file.toString(), 1, 1, "found text that is not UTF-8");
    } catch (IOException e) {
      String why = e instanceof AccessDeniedException ? "this user may not" : e.getMessage();
      throw new CatalogueException(file.toString(), 1, 1, "this file cannot be read: " + why);
    }
  }

  private YamlReader(String file, String yaml, YAMLParser parser) {
    this.file = file;
    this.lines = yaml.lines().toList();
    this.parser = parser;
  }

  /**
   * Read one document.
   *
   * @param what it should be, such as {@code a catalogue}
   * @throws CatalogueException if it is not YAML, or more than plain YAML
   */
  static YamlNode read(String file, String yaml, String what) {
    if (yaml.length() > MAX_CHARACTERS) {
      throw new CatalogueException(
          file,
          1,
          1,
          "found a file of " + yaml.length() + " characters, allowed " + MAX_CHARACTERS);
    }
    refuseLongLines(file, yaml);
    try (YAMLParser parser = new YAMLFactory().createParser(yaml)) {
      YamlReader reader = new YamlReader(file, yaml, parser);
      refuseControls(file, yaml);
      if (parser.nextToken() == null) {
        throw new CatalogueException(file, 1, 1, "found nothing, allowed " + what);
      }
      YamlNode root = reader.node(0);
      if (parser.nextToken() != null) {
        throw reader.place().refuse("found a second document, allowed one");
      }
      return root;
    } catch (JsonProcessingException e) {
      YamlProblem found = YamlProblem.of(e);
      throw new CatalogueException(
          file, found.line(), found.column(), "this is not YAML: " + found.what());
    } catch (IOException e) {
      throw new IllegalStateException("a string cannot fail to be read", e);
    }
  }

  /** The YAML library refuses them without saying where they are. */
  private static void refuseControls(String file, String yaml) {
    int line = 1;
    int column = 1;
    for (int i = 0; i < yaml.length(); i++) {
      char c = yaml.charAt(i);
      if (c == '\n') {
        line++;
        column = 0;
      } else if ((c < ' ' && c != '\t' && c != '\r') || c == 0x7f) {
        throw new CatalogueException(
            file,
            line,
            column,
            "found the control character U+%04X, allowed text".formatted((int) c));
      }
      column++;
    }
  }

  /** The YAML library takes time and memory that grow with the square of a line's length. */
  private static void refuseLongLines(String file, String yaml) {
    int number = 0;
    for (String line : (Iterable<String>) yaml.lines()::iterator) {
      number++;
      if (line.length() > MAX_LINE) {
        throw new CatalogueException(
            file,
            number,
            1,
            "found a line of " + line.length() + " characters, allowed " + MAX_LINE + "; fold it");
      }
    }
  }

  private YamlNode node(int depth) throws IOException {
    YamlNode.Place here = place();
    if (depth > MAX_DEPTH) {
      throw here.refuse("found more than " + MAX_DEPTH + " levels, allowed fewer");
    }
    plain(here);
    JsonToken token = parser.currentToken();
    if (token == JsonToken.START_OBJECT) {
      return mapping(here, depth);
    }
    if (token == JsonToken.START_ARRAY) {
      List<YamlNode> items = new ArrayList<>();
      while (parser.nextToken() != JsonToken.END_ARRAY) {
        items.add(node(depth + 1));
      }
      return new YamlNode.Sequence(here, List.copyOf(items));
    }
    // Here, and so everywhere: a record's text goes to terminals, pages, tables and file names.
    return new YamlNode.Scalar(
        here, token == JsonToken.VALUE_NULL ? "" : ShownText.of(parser.getText()).strip());
  }

  private YamlNode.Mapping mapping(YamlNode.Place here, int depth) throws IOException {
    Map<String, YamlNode.Field> fields = new LinkedHashMap<>();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      YamlNode.Place key = place();
      plain(key);
      String name = ShownText.name(parser.currentName());
      if (name.length() > MAX_NAME) {
        throw key.refuse(
            "found a field name of " + name.length() + " characters, allowed " + MAX_NAME);
      }
      parser.nextToken();
      YamlNode.Field before = fields.put(name, new YamlNode.Field(key, node(depth + 1)));
      if (before != null) {
        throw key.refuse(
            "field '"
                + name
                + "': found a second time, allowed once (first on line "
                + before.key().line()
                + ")");
      }
    }
    return new YamlNode.Mapping(here, java.util.Collections.unmodifiableMap(fields));
  }

  private void plain(YamlNode.Place here) throws IOException {
    if (parser.isCurrentAlias()) {
      throw here.refuse("found an alias (*), allowed plain YAML without anchors and aliases");
    }
    if (parser.getObjectId() != null || startsWithAnchor(here)) {
      throw here.refuse("found an anchor (&), allowed plain YAML without anchors and aliases");
    }
    if (parser.getTypeId() != null) {
      throw here.refuse("found a tag (!), allowed plain YAML without tags");
    }
  }

  /** The YAML library tells no anchor of a word, which begins with it all the same. */
  private boolean startsWithAnchor(YamlNode.Place here) {
    return here.line() <= lines.size()
        && lines.get(here.line() - 1).startsWith("&", Math.max(0, here.column() - 1));
  }

  private YamlNode.Place place() {
    JsonLocation at = parser.currentTokenLocation();
    return new YamlNode.Place(file, Math.max(1, at.getLineNr()), Math.max(1, at.getColumnNr()));
  }
}
