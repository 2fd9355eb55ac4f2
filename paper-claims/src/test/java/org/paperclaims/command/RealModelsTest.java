package org.paperclaims.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.paperclaims.datasets.Datasets;

/**
 * Two ResNets that others trained and published (BSD 2-Clause, github.com/akamaster/
 * pytorch_resnet_cifar10), on the real CIFAR-10; says aloud where either is not there. Their errors
 * were counted with PyTorch: 827 and 661 of the 10,000 test images.
 */
@Tag("long")
class RealModelsTest {
  private static final Path MODELS = Path.of("../../shared/models");

  @TempDir private Path folder = Path.of("");

  @BeforeAll
  static void look() {
    assumeTrue(Files.isDirectory(MODELS), "skipped: no real models lie in " + MODELS);
    Path cifar =
        Path.of(System.getProperty("datasets.dir", Datasets.defaultDirectory().toString()))
            .resolve("cifar-10-batches-bin");
    assumeTrue(Files.isDirectory(cifar), "skipped: the real CIFAR-10 does not lie in " + cifar);
  }

  private static Claims test(String file, String architecture, String expected, String engine) {
    return new CifarModel(MODELS.resolve(file), architecture, "rgb").test(expected, engine);
  }

  @ParameterizedTest
  @CsvSource({
    "resnet20-12fca82f.th, resnet-20-a, 8.27, 827",
    "resnet56-4bfd9763.th, resnet-56-a, 6.61, 661",
  })
  void errs_by_dl4j_on_exactly_the_images_that_its_makers_count(
      String file, String architecture, String expected, int wrong) {
    Claims call = test(file, architecture, expected, "dl4j");
    assertThat(call.code()).as(call.err()).isZero();
    assertThat(call.out()).contains("errs on " + wrong + " of 10,000 test images");
  }

  @Test
  void another_reading_of_the_same_tensors_is_refused() {
    Claims call = test("resnet20-12fca82f.th", "resnet-20-abehind", "8.27", "torch");
    assertThat(call.code()).isEqualTo(ClaimsCommand.WRONG_INPUT);
    assertThat(call.err())
        .contains("its owner reports 8.27 %: it is read in another way than it was trained")
        .contains("-a or -abehind");
  }

  @Test
  void a_catalogue_judges_them_by_torch_against_the_paper_and_their_makers() {
    Claims call =
        Claims.call(
            "run",
            "--catalogue",
            "../samples/given-models.yaml",
            "--include",
            "given-*",
            "--tier",
            "full",
            "--engine",
            "torch",
            "--models",
            MODELS.toString(),
            "--results",
            folder.resolve("results").toString(),
            "--report-dir",
            folder.resolve("report").toString(),
            "--json");
    assertThat(call.code()).as(call.err()).isZero();
    JsonNode cases = call.json();
    assertThat(cases.findValuesAsText("verdict")).hasSize(4).containsOnly("AGREES");
    assertThat(RecordOnTrial.runsIn(folder))
        .as("827 and 661 wrong of 10,000")
        .extracting(run -> run.metrics().get("test_error"))
        .containsExactlyInAnyOrder(8.27, 6.61);
    assertThat(cases.findValuesAsText("reason"))
        .allMatch(r -> r.startsWith("This checkpoint ") && r.contains("not trained here"));
  }
}
