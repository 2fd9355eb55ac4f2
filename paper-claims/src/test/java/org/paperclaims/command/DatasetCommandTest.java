package org.paperclaims.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DatasetCommandTest {
  private static final Path FULL = Path.of("/dev/full");

  @TempDir Path directory;

  private static Claims run(String... arguments) {
    return Claims.call(
        Stream.concat(Stream.of("dataset"), Stream.of(arguments)).toArray(String[]::new));
  }

  @Test
  void verify_fails_and_names_the_files_that_are_missing_or_short() throws IOException {
    Path folder = Files.createDirectories(directory.resolve("cifar-100-binary"));
    Files.write(folder.resolve("test.bin"), new byte[1000]);
    Claims call = run("verify", "cifar100", "--dir", directory.toString());
    assertThat(call.code()).isEqualTo(2);
    assertThat(call.out())
        .contains(folder.resolve("train.bin") + " is missing")
        .contains(folder.resolve("test.bin") + " is short: it ends at offset 1,000")
        .contains("ci/claims dataset fetch cifar100 --dir '" + directory + "'");
  }

  @Test
  void a_generated_data_set_needs_neither_fetching_nor_verifying() {
    Claims call = run("verify", "shapes10", "--dir", directory.toString());
    assertThat(call.code()).isZero();
    assertThat(call.out()).contains("generated");
    call = run("fetch", "shapes10", "--dir", directory.toString());
    assertThat(call.code()).isZero();
    assertThat(call.out()).contains("generated");
  }

  @Test
  void show_counts_the_classes_compares_the_constants_and_draws_a_sheet() throws IOException {
    Path sheet = directory.resolve("sheet.png");
    String file = sheet.toString();
    Claims call = run("show", "shapes10", "--images", "200", "--pixels", "8", "--sheet", file);
    assertThat(call.code()).isZero();
    assertThat(call.out())
        .contains("200 training and 2,000 test examples of 3 x 8 x 8")
        .containsPattern("triangle-up +20\\n")
        .contains("constant 0.5025");
    assertThat(ImageIO.read(sheet.toFile()).getWidth()).isEqualTo(20 * 34 + 2);
  }

  @Test
  void show_names_the_parts_of_bodies_and_draws_a_sheet() throws IOException {
    Path sheet = directory.resolve("limbs.png");
    Claims call = run("show", "limbs", "--images", "50", "--sheet", sheet.toString());
    assertThat(call.code()).isZero();
    assertThat(call.out())
        .contains("50 training and 2,000 test examples of 3 x 32 x 32")
        .contains("maps of 8 x 8 cells of 4 pixels for head, neck, hip, foot and the background")
        .contains("constant 0.3541")
        .contains("the first 20 training images: " + sheet);
    assertThat(ImageIO.read(sheet.toFile()).getHeight()).isEqualTo(34 + 2);
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
    Claims call =
        run("show", "shapes10", "--images", "3000", "--test-images", "50", "--sheet", file);
    assertThat(call.code()).isZero();
    assertThat(call.out()).contains("3,000 training and 50 test examples");
  }

  @Test
  void photographs_are_shown_by_their_centres() throws IOException {
    placePhotograph("val/n01/a.JPEG");
    placePhotograph("val/n02/b.JPEG");
    placePhotograph("val/n02/c.JPEG");
    Path sheet = directory.resolve("sheet.png");
    String dir = directory.toString();
    Claims call = run("show", "imagenet-part", "--dir", dir, "--sheet", sheet.toString());
    assertThat(call.code()).isZero();
    assertThat(call.out())
        .contains("0 training and 3 test examples of 3 x 64 x 64", "no training images")
        .containsPattern("n02 +2\\n")
        .contains("mean 0.0000 (constant 0.4850)");
    assertThat(ImageIO.read(sheet.toFile()).getHeight()).isEqualTo(2 * 66 + 2);
  }

  @Test
  void verify_decodes_photographs_and_names_the_broken_one() throws IOException {
    placePhotograph("val/n01/a.JPEG");
    placePhotograph("val/n02/b.JPEG");
    Claims call = run("verify", "imagenet-part", "--dir", directory.toString());
    assertThat(call.code()).isZero();
    Path broken = directory.resolve("imagenet/val/n02/b.JPEG");
    Files.write(broken, Arrays.copyOf(Files.readAllBytes(broken), 640));
    call = run("verify", "imagenet-part", "--dir", directory.toString());
    assertThat(call.code()).isEqualTo(2);
    assertThat(call.out())
        .contains("good     " + directory.resolve("imagenet/val/n01"))
        .contains("NOT GOOD " + broken + " cannot be decoded")
        .contains("registration");
  }

  @ParameterizedTest
  @CsvSource({
    "folder.png, Is a directory",
    "taken/sheet.png, taken",
    "full.png, No space left on device",
    "sheet.jpg, ends in .png"
  })
  @EnabledIf("hasFullDevice")
  void a_sheet_that_cannot_be_written_is_said_once_and_before_anything_else(
      String name, String reason) throws IOException {
    Files.createDirectory(directory.resolve("folder.png"));
    Files.writeString(directory.resolve("taken"), "");
    Path full = Files.createSymbolicLink(directory.resolve("full.png"), FULL);
    Path sheet = directory.resolve(name);
    Claims call = run("show", "shapes10", "--images", "20", "--sheet", sheet.toString());
    assertThat(call.code()).isEqualTo(ClaimsCommand.WRONG_INPUT);
    assertThat(call.out()).isEmpty();
    assertThat(call.err().lines().toList())
        .singleElement()
        .asString()
        .contains("--sheet", sheet.toString(), reason);
    assertThat(full).as("what the name led to is left in its place").isSymbolicLink();
  }

  static boolean hasFullDevice() {
    return Files.isWritable(FULL);
  }

  @Test
  void the_folder_of_a_sheet_is_made() {
    Path sheet = directory.resolve("absent/sheet.png");
    Claims call = run("show", "shapes10", "--images", "20", "--sheet", sheet.toString());
    assertThat(call.code()).as(call.err()).isZero();
    assertThat(sheet).isNotEmptyFile();
  }

  @Test
  void an_unknown_name_is_a_failure_that_lists_the_known_ones() {
    Claims call = run("show", "cifar11");
    assertThat(call.code()).isEqualTo(ClaimsCommand.WRONG_INPUT);
    assertThat(call.err()).contains("no data set is called 'cifar11'; allowed: ");
  }
}
