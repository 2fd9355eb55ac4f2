package org.paperclaims.datasets;

import java.util.List;
import java.util.Optional;

/**
 * Where the parts of a body are in an image.
 *
 * @param joints one a part, in the order of {@link Task.HeatMaps#parts}; none where a part is not
 *     to be seen
 * @param length that distances are compared with, in pixels, such as the body's; positive
 */
public record Pose(List<Optional<Joint>> joints, double length) {
  public Pose {
    joints = List.copyOf(joints);
    if (!(length > 0)) {
      throw new IllegalArgumentException("a pose has a positive length, found " + length);
    }
  }

  /**
   * A place in an image, in pixels: the middle of the pixel above on the left is (0, 0).
   *
   * @param x to the right
   * @param y downwards
   */
  public record Joint(double x, double y) {}
}
