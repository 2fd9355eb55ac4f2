package org.paperclaims.harness.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.IntRange;

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

  @Property(tries = 60)
  void a_changed_character_is_read_or_refused_with_its_place(
      @ForAll @IntRange(max = 100_000) int where,
      @ForAll @CharRange(from = ' ', to = '~') char changed)
      throws IOException {
    StringBuilder yaml = new StringBuilder(good());
    yaml.setCharAt(where % yaml.length(), changed);
    readOrRefuse(yaml.toString());
  }

  @Property(tries = 25)
  void a_missing_line_is_read_or_refused_with_its_place(@ForAll @IntRange(max = 100) int which)
      throws IOException {
    List<String> lines = new ArrayList<>(good().lines().toList());
    lines.remove(which % lines.size());
    readOrRefuse(String.join("\n", lines));
  }

  @Property(tries = 25)
  void a_cut_off_file_is_read_or_refused_with_its_place(@ForAll @IntRange(max = 100_000) int length)
      throws IOException {
    readOrRefuse(good().substring(0, length % good().length()));
  }
}
