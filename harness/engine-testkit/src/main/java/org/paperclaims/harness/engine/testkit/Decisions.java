package org.paperclaims.harness.engine.testkit;

import org.paperclaims.architectures.Node;
import org.paperclaims.architectures.PoolKind;
import org.paperclaims.architectures.RectifierKind;
import org.paperclaims.architectures.Window;

/**
 * The choices that a node makes by comparing numbers: a rectifier takes one of two slopes, a max
 * pool one of its pixels. Where two numbers all but tie, rounding decides, and a gradient jumps;
 * two right engines may then differ by far more than they round.
 */
final class Decisions {
  private Decisions() {}

  /**
   * Measure how far a node's closest choice is from a tie. Exact ties do not count: they are no
   * matter of rounding. Infinite where nothing is chosen.
   */
  static double margin(Node node, Volume in) {
    double margin = Double.POSITIVE_INFINITY;
    if (node instanceof Node.Rectifier n && !(n.effect() instanceof RectifierKind.Identity)) {
      for (double v : in.value) {
        margin = v == 0 ? margin : Math.min(margin, Math.abs(v));
      }
    } else if (node instanceof Node.Pool n && n.kind() == PoolKind.MAX) {
      for (int plane = 0; plane < in.n * in.c; plane++) {
        margin = Math.min(margin, plane(n, in, plane * in.h * in.w));
      }
    } else if (node instanceof Node.PyramidPool n) {
      for (int plane = 0; plane < in.n * in.c; plane++) {
        margin = Math.min(margin, plane(n, in, plane * in.h * in.w));
      }
    }
    return margin;
  }

  private static double plane(Node.Pool node, Volume in, int from) {
    Window w = node.window();
    double margin = Double.POSITIVE_INFINITY;
    for (int row = 0; row < w.outHeight(in.h, node.ceil()); row++) {
      for (int column = 0; column < w.outWidth(in.w, node.ceil()); column++) {
        int top = row * w.strideHeight() - w.padHeight();
        int left = column * w.strideWidth() - w.padWidth();
        margin =
            Math.min(
                margin, lead(in, from, top, top + w.kernelHeight(), left, left + w.kernelWidth()));
      }
    }
    return margin;
  }

  private static double plane(Node.PyramidPool node, Volume in, int from) {
    double margin = Double.POSITIVE_INFINITY;
    for (int side : node.levels()) {
      for (int bin = 0; bin < side * side; bin++) {
        int top = Node.PyramidPool.start(bin / side, side, in.h);
        int bottom = Node.PyramidPool.end(bin / side, side, in.h);
        int left = Node.PyramidPool.start(bin % side, side, in.w);
        int right = Node.PyramidPool.end(bin % side, side, in.w);
        margin = Math.min(margin, lead(in, from, top, bottom, left, right));
      }
    }
    return margin;
  }

  /**
   * Measure how far a window's largest number leads; infinite where two are equal, or one is alone.
   */
  private static double lead(Volume in, int from, int top, int bottom, int left, int right) {
    double first = Double.NEGATIVE_INFINITY;
    double second = Double.NEGATIVE_INFINITY;
    for (int y = Math.max(0, top); y < Math.min(in.h, bottom); y++) {
      for (int x = Math.max(0, left); x < Math.min(in.w, right); x++) {
        double v = in.value[from + y * in.w + x];
        second = Math.max(second, Math.min(first, v));
        first = Math.max(first, v);
      }
    }
    return first == second ? Double.POSITIVE_INFINITY : first - second;
  }
}
