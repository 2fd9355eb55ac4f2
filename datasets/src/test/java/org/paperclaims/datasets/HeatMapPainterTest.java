package org.paperclaims.datasets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class HeatMapPainterTest {
  private static final Task.HeatMaps TASK = new Task.HeatMaps(List.of("hand", "eye"), 2, 3, 4);
  private static final float OUTSIDE = 7;

  private static float[] painted(Pose pose) {
    float[] maps = new float[1 + TASK.targets() + 1];
    java.util.Arrays.fill(maps, OUTSIDE);
    new HeatMapPainter(TASK, 0.5).paint(pose, maps, 1);
    assertThat(maps[0]).isEqualTo(OUTSIDE);
    assertThat(maps[maps.length - 1]).isEqualTo(OUTSIDE);
    return java.util.Arrays.copyOfRange(maps, 1, maps.length - 1);
  }

  private static void hasNumbers(float[] map, double... expected) {
    for (int i = 0; i < expected.length; i++) {
      assertThat(map[i]).as("cell %d", i).isCloseTo((float) expected[i], within(1e-6f));
    }
  }

  @Test
  void a_map_falls_off_from_the_joint_as_a_gaussian_in_cells() {
    // The middle of the cell in row 1 and column 1 is the pixel (5.5, 5.5).
    Pose pose = new Pose(List.of(Optional.of(new Pose.Joint(5.5, 5.5)), Optional.empty()), 10);
    float[] maps = painted(pose);
    double one = Math.exp(-2);
    double diagonal = Math.exp(-4);
    hasNumbers(maps, diagonal, one, diagonal, one, 1, one, 0, 0, 0, 0, 0, 0);
  }

  @Test
  void the_background_is_what_the_highest_map_leaves() {
    Pose.Joint left = new Pose.Joint(1.5, 1.5);
    Pose.Joint right = new Pose.Joint(9.5, 1.5);
    float[] maps = painted(new Pose(List.of(Optional.of(left), Optional.of(right)), 10));
    float[] background = java.util.Arrays.copyOfRange(maps, 12, 18);
    hasNumbers(background, 0, 1 - Math.exp(-2), 0, 1 - Math.exp(-2), 1 - Math.exp(-4));
  }

  @Test
  void parts_that_are_not_to_be_seen_leave_nothing_but_background() {
    float[] maps = painted(new Pose(List.of(Optional.empty(), Optional.empty()), 10));
    hasNumbers(maps, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 1);
  }

  @Test
  void a_pose_without_a_length_is_refused() {
    assertThatThrownBy(() -> new Pose(List.of(), 0))
        .hasMessage("a pose has a positive length, found 0.0");
  }
}
