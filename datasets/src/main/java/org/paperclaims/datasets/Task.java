package org.paperclaims.datasets;

import java.util.List;

/** The task of a network. */
public sealed interface Task {
  /** Count what a network is built for: classes, numbers, or maps. */
  int outputs();

  /** Count the numbers to be met of one example; 0 for a classification. */
  int targets();

  /** Name the class of an image; loss: mean cross entropy of the softmax. */
  record Classification(List<String> labels) implements Task {
    public Classification {
      labels = List.copyOf(labels);
    }

    @Override
    public int outputs() {
      return labels.size();
    }

    @Override
    public int targets() {
      return 0;
    }
  }

  /** Meet numbers; loss: the mean of the squared differences over examples and outputs. */
  record Regression(int outputs) implements Task {
    @Override
    public int targets() {
      return outputs;
    }
  }

  /**
   * Meet a map for each part of a body, high where the part is, and one for the background, which
   * comes last. A network may put out the maps of several stages, one stage after another along the
   * channels, the one that counts last. The loss is equation 5 of Wei et al. 2016 (arXiv
   * 1602.00134) with each square weighted by 1 / (maps x cells): the sum over the stages of the
   * squared differences' mean over examples, maps and cells.
   *
   * @param parts of the body; there is one map more
   * @param height of a map in cells
   * @param width of a map in cells
   * @param stride pixels of the image along a cell's side
   */
  record HeatMaps(List<String> parts, int height, int width, int stride) implements Task {
    public HeatMaps {
      parts = List.copyOf(parts);
    }

    @Override
    public int outputs() {
      return parts.size() + 1;
    }

    @Override
    public int targets() {
      return outputs() * height * width;
    }
  }
}
