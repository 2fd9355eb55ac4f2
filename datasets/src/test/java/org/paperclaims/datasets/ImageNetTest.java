package org.paperclaims.datasets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
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
    return new Datasets(directory, threads).open(new DatasetSpec("imagenet", 0, 0, pixels, false));
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
