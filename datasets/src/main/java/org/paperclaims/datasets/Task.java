package org.paperclaims.datasets;

import java.util.List;

/** The task of a network. */
public sealed interface Task {
  /** Count the numbers that a network puts out for one example. */
  int outputs();

  /** Name the class of an image; loss: mean cross entropy of the softmax. */
  record Classification(List<String> labels) implements Task {
    public Classification {
      labels = List.copyOf(labels);
    }

    @Override
    public int outputs() {
      return labels.size();
    }
  }

  /** Meet numbers; loss: the mean of the squared differences over examples and outputs. */
  record Regression(int outputs) implements Task {}
}
