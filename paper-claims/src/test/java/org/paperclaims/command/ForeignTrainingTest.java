package org.paperclaims.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.paperclaims.Python;
import org.paperclaims.datasets.Datasets;

/**
 * A ResNet-20 that Python trained errs here on as many of CIFAR-10's test images as it does there,
 * whichever file it comes in. Says aloud where no Python with PyTorch, or no CIFAR-10, is found.
 */
class ForeignTrainingTest {
  private static final Path CIFAR =
      Path.of(System.getProperty("datasets.dir", Datasets.defaultDirectory().toString()))
          .resolve("cifar-10-batches-bin");

  @TempDir private static Path folder = Path.of("");
  private static int wrong;
  private static int wrongRounded;

  @BeforeAll
  static void train() {
    assumeTrue(Python.has("torch, numpy"), Python.without("torch, numpy"));
    assumeTrue(Files.isDirectory(CIFAR), "skipped: the real CIFAR-10 does not lie in " + CIFAR);
    String said =
        Python.run("src/test/python/train_resnet20.py", CIFAR.toString(), folder.toString())
            .orElseThrow();
    String[] counts = said.strip().split(" ");
    wrong = Integer.parseInt(counts[0]);
    wrongRounded = Integer.parseInt(counts[1]);
  }

  private static Claims test(String file, String architecture, int expected, String engine) {
    return new CifarModel(folder.resolve(file), architecture, "rgb")
        .test(BigDecimal.valueOf(expected, 2).toString(), engine);
  }

  @ParameterizedTest
  @CsvSource({
    "plain.pth, torch",
    "plain.pth, dl4j",
    "old.pth, torch",
    "module.pth, torch",
    "module.pth, dl4j",
    "f32.safetensors, torch",
    "f32.safetensors, dl4j",
    "f16.safetensors, torch",
    "f16.safetensors, dl4j",
  })
  void errs_on_as_many_images_as_in_python(String file, String engine) {
    int expected = file.startsWith("f16") ? wrongRounded : wrong;
    Claims call = test(file, "resnet-20-a", expected, engine);
    assertThat(call.code()).as(call.err()).isZero();
    assertThat(call.out()).contains("errs on %,d of 10,000 test images".formatted(expected));
  }

  @Test
  void zeros_told_to_stand_elsewhere_are_refused() {
    Claims call = test("plain.pth", "resnet-20-abehind", wrong, "torch");
    assertThat(call.code()).isEqualTo(ClaimsCommand.WRONG_INPUT);
    assertThat(call.err()).contains("it is read in another way than it was trained");
  }
}
