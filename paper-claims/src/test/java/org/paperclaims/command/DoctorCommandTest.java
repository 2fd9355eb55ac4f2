package org.paperclaims.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DoctorCommandTest {
  @TempDir private Path folder = Path.of("");

  @Test
  void says_what_is_here_and_what_to_do_about_what_is_not() throws IOException {
    Claims call = Claims.call("doctor", "--datasets", folder.toString(), "--json");
    assertThat(call.code()).as(call.err()).isZero();
    List<String> names = new ArrayList<>();
    for (JsonNode finding : new ObjectMapper().readTree(call.out())) {
      names.add(finding.path("what").asText());
      if (finding.path("what").asText().equals("cifar10")) {
        assertThat(finding.path("good").asBoolean()).isFalse();
        assertThat(finding.path("advice").asText()).contains("dataset fetch cifar10");
      }
    }
    assertThat(names)
        .contains("JDK", "cores", "Java heap", "memory", "free disk", "GPU", "dl4j", "torch");
  }

  @Test
  void trains_a_small_network_by_operations_and_says_how_near_it_came() throws IOException {
    System.setProperty("claims.dl4j.path", "ops");
    try {
      Claims call = Claims.call("doctor", "--datasets", folder.toString(), "--json");
      assertThat(new ObjectMapper().readTree(call.out()))
          .anySatisfy(
              finding -> {
                assertThat(finding.path("what").asText()).isEqualTo("dl4j cpu");
                assertThat(finding.path("found").asText()).startsWith("self-test passed: off by ");
              });
    } finally {
      System.clearProperty("claims.dl4j.path");
    }
  }

  @Test
  void fails_on_a_gap_when_it_is_asked_to() {
    assertThat(Claims.call("doctor", "--datasets", folder.toString(), "--strict").code())
        .isEqualTo(ClaimsCommand.CLAIM_FAILED);
  }

  @Test
  void refuses_an_engine_that_is_not_there() {
    Claims call = Claims.call("doctor", "--engine", "bogus", "--datasets", folder.toString());
    assertThat(call.code()).isEqualTo(ClaimsCommand.WRONG_INPUT);
    assertThat(call.out()).isEmpty();
    assertThat(call.err()).contains("no engine is called 'bogus'; on the class path: dl4j, torch");
  }

  @Test
  void reads_what_the_driver_says_of_a_gpu() {
    Gpus.Gpu gpu = Gpus.read("NVIDIA H100 80GB HBM3, 580.65.06, 9.0, 81559 MiB\n").get(0);
    assertThat(gpu.name()).isEqualTo("NVIDIA H100 80GB HBM3");
    assertThat(gpu.capabilityNumber()).isEqualTo(9.0);
    assertThat(Gpus.read("NVIDIA-SMI has failed")).isEmpty();
  }
}
