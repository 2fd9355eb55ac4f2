package org.paperclaims.architectures.family;

import java.util.ArrayList;
import java.util.List;
import org.paperclaims.architectures.Window;
import org.paperclaims.architectures.spec.Draft;

/**
 * An Inception module while it is drawn: branches that read one input and end in a concatenation.
 * Written in the order of the paper's figure, from left to right.
 */
final class Branches {
  private final Draft net;
  private final String module;
  private final String from;
  private final List<Branch> open = new ArrayList<>();
  private int count;

  Branches(Draft net, String module, String from) {
    this.net = net;
    this.module = module;
    this.from = from;
  }

  /** Begin the next branch at the module's input. */
  Branch branch() {
    count++;
    Branch branch = new Branch(module + ".branch" + count, from, List.of());
    open.add(branch);
    return branch;
  }

  /** Concatenate the branches. */
  String join() {
    return net.concat(module + ".concat", open.stream().map(b -> b.at).toArray(String[]::new));
  }

  /**
   * Declare the module: a path for each branch that carries a rectifier.
   *
   * @param after rectifiers after the concatenation, which end every path
   */
  void declare(String... after) {
    List<List<String>> paths = new ArrayList<>();
    for (Branch branch : open) {
      if (!branch.rectifiers.isEmpty()) {
        List<String> path = new ArrayList<>(branch.rectifiers);
        path.addAll(List.of(after));
        paths.add(path);
      }
    }
    net.module(module, paths);
  }

  /** Concatenate the branches and declare the module. */
  String end() {
    declare();
    return join();
  }

  /** One branch; each call adds to its end. */
  final class Branch {
    private final String name;
    private String at;
    private final List<String> rectifiers;
    private int units;

    private Branch(String name, String at, List<String> rectifiers) {
      this.name = name;
      this.at = at;
      this.rectifiers = new ArrayList<>(rectifiers);
    }

    /** Add convolution - BN - rectifier. */
    Branch conv(int out, Window window) {
      units++;
      String unit = name + ".unit" + units;
      at = net.convUnit(unit, at, out, window);
      rectifiers.add(at);
      return this;
    }

    /** Add 3x3 max pooling with padding that keeps the size at stride 1. */
    Branch maxPool() {
      at = net.maxPool(name + ".pool", at, Window.same(3), false);
      return this;
    }

    /** Add 3x3 max pooling with stride 2. */
    Branch maxPoolHalving(boolean ceil) {
      at = net.maxPool3(name + ".pool", at, 0, ceil);
      return this;
    }

    /** Add 3x3 max pooling with a window that halves the size. */
    Branch maxPool(Window window) {
      at = net.maxPool(name + ".pool", at, window, false);
      return this;
    }

    /** Add 3x3 average pooling that keeps the size; padding is not counted. */
    Branch averagePool() {
      at = net.averagePool(name + ".pool", at, Window.same(3), false, false);
      return this;
    }

    /** Let the branch end in two: each goes on from here with a convolution of its own. */
    void fork(int out, Window left, Window right) {
      open.remove(this);
      Branch a = new Branch(name + "a", at, rectifiers);
      Branch b = new Branch(name + "b", at, rectifiers);
      open.add(a);
      open.add(b);
      a.conv(out, left);
      b.conv(out, right);
    }
  }
}
