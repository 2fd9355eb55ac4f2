package org.paperclaims.datasets;

import java.util.List;
import java.util.Optional;

/**
 * Paints the maps that a pose asks for: for each part exp(-d^2 / 2 sigma^2) at a distance of d
 * cells from its joint, and for the background 1 less the highest of them (Wei et al. 2016, arXiv
 * 1602.00134, section 3.3, and the released model's background). The map of a part that is not to
 * be seen is 0.
 *
 * @param sigma in cells
 */
record HeatMapPainter(Task.HeatMaps task, double sigma) {
  /** Write the maps of one example to {@code into[offset...]}. */
  void paint(Pose pose, float[] into, int offset) {
    List<Optional<Pose.Joint>> joints = pose.joints();
    int cells = task.height() * task.width();
    int background = offset + joints.size() * cells;
    for (int cell = 0; cell < cells; cell++) {
      int row = cell / task.width();
      int column = cell % task.width();
      double most = 0;
      for (int part = 0; part < joints.size(); part++) {
        double value = 0;
        Optional<Pose.Joint> joint = joints.get(part);
        if (joint.isPresent()) {
          double across = cell(joint.get().x()) - column;
          double down = cell(joint.get().y()) - row;
          value = StrictMath.exp(-(across * across + down * down) / (2 * sigma * sigma));
        }
        into[offset + part * cells + cell] = (float) value;
        most = Math.max(most, value);
      }
      into[background + cell] = (float) (1 - most);
    }
  }

  /** Give where a place in pixels is among the cells: 0 is the first cell's middle. */
  private double cell(double pixel) {
    return (pixel + 0.5) / task.stride() - 0.5;
  }
}
