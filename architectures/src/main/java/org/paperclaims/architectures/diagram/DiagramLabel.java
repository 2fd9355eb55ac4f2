package org.paperclaims.architectures.diagram;

import java.util.stream.Collectors;
import org.paperclaims.architectures.Node;
import org.paperclaims.architectures.PoolKind;
import org.paperclaims.architectures.RectifierKind;
import org.paperclaims.architectures.Window;
import org.paperclaims.architectures.spec.SpecWords;

/** The words in a node's box. */
final class DiagramLabel {
  private DiagramLabel() {}

  static String of(Node node) {
    if (node instanceof Node.Input) {
      return "input";
    } else if (node instanceof Node.Conv n) {
      String groups = n.groups() == 1 ? "" : " in " + n.groups();
      return window(n.window()) + ", " + n.outChannels() + groups;
    } else if (node instanceof Node.BatchNorm) {
      return "BN";
    } else if (node instanceof Node.Rectifier n) {
      return rectifier(n.kind());
    } else if (node instanceof Node.Pool n) {
      return (n.kind() == PoolKind.MAX ? "max " : "avg ") + window(n.window());
    } else if (node instanceof Node.GlobalAveragePool) {
      return "global avg";
    } else if (node instanceof Node.Linear n) {
      return "linear " + n.out();
    } else if (node instanceof Node.Add n) {
      return sum(n);
    } else if (node instanceof Node.Gate) {
      return "σ ×";
    } else if (node instanceof Node.PyramidPool n) {
      return "pyramid max "
          + n.levels().stream().map(String::valueOf).collect(Collectors.joining(", "));
    } else if (node instanceof Node.CentreMap) {
      return "centre";
    } else if (node instanceof Node.Concat) {
      return "‖";
    } else if (node instanceof Node.Dropout n) {
      return "drop " + SpecWords.decimal(n.rate());
    } else if (node instanceof Node.PadShortcut n) {
      return "pad /" + n.stride();
    } else if (node instanceof Node.LocalResponseNorm) {
      return "LRN";
    }
    throw new AssertionError(node);
  }

  /** Write the scales of the first and the last tensor, where they are not 1. */
  private static String sum(Node.Add add) {
    double first = add.scales().get(0);
    double last = add.scales().get(add.scales().size() - 1);
    return (first == 1 ? "" : SpecWords.decimal(first) + "× ")
        + "+"
        + (last == 1 ? "" : " " + SpecWords.decimal(last) + "×");
  }

  private static String rectifier(RectifierKind kind) {
    if (kind instanceof RectifierKind.LeakyRelu) {
      return "leaky";
    } else if (kind instanceof RectifierKind.PRelu) {
      return "PReLU";
    } else if (kind instanceof RectifierKind.Drawn) {
      return "RReLU";
    } else if (kind instanceof RectifierKind.Identity) {
      return "id";
    }
    return "ReLU";
  }

  private static String window(Window window) {
    return window.kernelHeight()
        + "×"
        + window.kernelWidth()
        + (window.strideHeight() == 1 ? "" : "/" + window.strideHeight());
  }
}
