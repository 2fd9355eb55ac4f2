package org.paperclaims.harness.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.paperclaims.harness.engine.Tensor;
import org.paperclaims.harness.store.Safetensors;
import org.paperclaims.harness.store.StoreException;

/** Models that were altered: of our own, all are refused; of other tools, the ill-formed ones. */
class SafetensorsFuzzTest {
  @TempDir private Path folder = Path.of("");

  private static byte[] whole() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    new Safetensors(
            Map.of("w", new Tensor(List.of(2, 3), new float[] {1, 2, 3, 4, 5, 6})),
            Map.of("losses", new double[] {1, 2, 3}),
            Map.of("step", "3"))
        .writeTo(out);
    return out.toByteArray();
  }

  private boolean refuses(byte[] content, Safetensors.Trust trust) throws IOException {
    Path file = folder.resolve("model.safetensors");
    // Deleted first: some file systems wait for the disk when a file is overwritten.
    Files.deleteIfExists(file);
    Files.write(file, content);
    try {
      Safetensors.read(file, trust);
      return false;
    } catch (StoreException.Corrupt e) {
      assertThat(e).hasMessageStartingWith(file + ": ");
      return true;
    }
  }

  @Test
  void no_altered_model_of_this_project_is_read() throws IOException {
    byte[] whole = whole();
    int[] same = {0};
    int refused =
        Mutations.refused(
            whole,
            28,
            content -> {
              same[0] += java.util.Arrays.equals(content, whole) ? 1 : 0;
              return refuses(content, Safetensors.Trust.VERIFIED);
            });
    // Some mutations undo one another; the whole itself was read once before.
    assertThat(refused).isEqualTo(Mutations.COUNT - (same[0] - 1));
  }

  @Test
  void an_altered_model_of_another_tool_is_read_or_refused() throws IOException {
    String unsigned = new String(whole(), StandardCharsets.ISO_8859_1).replace("sha256", "origin");
    int refused =
        Mutations.refused(
            unsigned.getBytes(StandardCharsets.ISO_8859_1),
            29,
            content -> refuses(content, Safetensors.Trust.GIVEN));
    assertThat(refused).isBetween(Mutations.COUNT / 3, Mutations.COUNT - 1);
  }
}
