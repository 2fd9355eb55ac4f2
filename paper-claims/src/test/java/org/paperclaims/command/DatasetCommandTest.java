package org.paperclaims.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class DatasetCommandTest {
  @TempDir Path directory;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int run(String... arguments) {
    return new CommandLine(new DatasetCommand())
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(arguments);
  }

  @Test
  void verify_fails_and_names_the_files_that_are_missing_or_short() throws IOException {
    Path folder = Files.createDirectories(directory.resolve("cifar-100-binary"));
    Files.write(folder.resolve("test.bin"), new byte[1000]);
    assertThat(run("verify", "cifar100", "--dir", directory.toString())).isEqualTo(2);
    assertThat(out.toString())
        .contains(folder.resolve("train.bin") + " is missing")
        .contains(folder.resolve("test.bin") + " is short: it ends at offset 1,000")
        .contains("ci/claims dataset fetch cifar100");
  }

  @Test
  void a_generated_data_set_needs_neither_fetching_nor_verifying() {
    assertThat(run("verify", "shapes10", "--dir", directory.toString())).isZero();
    assertThat(run("fetch", "shapes10", "--dir", directory.toString())).isZero();
    assertThat(out.toString()).contains("generated");
  }

  @Test
  void show_counts_the_classes_compares_the_constants_and_draws_a_sheet() throws IOException {
    Path sheet = directory.resolve("sheet.png");
    String file = sheet.toString();
    assertThat(run("show", "shapes10", "--images", "200", "--pixels", "8", "--sheet", file))
        .isZero();
    assertThat(out.toString())
        .contains("200 training and 2,000 test examples of 3 x 8 x 8")
        .containsPattern("triangle-up +20\\n")
        .contains("constant 0.5025");
    assertThat(ImageIO.read(sheet.toFile()).getWidth()).isEqualTo(20 * 34 + 2);
  }

  private void placePhotograph(String path) throws IOException {
    Path file = directory.resolve("imagenet").resolve(path);
    Files.createDirectories(file.getParent());
    BufferedImage image = new BufferedImage(90, 80, BufferedImage.TYPE_INT_RGB);
    ImageIO.write(image, "jpg", file.toFile());
  }

  @Test
  void show_takes_subsets_of_the_training_and_the_test_images() {
    String file = directory.resolve("sheet.png").toString();
    assertThat(run("show", "shapes10", "--images", "3000", "--test-images", "50", "--sheet", file))
        .isZero();
    assertThat(out.toString()).contains("3,000 training and 50 test examples");
  }

  @Test
  void photographs_are_shown_by_their_centres() throws IOException {
    placePhotograph("val/n01/a.JPEG");
    placePhotograph("val/n02/b.JPEG");
    placePhotograph("val/n02/c.JPEG");
    Path sheet = directory.resolve("sheet.png");
    String dir = directory.toString();
    assertThat(run("show", "imagenet", "--dir", dir, "--sheet", sheet.toString())).isZero();
    assertThat(out.toString())
        .contains("0 training and 3 test examples of 3 x 64 x 64", "no training images")
        .containsPattern("n02 +2\\n")
        .contains("mean 0.0000 (constant 0.4850)");
    assertThat(ImageIO.read(sheet.toFile()).getHeight()).isEqualTo(2 * 66 + 2);
  }

  @Test
  void verify_decodes_photographs_and_names_the_broken_one() throws IOException {
    placePhotograph("val/n01/a.JPEG");
    placePhotograph("val/n02/b.JPEG");
    assertThat(run("verify", "imagenet", "--dir", directory.toString())).isZero();
    Path broken = directory.resolve("imagenet/val/n02/b.JPEG");
    Files.write(broken, Arrays.copyOf(Files.readAllBytes(broken), 640));
    assertThat(run("verify", "imagenet", "--dir", directory.toString())).isEqualTo(2);
    assertThat(out.toString())
        .contains("good     " + directory.resolve("imagenet/val/n01"))
        .contains("NOT GOOD " + broken + " cannot be decoded")
        .contains("registration");
  }

  @Test
  void a_sheet_in_a_folder_that_is_not_there_is_refused_with_its_name() {
    String file = directory.resolve("absent/sheet.png").toString();
    assertThat(run("show", "shapes10", "--images", "20", "--sheet", file)).isNotZero();
    assertThat(err.toString()).contains("there is no folder " + directory.resolve("absent"));
  }

  @Test
  void an_unknown_name_is_a_failure_that_lists_the_known_ones() {
    assertThat(run("show", "cifar11")).isNotZero();
    assertThat(err.toString()).contains("no data set is called 'cifar11'; allowed: ");
  }
}
