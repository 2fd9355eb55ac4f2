package org.paperclaims.harness.measure;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Supplier;
import org.paperclaims.architectures.Network;
import org.paperclaims.datasets.DatasetSpec;
import org.paperclaims.datasets.Datasets;
import org.paperclaims.datasets.Pose;
import org.paperclaims.datasets.Poses;
import org.paperclaims.datasets.Task;

/**
 * The share of parts whose map is highest within a fraction of the pose's length of the joint
 * (percentage of correct keypoints; Wei et al. 2016, arXiv 1602.00134, section 4.2): {@code pck}
 * within 0.2, {@code pck(0.5)} within another fraction. The middle of the highest cell of the last
 * stage's map is where a part is taken to be; parts that are not to be seen do not count.
 *
 * @param name as records write it
 * @param fraction of the length
 */
record Pck(String name, double fraction) implements ModelMetric {
  /** The metric that needs no number. */
  static final Pck USUAL = new Pck("pck", 0.2);

  @Override
  public Heading heading() {
    return Heading.higher(name, "Correct parts (PCK@" + fraction + ")", Unit.RATIO);
  }

  @Override
  public boolean usual() {
    return equals(USUAL);
  }

  @Override
  public OptionalDouble measure(TrainedNetwork net) {
    Optional<Poses> poses = net.dataset().test().poses();
    if (poses.isEmpty() || !(net.dataset().task() instanceof Task.HeatMaps maps)) {
      return OptionalDouble.empty();
    }
    Count count = new Count();
    TestBatches.first(
        net,
        Integer.MAX_VALUE,
        batch -> {
          float[] found = net.learner().predict(batch);
          int each = found.length / batch.size();
          for (int i = 0; i < batch.size(); i++) {
            int last = (i + 1) * each - maps.targets();
            count.add(maps, found, last, poses.get().of(count.examples), fraction);
          }
        });
    return count.share();
  }

  @Override
  public Optional<String> misfit(Supplier<Network> network, DatasetSpec data) {
    return Datasets.unread().outline(data.name()).maps().isPresent()
        ? Optional.empty()
        : Optional.of("the examples of " + data.name() + " have no parts to find");
  }

  /** Counts parts, and those that are found. */
  static final class Count {
    private int examples;
    private int parts;
    private int correct;

    /**
     * Count the parts of an example.
     *
     * @param found the maps begin at {@code from}
     */
    void add(Task.HeatMaps maps, float[] found, int from, Pose pose, double fraction) {
      examples++;
      int cells = maps.height() * maps.width();
      List<Optional<Pose.Joint>> joints = pose.joints();
      for (int part = 0; part < joints.size(); part++) {
        if (joints.get(part).isPresent()) {
          int cell = highest(found, from + part * cells, cells);
          Pose.Joint joint = joints.get(part).get();
          double across = middle(cell % maps.width(), maps.stride()) - joint.x();
          double down = middle(cell / maps.width(), maps.stride()) - joint.y();
          parts++;
          correct += Math.hypot(across, down) <= fraction * pose.length() ? 1 : 0;
        }
      }
    }

    /** Give the share of parts that are found; empty if there are no parts. */
    OptionalDouble share() {
      return parts == 0 ? OptionalDouble.empty() : OptionalDouble.of((double) correct / parts);
    }

    /** Give the cell with the highest value, and the first of several. */
    private static int highest(float[] found, int from, int cells) {
      int highest = 0;
      for (int cell = 1; cell < cells; cell++) {
        highest = found[from + cell] > found[from + highest] ? cell : highest;
      }
      return highest;
    }

    /** Give where a cell's middle is, in pixels. */
    private static double middle(int cell, int stride) {
      return (cell + 0.5) * stride - 0.5;
    }
  }
}
