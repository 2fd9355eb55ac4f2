package org.paperclaims.harness.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.paperclaims.harness.run.Allocated;
import org.paperclaims.testing.Draw;
import org.paperclaims.testing.Property;

/**
 * Catalogues from somebody who means harm, or has a heavy hand. More of the random ones with {@code
 * -Dproperties.tries=100000}.
 */
class HostileCatalogueTest {
  private static final int LONGEST_MESSAGE = 1500;
  private static final long MEGABYTE = 1 << 20;

  private static final String REAL = real();

  private static String real() {
    try {
      return Files.readString(
          Path.of(
              "../../paper-claims/src/main/resources/org/paperclaims/eraserelu/eraserelu.yaml"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Reads a catalogue, or takes a refusal that is short and names a place in it. */
  private static void readOrRefuse(String yaml) {
    try {
      Catalogue.read("any.yaml", yaml);
    } catch (CatalogueException e) {
      assertThat(e).hasMessageStartingWith("any.yaml:" + e.line() + ":" + e.column() + ": ");
      assertThat(e.getMessage()).hasSizeLessThan(LONGEST_MESSAGE);
      assertThat(e.line()).isBetween(1, lines(yaml) + 1);
    }
  }

  /** Count lines as YAML 1.1 does, whose line breaks are more than Java's. */
  private static int lines(String yaml) {
    return yaml.split("\r\n|[\r\n\u0085\u2028\u2029]", -1).length;
  }

  /** A change of a catalogue: at a place, so much is replaced by something. */
  record Edit(int at, int length, String text) {
    String applyTo(String yaml) {
      int from = at % (yaml.length() + 1);
      return yaml.substring(0, from)
          + text
          + yaml.substring(Math.min(yaml.length(), from + length));
    }
  }

  private static final List<String> TOKENS =
      List.of(
          "",
          " ",
          "\n",
          "\t",
          "\r",
          "\u0000",
          "\uFEFF",
          "\u2028",
          "\uD800",
          "\u0085",
          "é",
          "\uD83D\uDE00",
          ":",
          ": ",
          "- ",
          "-\n",
          "? ",
          ", ",
          "{",
          "}",
          "[",
          "]",
          "{}",
          "[]",
          "[[[[[[[[[[[[[[[",
          "{a: {a: {a: {a: {a: {a: {a: {a: {a: {a: {a: {a: {a: 1}}}}}}}}}}}}}",
          "\"",
          "'",
          "\\",
          "\"\\x0\"",
          "|\n",
          ">\n",
          "|9-",
          "#",
          "%YAML 9.9\n",
          "%TAG ! x\n",
          "---\n",
          "...\n",
          "&a ",
          "*a",
          "<<: *a",
          "<<: ",
          "! ",
          "!!str ",
          "!!java.net.URL ",
          "!<tag:yaml.org,2002:js/function> ",
          "@",
          "`",
          "~",
          "null",
          "true",
          ".inf",
          "-.inf",
          ".nan",
          "NaN",
          "Infinity",
          "1e999",
          "-1",
          "0",
          "0x10",
          "0o7",
          "1_000",
          "2147483648",
          "99999999999999999999",
          "0.00000000000000000001",
          "../../etc/passwd",
          "a/../b",
          "<depth>",
          "resnet-99999",
          "resnet-99998",
          "stack-99999",
          "99999@100%",
          "last@101%",
          "[5, 5]",
          "seeds: 1000",
          "x".repeat(3000));

  private static Edit edit(Draw draw) {
    return new Edit(draw.between(0, 1 << 20), draw.between(0, 12), draw.of(TOKENS));
  }

  /** Draw one real claim, as a catalogue of its own. */
  private static String claim(Draw draw) {
    List<String> parts = List.of(REAL.split("(?m)^(?=  - id:)"));
    return parts.get(0) + draw.of(parts.subList(1, parts.size()));
  }

  @Test
  void edited_claims_are_read_or_refused_with_their_place() {
    Property.holds(
        1000,
        draw -> {
          String yaml = claim(draw);
          for (Edit edit : draw.list(1, 4, () -> edit(draw))) {
            yaml = edit.applyTo(yaml);
          }
          readOrRefuse(yaml);
        });
  }

  @Test
  void lines_that_are_moved_or_doubled_are_read_or_refused_with_their_place() {
    Property.holds(
        50,
        draw -> {
          List<String> lines = new ArrayList<>(REAL.lines().toList());
          int from = draw.between(0, lines.size() - 1);
          String moved = draw.flip() ? lines.remove(from) : lines.get(from);
          lines.add(draw.between(0, lines.size()), moved);
          readOrRefuse(String.join("\n", lines));
        });
  }

  @Test
  void any_text_at_all_is_refused_with_its_place() {
    Property.holds(1000, draw -> readOrRefuse(draw.text(200)));
  }

  static Stream<Arguments> bombs() {
    int n = YamlReader.MAX_CHARACTERS;
    Map<String, String> bombs = new LinkedHashMap<>();
    bombs.put("an opened list in a list in a list", "[".repeat(n));
    bombs.put("mappings in mappings", "{a: ".repeat(n / 4));
    bombs.put("items in items", "- ".repeat(n / 2));
    bombs.put("keys in keys", "? ".repeat(n / 2));
    bombs.put("a staircase", staircase(1400));
    bombs.put("a scalar of a megabyte", "paper: " + "x".repeat(n - 10));
    bombs.put("a quoted scalar of a megabyte", "paper: \"" + "x".repeat(n - 20) + "\"");
    bombs.put("escapes", "paper: \"" + "\\u0041".repeat(n / 6 - 5) + "\"");
    bombs.put("a key of a megabyte", "x".repeat(n - 10) + ": 1");
    bombs.put("a block of a megabyte", "paper: |\n" + "  x\n".repeat(n / 4 - 10));
    bombs.put("a comment of a megabyte", "#".repeat(n));
    bombs.put("blank lines", "\n".repeat(n));
    bombs.put("many keys", numbered("k%d: 1\n", n));
    bombs.put("one key many times", "a: 1\n".repeat(n / 5));
    bombs.put("many items", "paper: a\nclaims:\n" + "  - 1\n".repeat(n / 6 - 10));
    bombs.put("many documents", "--- 1\n".repeat(n / 6));
    bombs.put("many anchors", numbered("- &a%d 1\n", n));
    bombs.put("many tags", "- !!binary x\n".repeat(n / 13));
    bombs.put("a number of a megabyte", real("margin: 0", "margin: " + "9".repeat(n / 2)));
    bombs.put("an architecture of a megabyte", real("resnet-20-w8", "resnet-" + "9".repeat(n / 2)));
    bombs.put(
        "an architecture of many words", real("resnet-20-w8", "resnet-20" + "-a".repeat(n / 4)));
    bombs.put("an erasure of a megabyte", real("last@100%", "last@" + "9".repeat(n / 2) + "%"));
    bombs.put(
        "the largest network to fit a position to",
        real("last@100%", "7@100%", "resnet-20-w8", "resnet-9998"));
    bombs.put(
        "a huge network to fit a position to",
        real("last@100%", "7@100%", "resnet-20-w8", "resnet-99998"));
    bombs.put(
        "many architectures",
        real(
            "architecture: resnet-20-w8",
            "architecture: [" + numbered("stack-%d,\n        ", n / 2) + "]"));
    bombs.put("a best arm of a long name", real("best: last", "best: " + "x".repeat(3000)));
    bombs.put("many arms", manyArms());
    bombs.put("an id that is a path", real("last-relu-lowers-error", "../../etc"));
    bombs.put(
        "an id of many words",
        real("last-relu-lowers-error", "\"a" + "-b-c\\\\\n ".repeat(n / 20) + "\""));
    bombs.put("an id of a megabyte", real("last-relu-lowers-error", "a".repeat(n / 2)));
    return bombs.entrySet().stream().map(e -> Arguments.of(e.getKey(), e.getValue()));
  }

  private static String manyArms() {
    return real("best: last", "best: none-of-them")
        .replaceFirst(
            "(?m)^    arms:$", "    arms:\n" + numbered("      a%d: {erase: none}\n", 1 << 18));
  }

  private static String real(String... replaced) {
    String yaml = REAL;
    for (int i = 0; i < replaced.length; i += 2) {
      assertThat(yaml).contains(replaced[i]);
      yaml = yaml.replaceFirst(java.util.regex.Pattern.quote(replaced[i]), replaced[i + 1]);
    }
    return yaml;
  }

  private static String numbered(String form, int length) {
    StringBuilder text = new StringBuilder();
    for (int i = 1; text.length() < length - 100; i++) {
      text.append(String.format(form, i));
    }
    return text.toString();
  }

  private static String staircase(int steps) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < steps; i++) {
      text.append(" ".repeat(i)).append("a:\n");
    }
    return text.toString();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("bombs")
  @Timeout(60)
  void a_bomb_is_refused_briefly_and_in_bounded_memory(String name, String yaml) {
    long spent =
        Allocated.by(
            () ->
                assertThatThrownBy(() -> Catalogue.read("any.yaml", yaml))
                    .isInstanceOf(CatalogueException.class)
                    .satisfies(e -> assertThat(e.getMessage()).hasSizeLessThan(LONGEST_MESSAGE)));
    assertThat(spent).as("bytes allocated").isLessThan(300 * MEGABYTE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "\u0000",
        "\uFEFF",
        "- &a *a",
        "? - a\n: - b",
        "paper: \"\uD800\"",
        "%YAML 9.9"
      })
  void what_is_hardly_yaml_is_refused(String yaml) {
    assertThatThrownBy(() -> Catalogue.read("any.yaml", yaml))
        .isInstanceOf(CatalogueException.class);
  }
}
