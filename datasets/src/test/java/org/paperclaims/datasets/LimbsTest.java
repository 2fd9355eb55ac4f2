package org.paperclaims.datasets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LimbsTest {
  private static final int CELLS = 64;

  private static Dataset open(DatasetSpec spec) {
    return new Datasets(Path.of("absent")).open(spec);
  }

  @Test
  void the_constants_are_the_means_and_deviations_of_the_training_images() {
    try (Dataset limbs = open(DatasetSpec.whole("limbs"))) {
      DatasetStatistics found = DatasetStatistics.of(limbs.train().pictures().orElseThrow());
      assertThat(found.perClass()).containsExactly(10_000);
      for (int c = 0; c < 3; c++) {
        assertThat(found.mean().get(c)).isCloseTo(Limbs.NORMALISATION.mean().get(c), within(5e-4));
        assertThat(found.deviation().get(c))
            .isCloseTo(Limbs.NORMALISATION.deviation().get(c), within(5e-4));
      }
    }
  }

  @Test
  void the_first_images_and_their_maps_have_the_same_bits_on_every_machine() throws Exception {
    MessageDigest digest = MessageDigest.getInstance("SHA-256");
    try (Dataset limbs = open(new DatasetSpec("limbs", 20, 20, 0, false))) {
      byte[] image = new byte[3072];
      for (int index = 0; index < 20; index++) {
        limbs.train().pictures().orElseThrow().copy(index, image, 0);
        digest.update(image);
      }
      for (float target : Streams.drain(limbs.test().inOrder(20)).get(0).targets()) {
        digest.update(ByteBuffer.allocate(4).putFloat(target).array());
      }
    }
    assertThat(HexFormat.of().formatHex(digest.digest()))
        .isEqualTo("0a02914c607e49e180888584cc33bd8ca9bffbbdda5df8fbfc975f34700ab4ca");
  }

  @Test
  void each_joint_is_nine_pixels_from_the_one_before_it_and_inside_the_image() {
    try (Dataset limbs = open(new DatasetSpec("limbs", 500, 500, 0, false))) {
      Poses poses = limbs.train().poses().orElseThrow();
      for (int index = 0; index < 500; index++) {
        List<Optional<Pose.Joint>> joints = poses.of(index).joints();
        assertThat(joints).hasSize(4).doesNotContain(Optional.empty());
        assertThat(poses.of(index).length()).isEqualTo(27);
        for (int i = 0; i < 4; i++) {
          Pose.Joint joint = joints.get(i).orElseThrow();
          assertThat(joint.x()).isBetween(2.0, 29.0);
          assertThat(joint.y()).isBetween(2.0, 29.0);
          for (int j = 0; j < i; j++) {
            Pose.Joint other = joints.get(j).orElseThrow();
            double apart = Math.hypot(joint.x() - other.x(), joint.y() - other.y());
            assertThat(apart).isGreaterThan(j == i - 1 ? 8.999 : 9.001);
          }
        }
      }
    }
  }

  /** The first stage of a small pose machine sees the 10 pixels around a cell. */
  @Test
  void no_joint_lies_beside_another_in_what_a_first_stage_sees_in_most_images() {
    int seen = 0;
    try (Dataset limbs = open(new DatasetSpec("limbs", 500, 500, 0, false))) {
      Poses poses = limbs.train().poses().orElseThrow();
      for (int index = 0; index < 500; index++) {
        List<Pose.Joint> joints =
            poses.of(index).joints().stream().map(Optional::orElseThrow).toList();
        for (Pose.Joint joint : joints) {
          double left = 4 * Math.floor((joint.x() + 0.5) / 4) - 3.5;
          double top = 4 * Math.floor((joint.y() + 0.5) / 4) - 3.5;
          for (Pose.Joint other : joints) {
            boolean inside =
                other.x() > left
                    && other.x() < left + 10
                    && other.y() > top
                    && other.y() < top + 10;
            seen += inside && other != joint ? 1 : 0;
          }
        }
      }
    }
    assertThat(seen).isBetween(1, 4 * 500 / 20);
  }

  @Test
  void a_map_is_highest_where_its_joint_is_and_the_background_where_none_is() {
    try (Dataset limbs = open(new DatasetSpec("limbs", 10, 100, 0, false))) {
      assertThat(limbs.task())
          .isEqualTo(new Task.HeatMaps(List.of("head", "neck", "hip", "foot"), 8, 8, 4));
      float[] maps = Streams.drain(limbs.test().inOrder(100)).get(0).targets();
      assertThat(maps).hasSize(100 * 5 * CELLS);
      for (int index = 0; index < 100; index++) {
        Pose pose = limbs.test().poses().orElseThrow().of(index);
        float[] own = Arrays.copyOfRange(maps, index * 5 * CELLS, (index + 1) * 5 * CELLS);
        for (int part = 0; part < 4; part++) {
          Pose.Joint joint = pose.joints().get(part).orElseThrow();
          int cell = (int) ((joint.y() + 0.5) / 4) * 8 + (int) ((joint.x() + 0.5) / 4);
          float[] map = Arrays.copyOfRange(own, part * CELLS, (part + 1) * CELLS);
          for (float value : map) {
            assertThat(value).isLessThanOrEqualTo(map[cell]);
          }
          assertThat(map[cell]).isBetween(0.67f, 1f);
        }
        for (int cell = 0; cell < CELLS; cell++) {
          float most = 0;
          for (int part = 0; part < 4; part++) {
            most = Math.max(most, own[part * CELLS + cell]);
          }
          assertThat(own[4 * CELLS + cell]).isCloseTo(1 - most, within(1e-6f));
        }
      }
    }
  }

  @Test
  void training_test_and_validation_images_are_different_images() {
    Set<Integer> seen = new HashSet<>();
    try (Dataset limbs = open(new DatasetSpec("limbs", 300, 300, 0, false));
        Dataset tuning = open(new DatasetSpec("limbs", 300, 300, 0, true))) {
      for (Split split : new Split[] {limbs.train(), limbs.test(), tuning.test()}) {
        Streams.drain(split.inOrder(1)).forEach(b -> seen.add(Arrays.hashCode(b.inputs())));
      }
    }
    assertThat(seen).hasSize(900);
  }

  @Test
  void the_poses_follow_the_stored_order_and_the_maps_the_shuffled_one() {
    try (Dataset limbs = open(new DatasetSpec("limbs", 50, 10, 0, false))) {
      float[] still = Streams.drain(limbs.train().inOrder(50)).get(0).targets();
      Batch shuffled = Streams.drain(limbs.train().epoch(Streams.order(3, 0, 50))).get(0);
      assertThat(shuffled.targets()).isNotEqualTo(still);
      float[] sorted = shuffled.targets().clone();
      Arrays.sort(sorted);
      Arrays.sort(still);
      assertThat(sorted).isEqualTo(still);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {8, 16, 64})
  void other_sides_are_refused_for_the_maps_would_not_follow(int pixels) {
    assertThatThrownBy(() -> open(new DatasetSpec("limbs", 50, 20, pixels, false)))
        .isInstanceOf(DatasetException.class)
        .hasMessage(
            "the images of limbs keep their 32 pixels, for their maps do: leave pixels at 0, found "
                + pixels);
  }

  @Test
  void augmentation_is_refused_for_the_maps_would_stay_behind() {
    try (Dataset limbs = open(new DatasetSpec("limbs", 50, 20, 0, false))) {
      assertThatThrownBy(() -> Streams.drain(limbs.train().epoch(Streams.order(1, 0, 10, "flip"))))
          .hasStackTraceContaining("leave augmentation empty, found [flip]");
    }
  }
}
