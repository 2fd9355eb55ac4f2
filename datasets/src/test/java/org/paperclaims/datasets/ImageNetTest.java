package org.paperclaims.datasets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.paperclaims.datasets.DatasetCard.DataFile;

class ImageNetTest {
  @TempDir Path directory;

  private static byte[] jpeg(int width, int height, int rgb) throws IOException {
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        image.setRGB(x, y, rgb);
      }
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ImageIO.write(image, "jpg", out);
    return out.toByteArray();
  }

  private void place(String path, byte[] content) throws IOException {
    Path file = directory.resolve("imagenet").resolve(path);
    Files.createDirectories(file.getParent());
    Files.write(file, content);
  }

  private void placePhotos() throws IOException {
    for (int i = 0; i < 6; i++) {
      place("train/n02/b" + i + ".JPEG", jpeg(300 + 10 * i, 280, 0x0000F0));
      place("train/n01/a" + i + ".JPEG", jpeg(260, 290 + 10 * i, 0xF00000));
    }
    place("val/n02/v.JPEG", jpeg(320, 240, 0x0000F0));
    place("val/n01/w.jpeg", jpeg(240, 320, 0xF00000));
  }

  private Dataset open(int pixels, int threads) {
    return new Datasets(directory, threads)
        .open(new DatasetSpec("imagenet-part", 0, 0, pixels, false));
  }

  @Test
  void folders_are_classes_and_photographs_become_crops_of_one_size() throws IOException {
    placePhotos();
    try (Dataset imagenet = open(32, 2)) {
      assertThat(imagenet.task()).isEqualTo(new Task.Classification(List.of("n01", "n02")));
      assertThat(imagenet.example()).isEqualTo(new ImageSize(3, 32, 32));
      assertThat(imagenet.train().size()).isEqualTo(12);
      Batch batch = Streams.drain(imagenet.test().inOrder(2)).get(0);
      assertThat(batch.labels()).containsExactly(0, 1);
      // Red: (0xF0 / 255 - 0.485) / 0.229 = 1.99; no red: -2.12.
      assertThat(batch.inputs()[0]).isBetween(1.9f, 2.1f);
      assertThat(batch.inputs()[3 * 32 * 32]).isBetween(-2.2f, -2.0f);
    }
    try (Dataset imagenet = open(0, 0)) {
      assertThat(imagenet.example()).isEqualTo(new ImageSize(3, 224, 224));
    }
  }

  @Test
  void decoding_in_parallel_changes_nothing() throws IOException {
    placePhotos();
    EpochOrder order = Streams.order(3, 1, 12, "scale-aspect", "flip", "colour-jitter-40");
    float[] alone;
    try (Dataset imagenet = open(32, 0)) {
      alone = Streams.drain(imagenet.train().epoch(order)).get(0).inputs();
    }
    try (Dataset imagenet = open(32, 3)) {
      assertThat(Streams.drain(imagenet.train().epoch(order)).get(0).inputs()).isEqualTo(alone);
    }
  }

  @Test
  void a_broken_photograph_is_named() throws IOException {
    placePhotos();
    byte[] whole = jpeg(300, 200, 0x00F000);
    place("val/n01/broken.JPEG", Arrays.copyOf(whole, 100));
    try (Dataset imagenet = open(32, 1)) {
      assertThatThrownBy(() -> Streams.drain(imagenet.test().inOrder(3)))
          .isInstanceOf(DamagedDataException.class)
          .hasMessageContaining("broken.JPEG cannot be decoded");
    }
  }

  @Test
  void ten_crops_are_the_corners_and_the_centre_and_their_mirror_images() throws IOException {
    BufferedImage image = new BufferedImage(120, 90, BufferedImage.TYPE_INT_RGB);
    for (int y = 0; y < 90; y++) {
      for (int x = 0; x < 120; x++) {
        image.setRGB(x, y, 2 * y << 16 | 2 * x << 8 | x + y);
      }
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ImageIO.write(image, "jpg", out);
    place("val/n01/a.JPEG", jpeg(100, 100, 0xF00000));
    place("val/n02/b.JPEG", out.toByteArray());
    for (int threads : new int[] {0, 3}) {
      try (Dataset imagenet = open(28, threads)) {
        List<Batch> batches = Streams.drain(imagenet.test().tenCrops(2));
        assertThat(batches).hasSize(1);
        assertThat(batches.get(0).labels())
            .containsExactly(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1);
        // The square is of 32 pixels: crops begin at 0, in the middle at 2, and at 4.
        int[] top = {0, 0, 4, 4, 2};
        int[] left = {0, 4, 0, 4, 2};
        for (int crop = 0; crop < 5; crop++) {
          for (int y = 4; y < 28; y++) {
            for (int x = 4; x < 28; x++) {
              float expected = value(batches.get(0), 10, y, x);
              int down = y - top[crop];
              int right = x - left[crop];
              assertThat(value(batches.get(0), 10 + crop, down, right)).isEqualTo(expected);
              assertThat(value(batches.get(0), 15 + crop, down, 27 - right)).isEqualTo(expected);
            }
          }
        }
        // The mean of the centre is nearly that of the centre crop.
        Batch plain = Streams.drain(imagenet.test().inOrder(2)).get(0);
        assertThat(value(batches.get(0), 14, 14, 14))
            .isCloseTo(value(plain, 1, 14, 14), within(0.1f));
      }
    }
  }

  /** Give a pixel's green. */
  private static float value(Batch batch, int image, int y, int x) {
    return batch.inputs()[((3 * image + 1) * 28 + y) * 28 + x];
  }

  @Test
  void ten_crops_in_a_recipe_leave_the_training_images_as_they_are() throws IOException {
    placePhotos();
    try (Dataset imagenet = open(32, 0)) {
      EpochOrder plain = Streams.order(3, 1, 12, "scale-aspect", "flip");
      EpochOrder named = Streams.order(3, 1, 12, "ten-crop", "scale-aspect", "flip");
      assertThat(named.augmentation().tenCrop()).isTrue();
      assertThat(Streams.drain(imagenet.train().epoch(named)).get(0).inputs())
          .isEqualTo(Streams.drain(imagenet.train().epoch(plain)).get(0).inputs());
    }
  }

  @Test
  void images_without_room_around_them_have_no_ten_crops() {
    try (Dataset shapes = new Datasets(directory).open(DatasetSpec.whole("shapes10"))) {
      assertThatThrownBy(() -> shapes.test().tenCrops(1))
          .isInstanceOf(DatasetException.class)
          .hasMessageContaining("allowed: imagenet");
    }
  }

  @Test
  void photographs_are_compared_with_the_sums_that_lie_beside_them() throws IOException {
    placePhotos();
    String withoutSums = checksum();
    writeSums();
    String withSums = checksum();
    assertThat(withSums).isNotEqualTo(withoutSums);
    Path altered = directory.resolve("imagenet/val/n01/w.jpeg");
    byte[] content = Files.readAllBytes(altered);
    content[content.length - 20] ^= 1;
    Files.write(altered, content);
    try (Dataset imagenet = open(32, 1)) {
      assertThatThrownBy(() -> Streams.drain(imagenet.test().inOrder(2)))
          .isInstanceOf(DamagedDataException.class)
          .hasMessageContainingAll(altered.toString(), "altered", "SHA256SUMS says");
    }
    writeSums();
    assertThat(checksum()).isNotEqualTo(withSums);
  }

  @Test
  void a_photograph_and_its_sum_come_together() throws IOException {
    placePhotos();
    writeSums();
    place("val/n01/new.JPEG", jpeg(300, 200, 0x00F000));
    assertThatThrownBy(() -> open(32, 0))
        .isInstanceOf(DamagedDataException.class)
        .hasMessageContaining("new.JPEG is not in");
    writeSums();
    Files.delete(directory.resolve("imagenet/train/n02/b3.JPEG"));
    assertThatThrownBy(() -> open(32, 0))
        .isInstanceOf(MissingDataException.class)
        .hasMessageContainingAll("1 photographs", "b3.JPEG");
    Files.writeString(directory.resolve("imagenet/SHA256SUMS"), "c0ffee  train/n01/a0.JPEG\n");
    assertThatThrownBy(() -> open(32, 0)).hasMessageContainingAll("SHA256SUMS, line 1", "c0ffee");
  }

  @Test
  void verifying_decodes_every_photograph_and_names_the_broken_ones() throws IOException {
    placePhotos();
    place("train/n01/broken.JPEG", Arrays.copyOf(jpeg(300, 200, 0x00F000), 900));
    place("train/n01/text.JPEG", "not a photograph".getBytes(StandardCharsets.UTF_8));
    List<FileCheck> checks = new Datasets(directory).verify("imagenet-part").toList();
    // The whole, and four folders of classes.
    assertThat(checks).hasSize(5);
    assertThat(checks.stream().filter(FileCheck::good)).hasSize(4);
    assertThat(checks.get(1).file()).isEqualTo(directory.resolve("imagenet/train/n01"));
    assertThat(checks.get(1).problem()).contains("broken.JPEG cannot", "text.JPEG cannot");
  }

  @Test
  void a_folder_that_is_a_link_to_another_disk_is_followed() throws IOException {
    placePhotos();
    Path elsewhere = directory.resolve("elsewhere");
    Files.move(directory.resolve("imagenet/train"), elsewhere);
    Files.createSymbolicLink(directory.resolve("imagenet/train"), elsewhere);
    try (Dataset imagenet = open(32, 0)) {
      assertThat(imagenet.train().size()).isEqualTo(12);
    }
  }

  @Test
  void a_photograph_without_a_class_is_refused_with_where_it_belongs() throws IOException {
    placePhotos();
    place("val/stray.JPEG", jpeg(300, 200, 0x00F000));
    assertThatThrownBy(() -> open(32, 0))
        .isInstanceOf(DamagedDataException.class)
        .hasMessageContainingAll("stray.JPEG lies in no class", "WNID");
  }

  private String checksum() {
    try (Dataset imagenet = open(32, 0)) {
      return imagenet.checksum();
    }
  }

  /** Write the sums as the command sha256sum does. */
  private void writeSums() throws IOException {
    Path root = directory.resolve("imagenet");
    StringBuilder lines = new StringBuilder();
    try (Stream<Path> all = Files.walk(root)) {
      for (Path file : all.filter(f -> f.toString().matches(".*(?i)jpe?g")).toList()) {
        lines.append(Checksum.of(file)).append("  ").append(root.relativize(file)).append('\n');
      }
    }
    Files.writeString(root.resolve("SHA256SUMS"), lines);
  }

  @Test
  void missing_photographs_are_missed_with_the_licence() {
    assertThatThrownBy(() -> open(0, 0))
        .isInstanceOf(MissingDataException.class)
        .hasMessageContainingAll("imagenet", "val", "registration");
  }

  @Test
  void tiny_imagenet_is_read_from_its_archive() throws IOException {
    Path archive = directory.resolve("tiny-imagenet").resolve("tiny-imagenet-200.zip");
    Files.createDirectories(archive.getParent());
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(archive))) {
      put(zip, "wnids.txt", "n02\nn01\n".getBytes(StandardCharsets.UTF_8));
      put(zip, "train/n02/images/n02_0.JPEG", jpeg(64, 64, 0x0000F0));
      put(zip, "train/n01/images/n01_0.JPEG", jpeg(64, 64, 0xF00000));
      put(zip, "val/images/val_0.JPEG", jpeg(64, 64, 0x0000F0));
      put(
          zip,
          "val/val_annotations.txt",
          "val_0.JPEG\tn02\t0\t0\t62\t62\n".getBytes(StandardCharsets.UTF_8));
    }
    DatasetCard like = new TinyImageNet().about();
    DataFile file =
        new DataFile(like.files().get(0).name(), Files.size(archive), Checksum.of(archive));
    DatasetCard card =
        new DatasetCard(like.name(), like.title(), "", "", like.folder(), List.of(file), List.of());
    Datasets datasets = new Datasets(directory, 0, List.of(new TinyImageNet(card)));
    for (int i = 0; i < 2; i++) {
      try (Dataset tiny = datasets.open(DatasetSpec.whole("tiny-imagenet"))) {
        assertThat(tiny.train().raw().orElseThrow().labels()).containsExactly(0, 1);
        assertThat(tiny.test().raw().orElseThrow().labels()).containsExactly(1);
        assertThat(Streams.drain(tiny.train().inOrder(1)).get(0).inputs()[0]).isPositive();
      }
    }
  }

  private static void put(ZipOutputStream zip, String name, byte[] content) throws IOException {
    zip.putNextEntry(new ZipEntry("tiny-imagenet-200/" + name));
    zip.write(content);
    zip.closeEntry();
  }
}
