package org.paperclaims.harness.engine.torch.natives;

import static org.assertj.core.api.Assertions.assertThat;

import org.bytedeco.openblas.global.openblas_nolapack;
import org.junit.jupiter.api.Test;

class LibtorchTest {
  @Test
  void has_openblas_use_one_thread_whatever_another_library_has_set_since() {
    int found =
        Libtorch.call(
            1,
            () -> {
              openblas_nolapack.blas_set_num_threads(2); // as ND4J does when it is loaded
              return Libtorch.call(1, openblas_nolapack::blas_get_num_threads);
            });
    assertThat(found).isEqualTo(1);
  }
}
