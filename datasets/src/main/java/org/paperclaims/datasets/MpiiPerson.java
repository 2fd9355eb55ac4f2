package org.paperclaims.datasets;

import java.util.List;
import java.util.Optional;

/**
 * A person of MPII in a photograph.
 *
 * @param image name of the file
 * @param joints in pixels of the photograph, in the order of {@link Mpii#PARTS}; none where a part
 *     is not marked
 * @param centre of the person, in pixels of the photograph
 * @param scale the person's height divided by 200 pixels
 */
record MpiiPerson(
    String image, List<Optional<Pose.Joint>> joints, Pose.Joint centre, double scale) {
  private static final double HEIGHT = 200;

  /** The part of a body's height that its head is taken for, where the head is not marked. */
  private static final double HEAD = 0.1;

  MpiiPerson {
    joints = List.copyOf(joints);
  }

  /** Give the length of the head, from the upper neck to its top, in pixels of the photograph. */
  double head() {
    Optional<Pose.Joint> neck = joints.get(Mpii.PARTS.indexOf("upper neck"));
    Optional<Pose.Joint> top = joints.get(Mpii.PARTS.indexOf("head top"));
    double apart =
        neck.isPresent() && top.isPresent()
            ? Math.hypot(neck.get().x() - top.get().x(), neck.get().y() - top.get().y())
            : 0;
    return apart > 0 ? apart : HEAD * HEIGHT * scale;
  }

  /** Give the square around the person, whose side is 314 pixels times the scale. */
  PersonSquare square() {
    double side = Mpii.SIDE * scale / Mpii.TARGET;
    return new PersonSquare(centre.x() - side / 2, centre.y() - side / 2, side);
  }
}
