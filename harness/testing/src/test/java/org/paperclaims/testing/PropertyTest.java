package org.paperclaims.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class PropertyTest {
  @Test
  void a_property_that_holds_is_checked_on_every_example() {
    List<Integer> seen = new ArrayList<>();
    Property.holds(500, draw -> seen.add(draw.between(1, 6)));
    assertThat(seen).hasSize(500).contains(1, 2, 3, 4, 5, 6).allMatch(n -> n >= 1 && n <= 6);
  }

  @Test
  void the_example_that_breaks_a_property_is_reported_with_its_seed_and_values() {
    Throwable failure =
        catchThrowable(
            () -> Property.holds(500, draw -> assertThat(draw.between(1, 6)).isLessThan(6)));
    assertThat(failure)
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("which drew [6]")
        .hasCauseInstanceOf(AssertionError.class);
    Matcher seed = Pattern.compile("-Dproperties.seed=(\\d+)").matcher(failure.getMessage());
    assertThat(seed.find()).isTrue();
    assertThat(new Draw(Long.parseLong(seed.group(1))).between(1, 6)).isEqualTo(6);
  }

  @Test
  void an_exception_breaks_a_property_too() {
    assertThatThrownBy(
            () ->
                Property.holds(
                    1,
                    draw -> {
                      throw new java.io.IOException("no disk");
                    }))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("no disk");
  }

  @Test
  void both_ends_of_a_large_range_are_drawn() {
    Set<Integer> seen = new HashSet<>();
    Property.holds(200, draw -> seen.add(draw.between(0, Integer.MAX_VALUE)));
    assertThat(seen).contains(0, Integer.MAX_VALUE).hasSizeGreaterThan(150);
  }

  @Test
  void texts_hold_control_characters_halves_of_pairs_and_nothing_at_all() {
    StringBuilder all = new StringBuilder();
    Set<Integer> lengths = new HashSet<>();
    Property.holds(
        300,
        draw -> {
          String text = draw.text(30);
          lengths.add(text.length());
          all.append(text).append(' ');
        });
    assertThat(lengths).contains(0, 30).allMatch(length -> length <= 30);
    assertThat(all.chars()).anyMatch(c -> c < ' ');
    assertThat(all.codePoints()).anyMatch(c -> c >= 0xD800 && c <= 0xDFFF);
  }

  @Test
  void equal_seeds_draw_equal_values() {
    List<Object> first = values(new Draw(7));
    assertThat(values(new Draw(7))).isEqualTo(first);
    assertThat(values(new Draw(8))).isNotEqualTo(first);
  }

  private static List<Object> values(Draw draw) {
    return List.of(
        draw.anyLong(),
        draw.flip(),
        draw.of("a", "b", "c"),
        draw.list(0, 9, () -> draw.hundredths(-1, 1)),
        draw.text(9));
  }
}
