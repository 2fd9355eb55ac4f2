package org.paperclaims.harness.engine.torch.natives;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.paperclaims.harness.engine.EngineException;

class OutOfMemoryTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "[enforce fail at alloc_cpu.cpp:124] err == 0. DefaultCPUAllocator: can't allocate memory:"
            + " you tried to allocate 400000000000 bytes. Error code 12 (Cannot allocate memory)",
        "[enforce fail at alloc_cpu.cpp:116] data. DefaultCPUAllocator: not enough memory: you"
            + " tried to allocate 400000000000 bytes.",
        "CUDA out of memory. Tried to allocate 20.00 MiB. GPU 0 has a total capacity of 79.10 GiB"
            + " of which 11.69 MiB is free.\nException raised from malloc",
        "CUDA error: out of memory",
        "cuDNN error: CUDNN_STATUS_ALLOC_FAILED",
        "CUDA error: CUBLAS_STATUS_ALLOC_FAILED when calling `cublasCreate(handle)`",
        "std::bad_alloc"
      })
  void is_known_by_what_libtorch_and_cuda_say(String message) {
    assertThat(Libtorch.typed(new RuntimeException(message)))
        .isInstanceOf(EngineException.OutOfMemory.class)
        .hasMessageContaining(message.split("\n")[0])
        .hasMessageContaining("use a smaller batch");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "The size of tensor a (3) must match the size of tensor b (4) at non-singleton dimension 1",
        "CUDA error: an illegal memory access was encountered"
      })
  void is_not_what_another_failure_is_taken_for(String message) {
    assertThat(Libtorch.typed(new RuntimeException(message)))
        .isNotInstanceOf(EngineException.OutOfMemory.class)
        .hasMessageContaining(message);
  }

  @Test
  void is_an_exception_of_its_own_when_a_tensor_does_not_fit() {
    assertThatThrownBy(() -> Libtorch.call(1, () -> torch.empty(1L << 48)))
        .isInstanceOf(EngineException.OutOfMemory.class);
  }

  @Test
  void the_heap_is_left_alone_where_the_user_has_set_it() {
    assertThat(CHeap.isSetBy(Map.of("MALLOC_ARENA_MAX", "1"))).isTrue();
    assertThat(CHeap.isSetBy(Map.of("GLIBC_TUNABLES", "glibc.malloc.hugetlb=1"))).isTrue();
    assertThat(CHeap.isSetBy(Map.of("PATH", "/bin"))).isFalse();
  }
}
