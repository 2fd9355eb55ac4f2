package org.paperclaims.harness.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.paperclaims.testing.Property;

class CataloguePropertiesTest {
  private static String good() throws IOException {
    String page = Files.readString(Path.of("../../docs/claims.md"));
    int start = page.indexOf("```yaml\n") + 8;
    return page.substring(start, page.indexOf("```", start));
  }

  /** Reads a catalogue, and takes a refusal that names a place in it. */
  private static void readOrRefuse(String yaml) {
    try {
      Catalogue.read("any.yaml", yaml);
    } catch (CatalogueException e) {
      assertThat(e).hasMessageStartingWith("any.yaml:" + e.line() + ":" + e.column() + ": ");
      assertThat(e.line()).isBetween(1, (int) yaml.lines().count() + 1);
    }
  }

  @Test
  void a_changed_character_is_read_or_refused_with_its_place() {
    Property.holds(
        60,
        draw -> {
          StringBuilder yaml = new StringBuilder(good());
          yaml.setCharAt(draw.between(0, yaml.length() - 1), (char) draw.between(' ', '~'));
          readOrRefuse(yaml.toString());
        });
  }

  @Test
  void a_missing_line_is_read_or_refused_with_its_place() {
    Property.holds(
        25,
        draw -> {
          List<String> lines = new ArrayList<>(good().lines().toList());
          lines.remove(draw.between(0, lines.size() - 1));
          readOrRefuse(String.join("\n", lines));
        });
  }

  @Test
  void a_cut_off_file_is_read_or_refused_with_its_place() {
    Property.holds(
        25,
        draw -> {
          String good = good();
          readOrRefuse(good.substring(0, draw.between(0, good.length() - 1)));
        });
  }
}
