package org.paperclaims.datasets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** MPII as a person places it: photographs, and annotations as JSON. */
class MpiiTest {
  private static final int SIDE = 368;

  /**
   * The scale of a person whose square is 92 pixels of the photograph, a quarter of the network's.
   */
  private static final double SCALE = 92 * (41.0 / 35) / SIDE;

  @TempDir Path directory;

  /** A red block around the joint that is marked at (101, 81), counted from 1, on blue. */
  private static byte[] photograph() throws IOException {
    BufferedImage image = new BufferedImage(200, 150, BufferedImage.TYPE_INT_RGB);
    for (int y = 0; y < 150; y++) {
      for (int x = 0; x < 200; x++) {
        boolean near = Math.abs(x - 100) <= 3 && Math.abs(y - 80) <= 3;
        image.setRGB(x, y, near ? 0xFF0000 : 0x0000FF);
      }
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ImageIO.write(image, "png", out);
    return out.toByteArray();
  }

  /** A person whose right ankle, upper neck and head top are marked. */
  private static String person(String image, double x, double y, double scale) {
    String joints =
        IntStream.range(0, 16)
            .mapToObj(i -> i == 0 ? "[101, 81]" : i == 8 ? "[90, 40]" : "[90, 30]")
            .collect(Collectors.joining(", "));
    String marked =
        IntStream.range(0, 16)
            .mapToObj(i -> i == 0 || i == 8 || i == 9 ? "1" : "0")
            .collect(Collectors.joining(", "));
    return String.format(
        Locale.ROOT,
        "{\"image\": \"%s\", \"joints\": [%s], \"joints_vis\": [%s], \"center\": [%s, %s],"
            + " \"scale\": %s}",
        image,
        joints,
        marked,
        x,
        y,
        scale);
  }

  private void place(String path, byte[] content) throws IOException {
    Path file = directory.resolve("mpii").resolve(path);
    Files.createDirectories(file.getParent());
    Files.write(file, content);
  }

  private void annotate(String part, String... persons) throws IOException {
    place("annot/" + part + ".json", ("[" + String.join(", ", persons) + "]").getBytes());
  }

  @BeforeEach
  void placePersons() throws IOException {
    place("images/a.jpg", photograph());
    place("images/b.jpg", photograph());
    annotate(
        "train",
        IntStream.range(0, 10)
            .mapToObj(i -> person("a.jpg", 101 + i, 71, SCALE))
            .toArray(String[]::new));
    annotate("valid", person("b.jpg", 101, 71, SCALE), person("b.jpg", 1, 1, SCALE));
  }

  private Dataset open(int images, int tested, boolean validation) {
    return new Datasets(directory, 0).open(new DatasetSpec("mpii", images, tested, 0, validation));
  }

  private static List<Integer> colour(Split split, int index, int x, int y) {
    byte[] image = new byte[3 * SIDE * SIDE];
    split.pictures().orElseThrow().copy(index, image, 0);
    return IntStream.range(0, 3).mapToObj(c -> image[(c * SIDE + y) * SIDE + x] & 0xFF).toList();
  }

  @Test
  void a_person_is_cut_out_with_the_joints_where_the_picture_shows_them() {
    try (Dataset mpii = open(0, 0, false)) {
      assertThat(mpii.train().size()).isEqualTo(10);
      assertThat(mpii.test().size()).isEqualTo(2);
      Pose pose = mpii.test().poses().orElseThrow().of(0);
      Pose.Joint ankle = pose.joints().get(0).orElseThrow();
      // The square begins at (54, 24), and a pixel of the photograph is four of the square.
      assertThat(ankle.x()).isCloseTo((100 - 54) * 4 + 1.5, within(1e-9));
      assertThat(ankle.y()).isCloseTo((80 - 24) * 4 + 1.5, within(1e-9));
      assertThat(colour(mpii.test(), 0, (int) ankle.x(), (int) ankle.y()))
          .containsExactly(255, 0, 0);
      assertThat(colour(mpii.test(), 0, (int) ankle.x() + 24, (int) ankle.y()))
          .containsExactly(0, 0, 255);
    }
  }

  @Test
  void what_lies_beyond_the_photograph_is_grey() {
    try (Dataset mpii = open(0, 0, false)) {
      assertThat(colour(mpii.test(), 1, 100, 300)).containsExactly(128, 128, 128);
      assertThat(colour(mpii.test(), 1, 300, 100)).containsExactly(128, 128, 128);
      assertThat(colour(mpii.test(), 1, 200, 200)).containsExactly(0, 0, 255);
      assertThat(colour(mpii.test(), 1, 180, 200)).containsExactly(128, 128, 128);
    }
  }

  @Test
  void a_part_that_is_not_marked_has_an_empty_map() {
    try (Dataset mpii = open(0, 0, false)) {
      Task.HeatMaps task = (Task.HeatMaps) mpii.task();
      assertThat(task.parts()).hasSize(14).doesNotContain("pelvis", "thorax");
      Batch batch = Streams.drain(mpii.test().inOrder(1)).get(0);
      float[][] maps = new float[15][];
      for (int i = 0; i < 15; i++) {
        maps[i] = Arrays.copyOfRange(batch.targets(), i * 46 * 46, (i + 1) * 46 * 46);
      }
      assertThat(maps[task.parts().indexOf("left wrist")]).containsOnly(0);
      float[] ankle = maps[task.parts().indexOf("right ankle")];
      // Its place is (185.5, 225.5), which is the cell (22.75, 27.75) counted from cells' middles.
      int cell = 28 * 46 + 23;
      assertThat(ankle[cell]).isGreaterThan(0.9f).isLessThan(1);
      assertThat(maps[14][cell]).isCloseTo(1 - ankle[cell], within(1e-6f));
    }
  }

  @Test
  void distances_are_compared_with_the_head_or_with_a_tenth_of_the_body() throws IOException {
    String headless = person("b.jpg", 101, 71, SCALE).replace("1, 1, 0", "0, 1, 0");
    annotate("valid", person("b.jpg", 101, 71, SCALE), headless);
    try (Dataset mpii = open(0, 0, false)) {
      Poses poses = mpii.test().poses().orElseThrow();
      assertThat(poses.of(0).length()).isCloseTo(40, within(1e-9));
      assertThat(poses.of(1).joints().get(6)).isEmpty();
      assertThat(poses.of(1).length()).isCloseTo(20 * 41.0 / 35, within(1e-9));
    }
  }

  @Test
  void a_person_without_a_centre_is_left_out() throws IOException {
    annotate("valid", person("b.jpg", 101, 71, SCALE), person("b.jpg", -1, -1, -1));
    try (Dataset mpii = open(0, 0, false)) {
      assertThat(mpii.test().size()).isEqualTo(1);
    }
  }

  @Test
  void images_to_validate_on_are_training_images_that_are_not_trained_on() {
    try (Dataset mpii = open(7, 3, true)) {
      List<Optional<Pose.Joint>> trained =
          IntStream.range(0, 7)
              .mapToObj(i -> mpii.train().poses().orElseThrow().of(i).joints().get(0))
              .toList();
      for (int i = 0; i < 3; i++) {
        assertThat(trained).doesNotContain(mpii.test().poses().orElseThrow().of(i).joints().get(0));
      }
    }
    assertThatThrownBy(() -> open(8, 3, true))
        .isInstanceOf(DatasetException.class)
        .hasMessageContaining("not enough for 8 and 3");
    assertThatThrownBy(() -> open(11, 0, false))
        .isInstanceOf(DatasetException.class)
        .hasMessageContaining("10 training persons, not 11");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "'[101, 81],'; '[101],'; valid.json, person 0: joints is [101], allowed is two numbers",
        "'[101, 81], '; ''; person 0: joints is [[90,30]",
        "'\"joints_vis\": [1'; '\"joints_vis\": [2'; person 0: joints_vis is 2, allowed is 0 or 1",
        "'\"scale\"'; '\"size\"'; person 0: scale is nothing, allowed is a number above 0",
        "'\"center\": [101.0'; '\"center\": [\"x\"'; person 0: center is [\"x\"",
        "'b.jpg'; '../b.jpg'; person 0: image is \"../b.jpg\"",
        "'{\"image\"'; '{{\"image\"'; is no JSON: line 1, column 3",
      })
  void a_fault_in_an_annotation_is_told_with_its_person(String right, String wrong, String message)
      throws IOException {
    annotate("valid", person("b.jpg", 101, 71, SCALE).replace(right, wrong));
    assertThatThrownBy(() -> open(0, 0, false))
        .isInstanceOf(DamagedDataException.class)
        .hasMessageContaining(message);
  }

