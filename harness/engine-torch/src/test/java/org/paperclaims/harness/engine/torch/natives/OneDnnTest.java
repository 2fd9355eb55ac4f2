package org.paperclaims.harness.engine.torch.natives;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.IntBuffer;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class OneDnnTest {
  /** The caches as it is told of them: sizes, cores that share them, levels. */
  private static final int[] HIDDEN = {
    1, 1, 1, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 0, 0, 0, 0, 0, 0, 0, 3
  };

  private static final int[] KNOWN = {
    32768, 524288, 33554432, 0, 0, 0, 0, 0, 0, 0, 1, 1, 8, 0, 0, 0, 0, 0, 0, 0, 3
  };

  @Test
  void finds_the_count_of_caches_of_one_byte() {
    int[] memory = new int[100];
    Arrays.fill(memory, 1);
    System.arraycopy(HIDDEN, 0, memory, 40, HIDDEN.length);
    assertThat(OneDnn.levelsOfFalseCaches(IntBuffer.wrap(memory))).containsExactly(60);
    assertThat(OneDnn.levelsOfFalseCaches(IntBuffer.wrap(HIDDEN))).containsExactly(20);
  }

  @Test
  void leaves_caches_that_the_processor_shows() {
    assertThat(OneDnn.levelsOfFalseCaches(IntBuffer.wrap(KNOWN))).isEmpty();
    assertThat(OneDnn.levelsOfFalseCaches(IntBuffer.allocate(5))).isEmpty();
  }

  @Test
  void looks_at_the_variables_of_the_library_alone() {
    String mappings =
        """
        7f0000001000-7f0000002000 r--p 00000000 fe:00 17 /cache/libtorch_cpu.so
        7f0000002000-7f0000003000 rw-p 00001000 fe:00 17 /cache/libtorch_cpu.so
        7f0000003000-7f0000005000 rw-p 00000000 00:00 0\s
        7f0000005000-7f0000006000 rw-p 00000000 00:00 0\s
        7f0000007000-7f0000008000 rw-p 00000000 fe:00 18 /cache/libtorch.so
        7f0000008000-7f0000009000 rw-p 00000000 00:00 0
        7ffff0000000-7ffff0001000 rw-p 00000000 00:00 0 [stack]
        ffffffffff600000-ffffffffff601000 --xp 00000000 00:00 0 [vsyscall]
        """;
    assertThat(OneDnn.variablesOf("/libtorch_cpu.so", mappings))
        .containsExactly(
            new OneDnn.Range(0x7f0000002000L, 0x7f0000003000L),
            new OneDnn.Range(0x7f0000003000L, 0x7f0000005000L));
  }
}
