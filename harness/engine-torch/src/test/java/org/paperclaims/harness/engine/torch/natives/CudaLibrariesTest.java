package org.paperclaims.harness.engine.torch.natives;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;

class CudaLibrariesTest {
  @Test
  void says_nothing_where_all_load() {
    assertThat(CudaLibraries.missing(library -> true)).isEmpty();
  }

  @Test
  void names_the_library_that_is_missing_its_product_and_the_profile_that_would_work() {
    assertThat(CudaLibraries.missing(library -> !library.equals("libnccl.so.2")))
        .contains("NCCL 2 (libnccl.so.2)")
        .doesNotContain("cuDNN")
        .doesNotContain("CUDA 13")
        .contains("LD_LIBRARY_PATH")
        .contains("the profile torch for the CPU");
  }

  @Test
  void names_all_that_is_missing_at_once() {
    Set<String> gone = Set.of("libcudart.so.13", "libcufile.so.0", "libcudnn.so.9");
    assertThat(CudaLibraries.missing(library -> !gone.contains(library)))
        .contains("CUDA 13 (libcudart.so.13, libcufile.so.0), cuDNN 9 (libcudnn.so.9);");
  }
}
