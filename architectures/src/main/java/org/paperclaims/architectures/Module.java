package org.paperclaims.architectures;

import java.util.List;

/**
 * A basic module in the paper's sense (EraseReLU, section 3): residual block, Inception block,
 * group of convolutions.
 *
 * @param name dotted name that its nodes' names begin with: {@code stage1.module1}
 * @param paths for each path from the module's input to its output that carries a rectifier of its
 *     own, the names of the rectifiers met, in order. A sequential module has one path. A rectifier
 *     after the concatenation or addition ends every path.
 */
public record Module(String name, List<List<String>> paths) {
  public Module {
    paths = paths.stream().map(List::copyOf).toList();
    if (paths.isEmpty() || paths.stream().anyMatch(List::isEmpty)) {
      throw new IllegalArgumentException(name + ": a module's paths carry rectifiers");
    }
  }

  /** Make a module of one path. */
  public static Module of(String name, String... rectifiers) {
    return new Module(name, List.of(List.of(rectifiers)));
  }
}
