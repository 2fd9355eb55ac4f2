package org.paperclaims.architectures.diagram;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.paperclaims.architectures.Node;

/**
 * Where the boxes and lines of one row stand. Nodes stand in columns by their distance from the
 * row's start, and in lanes: a chain stays in its lane, a branch opens the next one, and a line
 * that would run through boxes takes a lane of its own. All in pixels from the row's upper left
 * corner.
 */
final class DiagramRow {
  static final int LANE = 30;
  static final int BOX = 20;

  private static final int GAP = 16;
  private static final double LETTER = 6.1;
  private static final int ROUND = 18;

  /** A box, or the start of a line that comes from outside: then {@code label} is blank. */
  record Box(String node, String label, int column, int lane, double x, double width) {
    double right() {
      return x + width;
    }

    double middle() {
      return lane * (double) LANE + LANE / 2.0;
    }
  }

  /** A line through corner points, x and y in turn. */
  record Line(List<Double> points) {}

  private final Map<String, Box> boxes = new HashMap<>();
  private final List<Box> inOrder = new ArrayList<>();
  private final List<Line> lines = new ArrayList<>();
  private int lanes;
  private double width;

  DiagramRow(DiagramPart part) {
    Map<String, Integer> columns = new HashMap<>();
    Map<String, Integer> laneOf = new HashMap<>();
    Set<String> continued = new HashSet<>();
    part.ports().forEach(p -> columns.put(p, 0));
    part.ports().forEach(p -> laneOf.put(p, lanes++));
    for (Node node : part.nodes()) {
      int column = 0;
      for (String input : node.inputs()) {
        column = Math.max(column, at(columns, input) + 1);
      }
      columns.put(node.name(), column);
      laneOf.put(node.name(), lane(node, laneOf, continued));
    }
    place(part, columns, laneOf);
    for (Node node : part.nodes()) {
      for (String input : node.inputs()) {
        connect(box(input), box(node.name()));
      }
    }
  }

  /** Give the boxes, those without a label too. */
  List<Box> boxes() {
    return inOrder;
  }

  List<Line> lines() {
    return lines;
  }

  double width() {
    return width;
  }

  int height() {
    return Math.max(1, lanes) * LANE;
  }

  private int lane(Node node, Map<String, Integer> laneOf, Set<String> continued) {
    if (node.inputs().size() > 1) {
      node.inputs().forEach(continued::add);
      return node.inputs().stream().mapToInt(i -> at(laneOf, i)).min().orElse(0);
    }
    for (String input : node.inputs()) {
      if (continued.add(input)) {
        return at(laneOf, input);
      }
    }
    return lanes++;
  }

  private void place(DiagramPart part, Map<String, Integer> columns, Map<String, Integer> laneOf) {
    int last = columns.values().stream().mapToInt(c -> c).max().orElse(0);
    double[] widths = new double[last + 1];
    for (Node node : part.nodes()) {
      int column = at(columns, node.name());
      widths[column] = Math.max(widths[column], boxWidth(node));
    }
    double[] lefts = new double[last + 1];
    for (int column = 1; column <= last; column++) {
      lefts[column] = lefts[column - 1] + widths[column - 1] + GAP;
    }
    width = lefts[last] + widths[last];
    for (String port : part.ports()) {
      put(new Box(port, "", 0, at(laneOf, port), 0, 0));
    }
    for (Node node : part.nodes()) {
      int column = at(columns, node.name());
      double own = boxWidth(node);
      double left = lefts[column] + (widths[column] - own) / 2;
      put(new Box(node.name(), DiagramLabel.of(node), column, at(laneOf, node.name()), left, own));
    }
  }

  private void connect(Box from, Box to) {
    double out = from.right();
    double in = to.x();
    if (from.lane() == to.lane() && !blocked(from, to)) {
      lines.add(new Line(List.of(out, from.middle(), in, to.middle())));
      return;
    }
    double afterFrom = out + GAP / 2.0;
    double beforeTo = in - GAP / 2.0;
    if (from.lane() == to.lane() || blocked(from, to)) {
      double y = lanes++ * (double) LANE + LANE / 2.0;
      lines.add(
          new Line(
              List.of(
                  out,
                  from.middle(),
                  afterFrom,
                  from.middle(),
                  afterFrom,
                  y,
                  beforeTo,
                  y,
                  beforeTo,
                  to.middle(),
                  in,
                  to.middle())));
      return;
    }
    double turn = to.lane() > from.lane() ? afterFrom : beforeTo;
    lines.add(
        new Line(
            List.of(out, from.middle(), turn, from.middle(), turn, to.middle(), in, to.middle())));
  }

  /** Tell whether a line along the source's lane would run through a box on its way. */
  private boolean blocked(Box from, Box to) {
    return to.lane() <= from.lane()
        && inOrder.stream()
            .anyMatch(
                b ->
                    b.lane() == from.lane()
                        && b.column() > from.column()
                        && b.column() < to.column());
  }

  private void put(Box box) {
    boxes.put(box.node(), box);
    inOrder.add(box);
  }

  private Box box(String node) {
    Box box = boxes.get(node);
    if (box == null) {
      throw new IllegalStateException("no box was placed for " + node);
    }
    return box;
  }

  private static int at(Map<String, Integer> map, String key) {
    return map.getOrDefault(key, 0);
  }

  private static double boxWidth(Node node) {
    String label = DiagramLabel.of(node);
    return label.length() == 1 ? ROUND : label.length() * LETTER + 10;
  }
}
