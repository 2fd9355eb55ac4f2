package org.paperclaims.harness.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.paperclaims.architectures.family.Architectures;
import org.paperclaims.harness.engine.Precision;

class GpuRequestTest {

  @Test
  void the_first_gpu_and_the_fastest_algorithms_are_meant_where_nothing_is_said() {
    assertThat(GpuRequest.parse("peer.py", "resnet-20", "128", "bf16", "3"))
        .isEqualTo(new GpuRequest("peer.py", "resnet-20", 128, Precision.BF16, 3, "cuda:0", false));
  }

  @Test
  void everything_can_be_said() {
    assertThat(GpuRequest.parse("peer.py", "wrn-28-10", "2", "fp32", "1", "cpu", "deterministic"))
        .isEqualTo(new GpuRequest("peer.py", "wrn-28-10", 2, Precision.FP32, 1, "cpu", true));
  }

  @ParameterizedTest
  @ValueSource(strings = {"resnet-20", "resnet-20-a", "resnet-20-b", "resnet-110", "wrn-28-10"})
  void the_networks_are_written_in_their_canonical_form(String network) {
    assertThat(GpuRequest.parse("peer.py", network, "1", "fp32", "1").network())
        .isEqualTo(Architectures.parse(network).spec());
  }

  @ParameterizedTest
  @CsvSource({
    "resnet-21, 8, fp32, 1, cpu, fastest, NETWORK: found 'resnet-21'",
    "resnet-164, 8, fp32, 1, cpu, fastest, NETWORK: found 'resnet-164'",
    "resnet-20-w4, 8, fp32, 1, cpu, fastest, NETWORK: found 'resnet-20-w4'",
    "wrn-28-0, 8, fp32, 1, cpu, fastest, NETWORK: found 'wrn-28-0'",
    "resnet-20, 0, fp32, 1, cpu, fastest, BATCH: found '0'; allowed: whole numbers from 1 to 10000",
    "resnet-20, x, fp32, 1, cpu, fastest, BATCH: found 'x'",
    "resnet-20, 99999999999, fp32, 1, cpu, fastest, BATCH: found '99999999999'",
    "resnet-20, 8, fp16, 1, cpu, fastest, PRECISION: found 'fp16'; allowed: fp32 and bf16",
    "resnet-20, 8, fp32, -1, cpu, fastest, ROUNDS: found '-1'",
    "resnet-20, 8, fp32, 1, gpu, fastest, DEVICE: found 'gpu'; allowed: cuda:N with N from 0 on",
    "resnet-20, 8, fp32, 1, cpu, best, ALGORITHMS: found 'best'; allowed: fastest and"
        + " deterministic",
  })
  void a_wrong_argument_is_named_with_what_is_allowed(
      String network,
      String batch,
      String precision,
      String rounds,
      String device,
      String algorithms,
      String message) {
    assertThatThrownBy(
            () ->
                GpuRequest.parse("peer.py", network, batch, precision, rounds, device, algorithms))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(message)
        .hasMessageEndingWith(GpuRequest.USAGE)
        .message()
        .doesNotContain("\n");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 4, 8})
  void too_few_or_too_many_arguments_are_counted(int count) {
    assertThatThrownBy(() -> GpuRequest.parse("resnet-20 ".repeat(count).split(" ", count)))
        .hasMessageStartingWith("the number of arguments: found ");
  }
}
