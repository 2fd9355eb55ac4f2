package org.paperclaims.harness.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Signs that steer a terminal or turn the direction of writing, wherever a catalogue has them. */
class SteeringSignsTest {
  @TempDir private Path folder = Path.of("");

  @Test
  void a_text_is_read_without_them() {
    YamlNode node =
        YamlReader.read("test.yaml", "statement: \"red \\e[31m \\a \\u202E end\"\n", "a catalogue");
    assertThat(node.toString()).contains("red \ufffd[31m \ufffd \ufffd end");
  }

  @ParameterizedTest
  @ValueSource(strings = {"\\e", "\\a", "\\u202E", "\\u2066", "\\n", "\\u2028"})
  void the_name_of_a_field_is_read_without_them(String sign) {
    YamlNode node = YamlReader.read("test.yaml", "arms: {\"a" + sign + "b\": {}}\n", "a catalogue");
    assertThat(node.toString()).contains("a\ufffdb=Field");
  }

  @Test
  void an_unknown_field_is_refused_without_them() {
    assertThatThrownBy(() -> Catalogue.read("test.yaml", "paper: p\nclaims: []\n\"x\\e[31m\": 1\n"))
        .isInstanceOf(CatalogueException.class)
        .hasMessageNotContaining("\u001b");
  }

  @Test
  void a_claim_names_its_file_without_them() throws IOException {
    String page = Files.readString(Path.of("../../docs/claims.md"));
    int start = page.indexOf("```yaml\n") + 8;
    Path file = folder.resolve("my\u001b[31m\u0007\nclaims.yaml");
    Files.writeString(file, page.substring(start, page.indexOf("```", start)));
    assertThat(Catalogue.read(file).get(0).file()).isEqualTo("my\ufffd[31m\ufffd\ufffdclaims.yaml");
  }
}
