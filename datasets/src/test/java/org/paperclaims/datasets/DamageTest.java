package org.paperclaims.datasets;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import javax.imageio.ImageIO;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.paperclaims.datasets.DatasetCard.DataFile;
import org.paperclaims.datasets.DatasetCard.Download;

/**
 * Damages files of each format by every truncation and by mutations. Each damaged file must give
 * the right data, or an error that names the file, and the offset where there is one. This is done
 * twice for each format: with a checksum that vouches for the file, as for users, and without one,
 * so that the reader of the format meets the damage. {@code JpegFileTest} does the same for a
 * photograph.
 */
class DamageTest {
  private static final Normalisation PLAIN =
      new Normalisation(List.of(0.0, 0.0, 0.0), List.of(1.0, 1.0, 1.0));

  @TempDir Path directory;

  /** The numbers of damaged files that were tried and refused. */
  private record Outcome(int tried, int refused) {}

  /**
   * Damage a file that a checksum vouches for. A mutation only has to change the checksum there,
   * whatever the format makes of it, so a tenth of the mutations is enough.
   */
  private static Outcome damageVouched(byte[] whole, Consumer<byte[]> attempt, String error) {
    return damage(whole, Mutations.COUNT / 10, attempt, error);
  }

  private static Outcome damage(byte[] whole, Consumer<byte[]> attempt, String error) {
    return damage(whole, Mutations.COUNT, attempt, error);
  }

  /**
   * Damage a file in every way.
   *
   * @param whole its right content
   * @param attempt reads the damaged content, and checks what it gets
   * @param error what the message of a refusal must match
   */
  private static Outcome damage(byte[] whole, int count, Consumer<byte[]> attempt, String error) {
    Mutations mutations = new Mutations(whole, 7);
    int tries = whole.length + count;
    int refused = 0;
    for (int i = 0; i < tries; i++) {
      byte[] damaged = i < whole.length ? Arrays.copyOf(whole, i) : mutations.next();
      try {
        attempt.accept(damaged);
      } catch (DatasetException e) {
        refused++;
        assertThat(e).hasMessageMatching("(?s).*" + error + ".*");
      }
    }
    return new Outcome(tries, refused);
  }

