package org.paperclaims.harness.engine.torch;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OneDnnTest {
  @ParameterizedTest
  @CsvSource({
    "AuthenticAMD, fpu avx2 avx512f avx_vnni, true",
    "AuthenticAMD, fpu avx2 avx512f avx512_vnni, false",
    "AuthenticAMD, fpu avx2, false",
    "GenuineIntel, fpu avx2 avx512f avx_vnni, false"
  })
  void knows_the_processors_that_it_computes_wrongly_on(
      String vendor, String flags, boolean faulty) {
    String description = "vendor_id\t: %s\nflags\t\t: %s\n".formatted(vendor, flags);
    assertThat(OneDnn.isFaulty(description)).isEqualTo(faulty);
  }
}