  @Test
  void a_list_behind_the_list_is_not_left_out_without_a_word() throws IOException {
    String one = "[" + person("a.jpg", 101, 71, SCALE) + "]";
    place("annot/train.json", (one + one).getBytes());
    assertThatThrownBy(() -> open(0, 0, false))
        .hasMessageContaining("train.json")
        .hasMessageContaining("allowed is one list, in which no field stands twice");
    place("annot/train.json", one.replace("\"scale\"", "\"scale\": 1, \"scale\"").getBytes());
    assertThatThrownBy(() -> open(0, 0, false))
        .hasMessageContaining("allowed is one list, in which no field stands twice");
  }

  @Test
  void an_annotation_that_is_no_list_or_has_nobody_is_refused() throws IOException {
    place("annot/valid.json", "{\"root\": []}".getBytes());
    assertThatThrownBy(() -> open(0, 0, false))
        .isInstanceOf(DamagedDataException.class)
        .hasMessageContaining("holds no list of persons");
    annotate("valid", person("b.jpg", -1, -1, -1));
    assertThatThrownBy(() -> open(0, 0, false))
        .isInstanceOf(DamagedDataException.class)
        .hasMessageContaining("no person with a centre");
  }

  @Test
  void what_is_missing_is_told_with_its_place_and_how_to_get_it() throws IOException {
    Files.delete(directory.resolve("mpii/images/b.jpg"));
    assertThatThrownBy(() -> open(0, 0, false))
        .isInstanceOf(MissingDataException.class)
        .hasMessageContainingAll("1 of 2 photographs", "mpii/images", "b.jpg");
    Files.delete(directory.resolve("mpii/annot/train.json"));
    assertThatThrownBy(() -> open(0, 0, false))
        .isInstanceOf(MissingDataException.class)
        .hasMessageContainingAll("train.json", "JSON", ".mat file is not read", "datasets.dir");
  }