  private static void write(Path file, byte[] content) {
    try {
      Files.createDirectories(file.getParent());
      // Deleted first: some file systems wait for the disk when a file is overwritten.
      Files.deleteIfExists(file);
      Files.write(file, content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static byte[] resource(String name) throws IOException {
    try (InputStream in = DamageTest.class.getResourceAsStream(name)) {
      return Objects.requireNonNull(in, name).readAllBytes();
    }
  }

  @Test
  void no_damaged_cifar_file_is_used() throws IOException {
    CifarFiles files = CifarFiles.write(directory, 1);
    Path file = files.file("test_batch.bin");
    Outcome outcome =
        damageVouched(
            Files.readAllBytes(file),
            damaged -> {
              write(file, damaged);
              files.datasets().open(DatasetSpec.whole("cifar10")).close();
            },
            "test_batch.bin is (short: it ends at offset \\d[\\d,]*, expected|altered: its SHA)"
                + ".*Delete it and get it again");
    assertThat(outcome.refused()).isEqualTo(outcome.tried());
  }

  @Test
  void records_that_nothing_vouches_for_give_their_own_bytes_or_the_offset_of_a_wrong_label() {
    ImageSize size = new ImageSize(3, 4, 4);
    Raster image = new Raster();
    Outcome outcome =
        damage(
            new byte[5 * 49],
            damaged -> {
              byte[] records = Arrays.copyOf(damaged, 5 * 49);
              MappedBytes mapped = new MappedBytes(Path.of("r.bin"), ByteBuffer.wrap(records));
              Images images = new RecordImages(List.of(mapped), size, 1, 10);
              for (int index = 0; index < 5; index++) {
                int first = index * 49;
                images.read(index, image);
                assertThat(images.label(index)).isEqualTo(records[first]).isBetween(0, 9);
                assertThat(Arrays.copyOf(image.data(), 48))
                    .isEqualTo(Arrays.copyOfRange(records, first + 1, first + 49));
              }
            },
            "r.bin: the label at offset \\d+ is \\d+, allowed 0 to 9");
    assertThat(outcome.refused()).isPositive();
  }

  @Test
  void no_damaged_mat_file_is_used() throws IOException {
    byte[] whole = resource("/svhn/compressed.mat");
    Path folder = directory.resolve("svhn");
    write(folder.resolve("train_32x32.mat"), whole);
    write(folder.resolve("test_32x32.mat"), whole);
    String sha = Checksum.of(whole);
    List<DataFile> files =
        List.of(
            new DataFile("train_32x32.mat", whole.length, sha),
            new DataFile("test_32x32.mat", whole.length, sha));
    DatasetCard card = new DatasetCard("svhn", "SVHN", "", "", "svhn", files, List.of());
    Outcome outcome =
        damageVouched(
            whole,
            damaged -> {
              write(folder.resolve("test_32x32.mat"), damaged);
              new Datasets(directory, 0, List.of(new Svhn(card, 4, PLAIN)))
                  .open(DatasetSpec.whole("svhn"))
                  .close();
            },
            "test_32x32.mat is (short: it ends at offset \\d[\\d,]*, expected|altered: its SHA)");
    assertThat(outcome.refused()).isEqualTo(outcome.tried());
  }

  @ParameterizedTest
  @ValueSource(strings = {"compressed.mat", "labels-as-doubles.mat"})
  void a_mat_file_that_nothing_vouches_for_gives_images_or_an_error_with_the_offset(String name)
      throws IOException {
    Path file = directory.resolve("damaged.mat");
    Path out = directory.resolve("out");
    Outcome outcome =
        damage(
            resource("/svhn/" + name),
            damaged -> {
              write(file, damaged);
              try {
                Files.deleteIfExists(out);
                SvhnFile.unpack(file, out);
                assertThat(Files.size(out)).isPositive().matches(n -> n % 3073 == 0);
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
            },
            "damaged.mat(: | is not a MAT file).*"
                + "(at offset \\d+|label \\d+ of y is|has the shape)");
    assertThat(outcome.refused()).isGreaterThan(outcome.tried() / 3);
  }

  @ParameterizedTest
  @ValueSource(strings = {"tiny.tar.gz", "tiny.zip"})
  void an_archive_that_nothing_vouches_for_gives_the_right_files_or_an_error(String name)
      throws IOException {
    byte[] train = new byte[700];
    Draws draws = Draws.of(1, 2, 3, 4);
    for (int i = 0; i < train.length; i++) {
      train[i] = (byte) draws.below(30);
    }
    byte[] test = new byte[100];
    DataFile trainFile = new DataFile("train.bin", train.length, Checksum.of(train));
    DataFile testFile = new DataFile("test.bin", test.length, Checksum.of(test));
    Path part = directory.resolve(".downloads").resolve(name);
    Path folder = directory.resolve("tiny");
    Downloader none =
        new Downloader(
            Duration.ofMillis(1),
            new Connections(Duration.ofMillis(1), new Proxies(Map.of())),
            (file, done, total) -> {});
    Outcome outcome =
        damage(
            name.endsWith("zip") ? zip(train, test) : tar(train, test),
            damaged -> {
              write(part, damaged);
              // Downloaded already, and said to be right, whatever it holds.
              Download download =
                  new Download(
                      java.net.URI.create("http://localhost/" + name),
                      damaged.length,
                      Checksum.of(damaged));
              DatasetCard card =
                  new DatasetCard(
                      "tiny", "", "", "", "tiny", List.of(trainFile, testFile), List.of(download));
              try {
                new DatasetFetch(new DataFolder(directory), none, FetchPlace.makers()).fetch(card);
                assertThat(folder.resolve("train.bin")).hasBinaryContent(train);
                assertThat(folder.resolve("test.bin")).hasBinaryContent(test);
                Files.delete(folder.resolve("train.bin"));
                Files.delete(folder.resolve("test.bin"));
                Files.delete(folder);
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
              assertThat(folder).doesNotExist();
            },
            "("
                + name
                + " (cannot be unpacked.*at offset \\d+|holds )|gave holds no |"
                + "(train|test).bin is (short|altered|too long))");
    assertThat(folder).doesNotExist();
    assertThat(outcome.refused()).isGreaterThan(outcome.tried() / 3);
  }

  private static byte[] tar(byte[] train, byte[] test) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (TarArchiveOutputStream tar = new TarArchiveOutputStream(new GZIPOutputStream(out))) {
      for (byte[] content : List.of(train, test)) {
        TarArchiveEntry entry =
            new TarArchiveEntry(content == train ? "tiny/train.bin" : "tiny/test.bin");
        entry.setSize(content.length);
        tar.putArchiveEntry(entry);
        tar.write(content);
        tar.closeArchiveEntry();
      }
    }
    return out.toByteArray();
  }

  private static byte[] zip(byte[] train, byte[] test) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(out)) {
      put(zip, "tiny/train.bin", train);
      put(zip, "tiny/test.bin", test);
    }
    return out.toByteArray();
  }

  private static void put(ZipOutputStream zip, String name, byte[] content) throws IOException {
    zip.putNextEntry(new ZipEntry(name));
    zip.write(content);
    zip.closeEntry();
  }

  @Test
  void a_tiny_imagenet_that_nothing_vouches_for_gives_pictures_or_an_error() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    String root = "tiny-imagenet-200/";
    ByteArrayOutputStream jpeg = new ByteArrayOutputStream();
    ImageIO.write(new BufferedImage(64, 64, BufferedImage.TYPE_INT_RGB), "jpg", jpeg);
    byte[] photo = jpeg.toByteArray();
    try (ZipOutputStream zip = new ZipOutputStream(out)) {
      put(zip, root + "wnids.txt", "n02\nn01\n".getBytes(StandardCharsets.UTF_8));
      put(zip, root + "train/n02/images/n02_0.JPEG", photo);
      put(zip, root + "val/images/val_0.JPEG", photo);
      String line = "val_0.JPEG\tn02\t0\t0\t62\t62\n";
      put(zip, root + "val/val_annotations.txt", line.getBytes(StandardCharsets.UTF_8));
    }
    Path folder = directory.resolve("tiny-imagenet");
    Outcome outcome =
        damage(
            out.toByteArray(),
            damaged -> {
              Path file = folder.resolve("tiny.zip");
              write(file, damaged);
              DataFile vouched = new DataFile("tiny.zip", damaged.length, Checksum.of(damaged));
              DatasetCard card =
                  new DatasetCard("t", "", "", "", "tiny-imagenet", List.of(vouched), List.of());
              try (Dataset tiny =
                  new Datasets(directory, 0, List.of(new TinyImageNet(card)))
                      .open(DatasetSpec.whole("t"))) {
                assertThat(tiny.example()).isEqualTo(new ImageSize(3, 64, 64));
              } finally {
                delete(folder);
              }
            },
            "tiny.zip");
    assertThat(outcome.refused()).isGreaterThan(outcome.tried() / 3);
  }

  private static void delete(Path folder) {
    try (var files = Files.list(folder)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void no_damaged_photograph_that_sums_vouch_for_is_used() throws IOException {
    Path root = directory.resolve("imagenet");
    byte[] whole = resource("/jpeg/orientation-6.jpg");
    Path file = root.resolve("val/n01/photo.JPEG");
    write(file, whole);
    Files.writeString(root.resolve("SHA256SUMS"), Checksum.of(whole) + "  val/n01/photo.JPEG\n");
    DatasetSpec spec = new DatasetSpec("imagenet-part", 0, 0, 16, false);
    try (Dataset imagenet = new Datasets(directory, 0).open(spec)) {
      Outcome outcome =
          damageVouched(
              whole,
              damaged -> {
                write(file, damaged);
                Streams.drain(imagenet.test().inOrder(1));
              },
              "photo.JPEG is altered: its SHA-256 is [0-9a-f]{64}");
      assertThat(outcome.refused()).isEqualTo(outcome.tried());
    }
  }
}
