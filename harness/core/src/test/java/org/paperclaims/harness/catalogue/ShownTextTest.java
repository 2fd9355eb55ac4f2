package org.paperclaims.harness.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.paperclaims.harness.claim.ShownText;

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
  void a_record_is_read_without_them() {
    YamlNode node = YamlReader.read("test.yaml", "statement: \"red \\e[31m \\a \\u202E end\"\n");
    assertThat(node.toString()).contains("red \ufffd[31m \ufffd \ufffd end");
  }
}
