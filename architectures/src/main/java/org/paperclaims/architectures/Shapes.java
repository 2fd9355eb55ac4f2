package org.paperclaims.architectures;

import java.util.List;

/** Works out and checks the shape of a node's output from its inputs' shapes. */
public final class Shapes {
  private Shapes() {}

  /**
   * Give the shape of what a node puts out for one example.
   *
   * @param inputs the shapes of what it reads, in its order
   * @throws IllegalArgumentException if they do not fit the node
   */
  public static Shape of(Node node, List<Shape> inputs) {
    if (node instanceof Node.Input n) {
      return n.shape();
    } else if (node instanceof Node.Conv n) {
      Shape in = inputs.get(0);
      requireChannels(node, n.inChannels(), in);
      return window(node, n.window(), in, n.outChannels(), false);
    } else if (node instanceof Node.BatchNorm n) {
      requireChannels(node, n.channels(), inputs.get(0));
      return inputs.get(0);
    } else if (node instanceof Node.Pool n) {
      return window(node, n.window(), inputs.get(0), inputs.get(0).channels(), n.ceil());
    } else if (node instanceof Node.GlobalAveragePool) {
      return Shape.vector(inputs.get(0).channels());
    } else if (node instanceof Node.Linear n) {
      require(inputs.get(0).size() == n.in(), node, n.in() + " numbers", inputs.get(0));
      return Shape.vector(n.out());
    } else if (node instanceof Node.PyramidPool n) {
      return new Shape(inputs.get(0).channels(), n.bins(), 1);
    } else if (node instanceof Node.CentreMap) {
      return new Shape(1, inputs.get(0).height(), inputs.get(0).width());
    } else if (node instanceof Node.Add || node instanceof Node.Gate) {
      for (Shape s : inputs) {
        require(s.equals(inputs.get(0)), node, inputs.get(0).toString(), s);
      }
      return inputs.get(0);
    } else if (node instanceof Node.Concat) {
      Shape first = inputs.get(0);
      int channels = 0;
      for (Shape s : inputs) {
        require(
            s.height() == first.height() && s.width() == first.width(),
            node,
            "height and width of " + first,
            s);
        channels += s.channels();
      }
      return new Shape(channels, first.height(), first.width());
    } else if (node instanceof Node.PadShortcut n) {
      Shape in = inputs.get(0);
      requireChannels(node, n.inChannels(), in);
      require(n.outChannels() >= n.inChannels(), node, "at most " + n.outChannels(), in);
      int stride = n.stride();
      return new Shape(
          n.outChannels(), (in.height() + stride - 1) / stride, (in.width() + stride - 1) / stride);
    } else if (node instanceof Node.Rectifier
        || node instanceof Node.Dropout
        || node instanceof Node.LocalResponseNorm) {
      return inputs.get(0);
    }
    throw new AssertionError(node);
  }

  private static Shape window(Node node, Window w, Shape in, int channels, boolean ceil) {
    try {
      return new Shape(channels, w.outHeight(in.height(), ceil), w.outWidth(in.width(), ceil));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(node.name() + " on " + in + ": " + e.getMessage(), e);
    }
  }

  private static void requireChannels(Node node, int channels, Shape found) {
    require(found.channels() == channels, node, channels + " channels", found);
  }

  private static void require(boolean holds, Node node, String wanted, Shape found) {
    if (!holds) {
      throw new IllegalArgumentException(node.name() + " wants " + wanted + ", found " + found);
    }
  }
}
