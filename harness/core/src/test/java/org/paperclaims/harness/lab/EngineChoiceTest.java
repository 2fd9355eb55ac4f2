package org.paperclaims.harness.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.paperclaims.harness.engine.Device;
import org.paperclaims.harness.engine.EngineException;
import org.paperclaims.harness.engine.NvidiaDriver;

/** Which engine and device a suite takes, on machines that are made up. */
class EngineChoiceTest {
  private static final Supplier<EngineOffer> NOT_ASKED =
      () -> {
        throw new AssertionError("the engine was asked, which loads its libraries");
      };

  /** One GPU is what a machine has in the table; "-" stands for no device at all. */
  private static EngineOffer offer(String engine, String devices, @Nullable String fault) {
    List<Device> all =
        devices.equals("-")
            ? List.of()
            : List.of(devices.split(" ")).stream()
                .map(id -> new Device(id, id.equals("cpu") ? "2 threads" : "a GPU"))
                .toList();
    return new EngineOffer(engine, all, fault == null ? "" : fault);
  }

  private static Optional<NvidiaDriver> driver(@Nullable String version) {
    return Optional.ofNullable(version).map(v -> new NvidiaDriver(v, true));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "none",
      textBlock =
          """
          # device | driver  | dl4j          | its fault         | torch      | its fault        | line
          none     | none    | cuda:0        | none              | cuda:0 cpu | none             | dl4j on the CPU: no NVIDIA driver is here
          cpu      | 535.104 | cuda:0        | none              | cpu        | none             | dl4j on the CPU: asked for by claims.device
          none     | 535.104 | cuda:0 cuda:1 | none              | cpu        | none             | dl4j on cuda:0, a GPU: the first engine that can use it
          cuda:1   | 535.104 | cuda:0 cuda:1 | none              | cpu        | none             | dl4j on cuda:1, a GPU: asked for by claims.device; the first engine that can use it
          none     | 580.82  | cpu           | none              | cuda:0 cpu | none             | torch on cuda:0, a GPU: the first engine that can use it; dl4j: the build on the class path is for CPUs
          none     | 580.82  | cpu           | H200 has no code  | cuda:0 cpu | none             | torch on cuda:0, a GPU: the first engine that can use it; dl4j: H200 has no code
          none     | 580.82  | cpu           | H200 has no code  | cpu        | needs torch-cuda | dl4j on the CPU: NVIDIA driver 580.82 is here, but dl4j: H200 has no code; torch: needs torch-cuda
          none     | 440.33  | cpu           | driver is too old | -          | no libcudnn.so.9 | dl4j on the CPU: NVIDIA driver 440.33 is here, but dl4j: driver is too old; torch: no libcudnn.so.9
          none     | 580.82  | -             | no libjnicudart   | cuda:0 cpu | none             | torch on cuda:0, a GPU: the first engine that can use it; dl4j: no libjnicudart
          """)
  void is_made_from_driver_and_engines(
      @Nullable String asked,
      @Nullable String driver,
      String dl4j,
      @Nullable String dl4jFault,
      String torch,
      @Nullable String torchFault,
      String line) {
    EngineChoice choice =
        EngineChoice.of(
            Optional.ofNullable(asked),
            driver(driver),
            List.of(() -> offer("dl4j", dl4j, dl4jFault), () -> offer("torch", torch, torchFault)));
    assertThat(choice.line()).isEqualTo(line);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "none",
      textBlock =
          """
          none   | none    | cuda:0 | none             | torch on the CPU: asked for by claims.engine, and no NVIDIA driver is here
          cpu    | 580.82  | cuda:0 | none             | torch on the CPU: asked for by claims.engine, and the CPU by claims.device
          none   | 580.82  | cuda:0 | none             | torch on cuda:0, a GPU: asked for by claims.engine, and it can use this GPU
          cuda:0 | 580.82  | cuda:0 | none             | torch on cuda:0, a GPU: asked for by claims.engine, and the device by claims.device
          none   | 580.82  | cpu    | needs torch-cuda | torch on the CPU: asked for by claims.engine, and NVIDIA driver 580.82 is here, but torch: needs torch-cuda
          """)
  void of_an_engine_that_is_named_says_where_it_works(
      @Nullable String asked,
      @Nullable String driver,
      String devices,
      @Nullable String fault,
      String line) {
    EngineChoice choice =
        EngineChoice.named(
            "torch",
            Optional.ofNullable(asked),
            driver(driver),
            () -> offer("torch", devices, fault));
    assertThat(choice.line()).isEqualTo(line);
  }

  @Test
  void asks_no_engine_without_a_driver_and_none_after_one_that_has_a_gpu() {
    assertThat(EngineChoice.of(Optional.empty(), Optional.empty(), List.of(NOT_ASKED)).engine())
        .isEqualTo("dl4j");
    assertThat(EngineChoice.of(Optional.of("cpu"), driver("580.82"), List.of(NOT_ASKED)).engine())
        .isEqualTo("dl4j");
    assertThat(
            EngineChoice.of(
                    Optional.empty(),
                    driver("535.104"),
                    List.of(() -> offer("dl4j", "cuda:0", null), NOT_ASKED))
                .engine())
        .isEqualTo("dl4j");
  }

  @Test
  void a_device_that_is_named_and_cannot_be_used_is_an_error_that_says_what_is_missing() {
    Optional<String> asked = Optional.of("cuda:1");
    assertThatThrownBy(() -> EngineChoice.of(asked, Optional.empty(), List.of(NOT_ASKED)))
        .isInstanceOf(EngineException.Unsupported.class)
        .hasMessageContaining("claims.device is cuda:1")
        .hasMessageContaining("no NVIDIA driver is loaded")
        .hasMessageContaining("450.80 or newer for dl4j")
        .hasMessageContaining("/dev/nvidiactl");
    assertThatThrownBy(
            () ->
                EngineChoice.of(
                    asked,
                    driver("470.57"),
                    List.of(
                        () -> offer("dl4j", "cuda:0", null),
                        () -> offer("torch", "cpu", "CUDA 13 needs 580"))))
        .isInstanceOf(EngineException.Unsupported.class)
        .hasMessageContaining("NVIDIA driver 470.57")
        .hasMessageContaining("dl4j has cuda:0;")
        .hasMessageContaining("torch: CUDA 13 needs 580");
    assertThatThrownBy(
            () ->
                EngineChoice.named(
                    "torch", asked, driver("580.82"), () -> offer("torch", "cpu", "no libnccl")))
        .isInstanceOf(EngineException.Unsupported.class)
        .hasMessageContaining("torch: no libnccl");
  }

  @Test
  void says_of_a_container_without_devices_what_gives_it_some() {
    EngineChoice choice =
        EngineChoice.of(
            Optional.empty(),
            Optional.of(new NvidiaDriver("580.82", false)),
            List.of(() -> offer("dl4j", "cpu", null)));
    assertThat(choice.line())
        .startsWith(
            "dl4j on the CPU: NVIDIA driver 580.82 is loaded, but /dev/nvidiactl is missing")
        .contains("nvidia-smi");
  }

  @Test
  void an_engine_that_cannot_work_offers_nothing_and_says_why() {
    FakeEngine broken =
        new FakeEngine() {
          @Override
          public List<Device> devices() {
            throw new EngineException("libcudnn.so.9 does not load");
          }
        };
    assertThat(EngineOffer.of(broken))
        .isEqualTo(new EngineOffer("fake", List.of(), "libcudnn.so.9 does not load"));
  }
}
