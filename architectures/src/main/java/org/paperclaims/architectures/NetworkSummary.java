package org.paperclaims.architectures;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A network in numbers.
 *
 * @param network the canonical spec
 * @param input shape of one example
 * @param output shape of what comes out for it
 * @param parameters numbers that training changes by gradient, as published counts count them:
 *     running statistics are left out, biases and batch normalisation's gamma and beta are in, and
 *     so is what an erasure leaves unused
 * @param multiplyAdds multiplications of convolutions and linear maps for one example, each with
 *     its addition; everything else is left out, as in the papers
 * @param depth convolutions and linear maps on the longest way from the input to the output; a
 *     WRN's name counts its projection shortcuts too, which stand beside that way
 * @param modules basic modules
 * @param treatedModules modules with an erased rectifier
 * @param rectifiers all rectifiers, in modules and outside
 * @param erasedRectifiers those replaced by identity
 */
public record NetworkSummary(
    String network,
    Shape input,
    Shape output,
    long parameters,
    long multiplyAdds,
    int depth,
    int modules,
    int treatedModules,
    int rectifiers,
    int erasedRectifiers) {

  /** Count. */
  public static NetworkSummary of(Network network) {
    List<Node.Rectifier> rectifiers = network.rectifiers();
    Set<String> erased =
        rectifiers.stream()
            .filter(Node.Rectifier::erased)
            .map(Node.Rectifier::name)
            .collect(Collectors.toSet());
    long treated =
        network.modules().stream()
            .filter(m -> m.paths().stream().flatMap(List::stream).anyMatch(erased::contains))
            .count();
    return new NetworkSummary(
        network.name(),
        network.input(),
        network.output(),
        network.trainable().stream().mapToLong(Parameter::size).sum(),
        network.nodes().stream().mapToLong(n -> multiplyAdds(network, n)).sum(),
        depth(network),
        network.modules().size(),
        Math.toIntExact(treated),
        rectifiers.size(),
        erased.size());
  }

  /** Give the number of rectifiers that still rectify. */
  public int keptRectifiers() {
    return rectifiers - erasedRectifiers;
  }

  /** Say it in a line. */
  public String sentence() {
    return String.format(
        Locale.ROOT,
        "%,d parameters, %s multiply-adds, depth %d, %d modules, %d rectifiers kept and %d erased",
        parameters,
        rounded(multiplyAdds),
        depth,
        modules,
        keptRectifiers(),
        erasedRectifiers);
  }

  private static String rounded(long number) {
    return number < 1_000_000
        ? String.format(Locale.ROOT, "%,d", number)
        : number < 1_000_000_000
            ? String.format(Locale.ROOT, "%.1f million", number / 1e6)
            : String.format(Locale.ROOT, "%.2f billion", number / 1e9);
  }

  private static long multiplyAdds(Network network, Node node) {
    if (node instanceof Node.Conv conv) {
      Window window = conv.window();
      long kernel = (long) window.kernelHeight() * window.kernelWidth();
      return network.shape(conv.name()).size() * kernel * (conv.inChannels() / conv.groups());
    } else if (node instanceof Node.Linear linear) {
      return (long) linear.in() * linear.out();
    }
    return 0;
  }

  private static int depth(Network network) {
    Map<String, Integer> depths = new HashMap<>();
    int depth = 0;
    for (Node node : network.nodes()) {
      depth = node instanceof Node.Conv || node instanceof Node.Linear ? 1 : 0;
      depth += node.inputs().stream().mapToInt(i -> depths.getOrDefault(i, 0)).max().orElse(0);
      depths.put(node.name(), depth);
    }
    return depth;
  }
}
