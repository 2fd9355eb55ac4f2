package org.paperclaims.harness.run;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ShownTextTest {
  @ParameterizedTest
  @ValueSource(ints = {0x1b, 0x07, 0x08, 0x00, 0x7f, 0x9b, 0x202e, 0x2066, 0x200f, 0x061c, 0x2028})
  void what_steers_a_terminal_or_turns_the_writing_is_replaced(int sign) {
    assertThat(ShownText.of("a" + Character.toString(sign) + "b")).isEqualTo("a\ufffdb");
  }

  @Test
  void letters_lines_and_tabs_stay() {
    String text = "Größe\n\t日本 עברית e\u0301 👩\u200d🔬";
    assertThat(ShownText.of(text)).isEqualTo(text);
  }

  @Test
  void a_name_has_one_line() {
    assertThat(ShownText.name("a\nb\tc\rd")).isEqualTo("a\ufffdb\ufffdc\ufffdd");
  }
}
