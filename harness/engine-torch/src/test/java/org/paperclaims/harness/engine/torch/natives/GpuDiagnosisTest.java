package org.paperclaims.harness.engine.torch.natives;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.paperclaims.harness.engine.NvidiaDriver;

class GpuDiagnosisTest {
  private static final GpuSurvey.Gpu H200 = new GpuSurvey.Gpu(0, "NVIDIA H200", 9, 0);
  private static final GpuSurvey.Gpu PASCAL = new GpuSurvey.Gpu(1, "Tesla P100", 6, 0);

  private static GpuDiagnosis judge(boolean build, String driver, GpuSurvey.Gpu... gpus) {
    return GpuDiagnosis.of(new GpuSurvey(build, driver, List.of(gpus)));
  }

  @Test
  void uses_a_gpu_that_has_all_it_needs() {
    GpuDiagnosis found = judge(true, "580.82.07", H200);
    assertThat(found.devices()).extracting("id").containsExactly("cuda:0");
    assertThat(found.devices().get(0).description()).contains("H200").contains("9.0");
    assertThat(found.advice()).isEmpty();
  }

  @Test
  void sends_a_machine_without_a_driver_to_the_cpu() {
    GpuDiagnosis found = judge(true, "");
    assertThat(found.devices()).isEmpty();
    assertThat(found.advice()).contains("driver").contains("profile torch for the CPU");
  }

  @Test
  void sends_the_cpu_build_beside_a_driver_to_torch_cuda() {
    assertThat(judge(false, "580.82").advice()).contains("torch-cuda");
  }

  @Test
  void sends_an_old_driver_to_the_cpu() {
    assertThat(judge(true, "470.57.02", H200).advice())
        .contains("470.57.02")
        .contains("580")
        .contains("profile torch for the CPU");
  }

  @Test
  void refuses_a_gpu_older_than_turing_and_keeps_the_others() {
    GpuDiagnosis found = judge(true, "580.82", H200, PASCAL);
    assertThat(found.devices()).extracting("id").containsExactly("cuda:0");
    assertThat(found.advice())
        .contains("P100")
        .contains("6.0")
        .contains("profile torch for the CPU");
  }

  @Test
  void says_that_the_driver_could_not_be_asked_and_why() {
    GpuDiagnosis found =
        GpuDiagnosis.ofFailure("580.82", new UnsatisfiedLinkError("no jnicudart\nin a path"));
    assertThat(found.devices()).isEmpty();
    assertThat(found.advice())
        .contains("580.82")
        .contains("(no jnicudart)")
        .contains("profile torch for the CPU");
  }

  @Test
  void says_when_the_driver_shows_no_gpu() {
    assertThat(judge(true, "580.82").advice()).contains("no GPU");
  }

  @Test
  void asks_a_driver_that_does_not_say_its_version() {
    assertThat(judge(true, NvidiaDriver.UNKNOWN, H200).devices())
        .extracting("id")
        .containsExactly("cuda:0");
  }
}
