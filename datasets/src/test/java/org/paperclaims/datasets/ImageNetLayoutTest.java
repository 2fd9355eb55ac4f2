package org.paperclaims.datasets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** ImageNet as people have it on their disks: whole, in part, and laid out in other ways. */
class ImageNetLayoutTest {
  @TempDir Path directory;

  private static byte[] picture(String format) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ImageIO.write(new BufferedImage(40, 30, BufferedImage.TYPE_INT_RGB), format, out);
    return out.toByteArray();
  }

  private Path place(String path) throws IOException {
    Path file = directory.resolve("imagenet").resolve(path);
    Files.createDirectories(file.getParent());
    return Files.write(file, picture("jpg"));
  }

  private void placeTwoClasses() throws IOException {
    for (String wnid : List.of("n01", "n02")) {
      place("train/" + wnid + "/a.JPEG");
      place("train/" + wnid + "/b.JPEG");
      place("val/" + wnid + "/v.JPEG");
    }
  }

  /** A data set that is whole with two classes, four training photographs and two to test on. */
  private Datasets small() {
    ImageNet whole =
        new ImageNet(ImageNet.whole().card().orElseThrow(), Optional.of(new PhotoCounts(2, 4, 2)));
    return new Datasets(directory, 0, List.of(whole, ImageNet.part()));
  }

  private List<FileCheck> problems(String name) {
    return small().verify(name).filter(c -> !c.good()).toList();
  }

  private Dataset open(String name) {
    return small().open(new DatasetSpec(name, 0, 0, 16, false));
  }

  @Test
  void a_whole_set_is_opened_and_verified() throws IOException {
    placeTwoClasses();
    assertThat(problems("imagenet")).isEmpty();
    try (Dataset imagenet = open("imagenet")) {
      assertThat(imagenet.train().size()).isEqualTo(4);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"train/n01/a.JPEG", "val/n02/v.JPEG"})
  void a_set_that_lacks_a_photograph_is_refused_with_the_counts(String gone) throws IOException {
    placeTwoClasses();
    place("val/n03/v.JPEG");
    place("train/n03/a.JPEG");
    Files.delete(directory.resolve("imagenet").resolve(gone));
    assertThatThrownBy(() -> open("imagenet"))
        .isInstanceOf(MissingDataException.class)
        .hasMessageContainingAll(
            "found 3 classes, ", "; expected 2 classes, 4 training", "imagenet-part");
    assertThat(problems("imagenet")).hasSize(1);
    assertThat(problems("imagenet").get(0).problem()).contains("; expected 2 classes");
  }

  @Test
  void the_real_set_has_its_published_counts() throws IOException {
    placeTwoClasses();
    assertThat(new Datasets(directory).verify("imagenet").toList().get(0).problem())
        .contains(
            "found 2 classes, 4 training photographs, 2 to test on",
            "expected 1,000 classes, 1,281,167 training photographs, 50,000 to test on");
  }

  @Test
  void a_part_of_it_is_taken_where_the_record_names_a_part() throws IOException {
    placeTwoClasses();
    Files.delete(directory.resolve("imagenet/train/n01/a.JPEG"));
    assertThat(problems("imagenet-part")).isEmpty();
    try (Dataset part = open("imagenet-part")) {
      assertThat(part.train().size()).isEqualTo(3);
    }
  }

  @Test
  void a_class_that_is_tested_and_not_trained_is_found_before_a_run() throws IOException {
    placeTwoClasses();
    place("val/n03/v.JPEG");
    assertThat(problems("imagenet-part").get(0).problem())
        .contains("1 classes of", "have no folder", "n03");
    assertThatThrownBy(() -> open("imagenet-part"))
        .isInstanceOf(DamagedDataException.class)
        .hasMessageContaining("no folder");
  }

  @ParameterizedTest
  @CsvSource({
    "val/n01/images/x.JPEG,lies a folder too deep",
    "val/ILSVRC2012_val_00000001.JPEG,lies in no class",
    "train/n01440764.tar,unpack it into",
    "train/train/n01/x.JPEG,lies a folder too deep"
  })
  void a_layout_that_would_lose_photographs_is_refused(String path, String message)
      throws IOException {
    placeTwoClasses();
    Path misplaced = place(path);
    assertThatThrownBy(() -> open("imagenet-part"))
        .isInstanceOf(DamagedDataException.class)
        .hasMessageContainingAll(misplaced.toString(), message);
    assertThatThrownBy(() -> problems("imagenet-part")).hasMessageContaining(message);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "val/n01/._v.JPEG",
        "val/n01/.hidden.png",
        "val/.AppleDouble/v.JPEG",
        "train/__MACOSX/n01.JPEG",
        "val/n01/@eaDir/v.JPEG",
        "val/@eaDir/v.JPEG",
        "val/n01/Thumbs.db",
        "val/n01/.DS_Store",
        "val/n01/readme.txt"
      })
  void litter_of_operating_systems_is_no_photograph(String path) throws IOException {
    placeTwoClasses();
    Files.write(place(path), new byte[] {0, 5, 22, 7});
    assertThat(problems("imagenet")).isEmpty();
    open("imagenet").close();
  }

  @Test
  void a_folder_that_is_called_like_a_photograph_is_none() throws IOException {
    placeTwoClasses();
    Files.createDirectories(directory.resolve("imagenet/val/n01/folder.JPEG"));
    assertThat(problems("imagenet")).isEmpty();
  }

  @Test
  void a_link_to_nothing_is_missed() throws IOException {
    placeTwoClasses();
    Files.createSymbolicLink(
        directory.resolve("imagenet/val/n01/gone.JPEG"), directory.resolve("nothing"));
    assertThatThrownBy(() -> open("imagenet-part")).hasMessageContaining("is a link to nothing");
  }

  @ParameterizedTest
  @ValueSource(strings = {"c.JPEG", "c.png"})
  void content_decides_whether_a_photograph_is_a_png(String name) throws IOException {
    placeTwoClasses();
    Files.write(place("val/n01/" + name), picture("png"));
    assertThat(problems("imagenet-part")).isEmpty();
    try (Dataset part = open("imagenet-part")) {
      assertThat(Streams.drain(part.test().inOrder(3)).get(0).labels()).containsExactly(0, 0, 1);
    }
  }

  @ParameterizedTest
  @CsvSource({"gif,GIF", "bmp,BMP"})
  void a_photograph_of_another_format_is_refused_with_the_format(String format, String said)
      throws IOException {
    placeTwoClasses();
    Files.write(place("val/n01/c.JPEG"), picture(format));
    assertThat(problems("imagenet-part").get(0).problem())
        .contains("c.JPEG cannot be decoded", "begins as " + said, "allowed are JPEG and PNG");
  }

  @ParameterizedTest
  @CsvSource({
    "ILSVRC2012_img_val.tar,archive that was not unpacked",
    "ILSVRC/Data/CLS-LOC/val/n01/v.JPEG,layout of Kaggle",
    "validation/n01/v.JPEG,another name of the folder val",
    "imagenet/val/n01/v.JPEG,holds its files"
  })
  void a_set_without_test_photographs_says_what_lies_there_instead(String path, String said)
      throws IOException {
    place(path);
    assertThatThrownBy(() -> open("imagenet"))
        .isInstanceOf(MissingDataException.class)
        .hasMessageContainingAll(said, "registration");
  }
}
