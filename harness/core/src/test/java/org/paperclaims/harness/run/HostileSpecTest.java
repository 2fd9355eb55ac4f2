package org.paperclaims.harness.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
import org.paperclaims.testing.Draw;
import org.paperclaims.testing.Property;

/** Run specs and trees of JSON from somebody who means harm. */
class HostileSpecTest {
  private static final String GOOD = SpecJson.write(Specs.training(1));
  private static final long MEGABYTE = 1 << 20;

  /** A change of a text: at a place, so much is replaced by something. */
  public record Edit(int at, int length, String text) {
    /** Change a text. */
    public String applyTo(String all) {
      int from = at % (all.length() + 1);
      return all.substring(0, from) + text + all.substring(Math.min(all.length(), from + length));
    }
  }

  private static final List<String> TOKENS =
      List.of(
          "",
          "\"",
          "{",
          "}",
          "[",
          "]",
          ",",
          ":",
          "null",
          "true",
          "NaN",
          "\"NaN\"",
          "Infinity",
          "-Infinity",
          "1e999",
          "-1",
          "0",
          "1E-400",
          "9223372036854775808",
          "1.5",
          "\"\\u0000\"",
          "\\",
          "\u0000",
          "\uD800",
          "/*",
          "//",
          "{}",
          "[]",
          "[null]",
          "{\"a\":1}",
          "\"format\":2,",
          "\"x\":1,",
          "\"seed\":2,",
          "[[[[[[[[[[[[[[[[[[",
          "\"TRAIN\"",
          "\"\"",
          "7".repeat(70));

  private static Edit edit(Draw draw) {
    return new Edit(draw.between(0, 1 << 16), draw.between(0, 9), draw.of(TOKENS));
  }

  @Test
  void an_edited_spec_is_refused_or_is_a_spec_that_can_be_written_again() {
    Property.holds(
        1000,
        draw -> {
          String text = GOOD;
          for (Edit edit : draw.list(1, 3, () -> edit(draw))) {
            text = edit.applyTo(text);
          }
          readOrRefuse(text);
        });
  }

  private static void readOrRefuse(String text) {
    RunSpec read;
    try {
      read = SpecJson.read(text);
    } catch (JsonException e) {
      assertThat(e.getMessage()).isNotBlank().hasSizeLessThan(1500);
      return;
    }
    assertThat(SpecJson.read(SpecJson.write(read))).isEqualTo(read);
  }

  @Test
  void any_text_at_all_is_refused() {
    Property.holds(
        1000,
        draw -> {
          String text = draw.text(200);
          assertThatThrownBy(() -> SpecJson.read(text)).isInstanceOf(JsonException.class);
        });
  }

  static Stream<Arguments> bombs() {
    int n = 1 << 20;
    Map<String, String> bombs = new LinkedHashMap<>();
    bombs.put("lists in lists", "[".repeat(n));
    bombs.put("objects in objects", "{\"a\":".repeat(n / 5));
    bombs.put("a text of a megabyte", GOOD.replace("\"linear\"", "\"" + "x".repeat(2 * n) + "\""));
    bombs.put("a name of a megabyte", "{\"" + "x".repeat(n) + "\":1}");
    bombs.put("a number of a megabyte", GOOD.replace("\"seed\":1", "\"seed\":" + "9".repeat(n)));
    bombs.put("many empty objects", "{\"spec\":[" + "{},".repeat(n / 3 - 10) + "{}]}");
    bombs.put("blanks", " ".repeat(n));
    return bombs.entrySet().stream().map(e -> Arguments.of(e.getKey(), e.getValue()));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("bombs")
  @Timeout(60)
  void a_bomb_is_refused_briefly_and_in_bounded_memory(String name, String text) {
    long spent =
        Allocated.by(
            () ->
                assertThatThrownBy(() -> SpecJson.read(text))
                    .isInstanceOf(JsonException.class)
                    .satisfies(e -> assertThat(e.getMessage()).hasSizeLessThan(1500)));
    assertThat(spent).as("bytes allocated").isLessThan(100 * MEGABYTE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"augmentation\":[null]",
        "\"augmentation\":null",
        "\"augmentation\":{}",
        "\"augmentation\":[[]]",
        "\"augmentation\":[1]"
      })
  void a_list_of_anything_but_names_is_refused(String augmentation) {
    assertThat(GOOD).contains("\"augmentation\":[]");
    assertThatThrownBy(() -> SpecJson.read(GOOD.replace("\"augmentation\":[]", augmentation)))
        .isInstanceOf(JsonException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"1e999", "-1e999", "\"NaN\"", "\"Infinity\""})
  void a_number_that_is_none_is_refused(String number) {
    assertThat(GOOD).contains("\"momentum\":0.9");
    assertThatThrownBy(
            () -> SpecJson.read(GOOD.replace("\"momentum\":0.9", "\"momentum\":" + number)))
        .isInstanceOf(JsonException.class);
  }
}
