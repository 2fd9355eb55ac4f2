package org.paperclaims.harness.suite;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CataloguesTest {
  @TempDir private Path folder;

  @Test
  void an_id_that_two_catalogues_have_is_refused_with_both_places() throws IOException {
    String page = Files.readString(Path.of("../../docs/claims.md"));
    int start = page.indexOf("```yaml\n") + 8;
    String yaml = page.substring(start, page.indexOf("```", start));
    List<Path> files =
        List.of(
            Files.writeString(folder.resolve("a.yaml"), yaml),
            Files.writeString(folder.resolve("b.yaml"), "\n" + yaml));
    assertThatThrownBy(() -> Catalogues.all(files))
        .isInstanceOf(SettingsException.class)
        .hasMessageMatching("(?s)two claims have the id .*a\\.yaml:\\d+ and .*b\\.yaml:\\d+;.*");
  }
}
