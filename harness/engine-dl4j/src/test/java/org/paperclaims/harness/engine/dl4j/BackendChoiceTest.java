package org.paperclaims.harness.engine.dl4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.File;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.paperclaims.harness.engine.EngineException;

/** Which back end a process loads, with drivers that are made up. */
class BackendChoiceTest {
  private static final Supplier<List<Gpu>> A100 =
      () -> List.of(Gpu.parse("NVIDIA A100, 8.0, 535.104.05"));
  private static final Supplier<List<Gpu>> H200 =
      () -> List.of(Gpu.parse("NVIDIA H200, 9.0, 570.124.06"));
  private static final Supplier<List<Gpu>> NO_DRIVER =
      () -> {
        throw new EngineException("no NVIDIA driver is installed");
      };
  private static final Supplier<List<Gpu>> NOT_ASKED =
      () -> {
        throw new AssertionError("the driver was asked");
      };

  @TempDir private Path folder = Path.of("");

  @ParameterizedTest
  @ValueSource(strings = {"", "auto", "cuda:0"})
  void takes_a_gpu_that_has_code(String asked) {
    assertThat(BackendChoice.of(asked, true, true, A100)).isEqualTo(new BackendChoice(true, ""));
  }

  @Test
  void takes_the_cpu_where_it_is_asked_for_and_does_not_ask_the_driver() {
    assertThat(BackendChoice.of("cpu", true, true, NOT_ASKED))
        .isEqualTo(new BackendChoice(false, ""));
    assertThat(BackendChoice.of("", false, true, NOT_ASKED))
        .isEqualTo(new BackendChoice(false, ""));
  }

  @Test
  void goes_on_with_the_cpu_and_says_what_is_missing() {
    assertThat(BackendChoice.of("", true, true, NO_DRIVER))
        .isEqualTo(new BackendChoice(false, "no NVIDIA driver is installed"));
    assertThat(BackendChoice.of("auto", true, true, H200).advice())
        .contains("NVIDIA H200", "torch-cuda");
  }

  @Test
  void takes_the_machine_if_one_of_its_gpus_has_code() {
    assertThat(
            BackendChoice.of("", true, true, () -> List.of(H200.get().get(0), A100.get().get(0)))
                .cuda())
        .isTrue();
  }

  @Test
  void fails_where_a_gpu_is_asked_for_by_name_or_there_is_nothing_else() {
    assertThatThrownBy(() -> BackendChoice.of("cuda:0", true, true, NO_DRIVER))
        .isInstanceOf(EngineException.Unsupported.class)
        .hasMessageContaining("no NVIDIA driver");
    assertThatThrownBy(() -> BackendChoice.of("", true, false, H200))
        .isInstanceOf(EngineException.Unsupported.class)
        .hasMessageContaining("NVIDIA H200");
    assertThatThrownBy(() -> BackendChoice.of("cpu", true, false, A100))
        .isInstanceOf(EngineException.Unsupported.class)
        .hasMessageContaining("claims.device is cpu");
  }

  @Test
  void hides_cudas_back_end_and_nothing_else() throws Exception {
    String service = "META-INF/services/org.nd4j.linalg.factory.Nd4jBackend";
    URL[] jars = {jar("nd4j-cuda-11.6", service), jar("nd4j-native", service)};
    try (URLClassLoader both = new URLClassLoader(jars, null)) {
      assertThat(Collections.list(both.getResources(service))).hasSize(2);
      assertThat(Collections.list(new WithoutCuda(both).getResources(service)))
          .hasSize(1)
          .allSatisfy(url -> assertThat(url.toString()).contains("nd4j-native"));
    }
  }

  private URL jar(String name, String resource) throws Exception {
    Path file = folder.resolve(name).resolve(resource.replace('/', File.separatorChar));
    Files.createDirectories(file.getParent());
    Files.writeString(file, "a.Backend");
    return folder.resolve(name).toUri().toURL();
  }
}