  @Test
  void verifying_decodes_every_photograph_and_compares_the_marks_with_it() throws IOException {
    Datasets datasets = new Datasets(directory, 0);
    assertThat(datasets.verify("mpii").toList()).hasSize(2).allMatch(FileCheck::good);
    byte[] half = Arrays.copyOf(photograph(), photograph().length / 2);
    place("images/a.jpg", half);
    annotate("valid", person("b.jpg", 101, 71, SCALE).replace("[101, 81]", "[101, 180]"));
    List<FileCheck> found = datasets.verify("mpii").toList();
    assertThat(found.get(0).problem()).contains("a.jpg");
    assertThat(found.get(1).problem())
        .contains(
            "b.jpg is 200 x 150 pixels, and a person's right ankle at (100, 179) lies outside");
  }

  @Test
  void a_person_of_whom_the_photograph_shows_nothing_is_told() throws IOException {
    annotate("valid", person("b.jpg", 901, 71, SCALE));
    try (Dataset mpii = open(0, 0, false)) {
      assertThatThrownBy(() -> Streams.drain(mpii.test().inOrder(1)))
          .hasStackTraceContaining("shows nothing of the person at (900, 70)");
    }
  }

  @Test
  void another_side_is_refused() {
    assertThatThrownBy(
            () -> new Datasets(directory, 0).open(new DatasetSpec("mpii", 0, 0, 184, false)))
        .isInstanceOf(DatasetException.class)
        .hasMessageContaining("keep their 368 pixels");
  }
}
