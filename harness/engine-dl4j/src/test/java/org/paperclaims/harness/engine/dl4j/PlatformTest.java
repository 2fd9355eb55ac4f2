package org.paperclaims.harness.engine.dl4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.paperclaims.architectures.Network;
import org.paperclaims.harness.engine.EngineException;
import org.paperclaims.harness.engine.LearnerOptions;
import org.paperclaims.harness.engine.Precision;

class PlatformTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "NVIDIA H200, 9.0, 570.124.06",
        "NVIDIA B200, 10.0, 570.124.06",
        "NVIDIA GeForce RTX 5090, 12.0, 570.124.06"
      })
  void names_the_profile_for_a_gpu_newer_than_the_cuda_build(String line) {
    assertThat(Gpu.parse(line).problem())
        .hasValueSatisfying(
            p -> assertThat(p).startsWith(line.split(",")[0]).contains("8.9", "torch-cuda"));
  }

  @ParameterizedTest
  @CsvSource({"3.7", "5.0", "6.1", "7.0", "7.2", "7.5", "8.0", "8.6", "8.9"})
  void accepts_a_gpu_that_the_cuda_build_has_code_for(String capability) {
    assertThat(Gpu.parse("GPU, " + capability + ", 535.104.05").problem()).isEmpty();
  }

  @Test
  void refuses_a_gpu_older_than_the_cuda_build() {
    assertThat(Gpu.parse("Tesla K20, 3.5, 470.82.01").problem())
        .hasValueSatisfying(p -> assertThat(p).contains("3.7").doesNotContain("torch-cuda"));
  }

  @Test
  void refuses_a_driver_older_than_cuda_11() {
    assertThat(Gpu.parse("Tesla V100, 7.0, 418.67").problem())
        .hasValueSatisfying(p -> assertThat(p).contains("418.67", "450.80"));
  }

  @Test
  void refuses_an_answer_of_nvidia_smi_that_it_cannot_read() {
    assertThatThrownBy(() -> Gpu.parse("No devices were found"))
        .hasMessageContaining("No devices were found");
  }

  @Test
  void memory_for_a_large_network_is_not_bounded_by_the_heap() {
    Nd4jNatives.load();
    // JavaCPP reads them once, so that tests which touched it before have its bounds; 0 is none.
    assertThat(System.getProperty("org.bytedeco.javacpp.maxbytes")).isEqualTo("0");
    assertThat(System.getProperty("org.bytedeco.javacpp.maxphysicalbytes")).isEqualTo("0");
  }

  @Test
  void prefers_the_build_with_onednn() {
    assertThat(NativeLibrary.choose("linux-x86_64", r -> true).hasOneDnn()).isTrue();
    assertThat(NativeLibrary.choose("linux-arm64", r -> !r.contains("onednn")).extension())
        .isEmpty();
  }

  @Test
  void names_the_classifier_that_is_missing() {
    assertThatThrownBy(() -> NativeLibrary.choose("linux-x86_64", r -> false))
        .isInstanceOf(EngineException.class)
        .hasMessageContaining("linux-x86_64-onednn-avx2");
  }

  @Test
  void refuses_a_precision_it_does_not_have() {
    Network network = Zoo.network();
    LearnerOptions o = Reference.options(1);
    LearnerOptions half =
        new LearnerOptions(o.device(), 1, o.task(), 0.9, true, 0, Precision.BF16, true, 1);
    assertThatThrownBy(() -> new Dl4jEngine().learner(network, half))
        .isInstanceOf(EngineException.Unsupported.class)
        .hasMessageContaining("BF16");
  }
}
