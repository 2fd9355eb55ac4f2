package org.paperclaims.harness.run;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.paperclaims.architectures.Network;
import org.paperclaims.architectures.Node;

/**
 * Choices that codes make in different ways though their tensors have the same names and shapes. A
 * model made elsewhere is read only with a word of the architecture for each.
 */
public final class Conventions {
  private static final Question PADDING =
      new Question(
          "where shortcut A puts the zeros of new channels",
          answers("a", "half before and half behind", "abehind", "all behind"));

  private static final Question HALVING =
      new Question(
          "which convolution of a bottleneck halves the picture",
          answers("v1", "the first, 1x1", "v1.5", "the 3x3, as in torchvision"));

  private Conventions() {}

  /**
   * Something that shapes do not show.
   *
   * @param answers words of the architecture, and what each means
   */
  public record Question(String about, Map<String, String> answers) {
    /** Ask, in words. */
    public String words() {
      return "a word that says "
          + about
          + ", which no shape shows: "
          + answers.entrySet().stream()
              .map(e -> "-" + e.getKey() + " (" + e.getValue() + ")")
              .collect(Collectors.joining(" or "));
    }
  }

  private static Map<String, String> answers(
      String first, String firstMeans, String second, String secondMeans) {
    Map<String, String> answers = new LinkedHashMap<>();
    answers.put(first, firstMeans);
    answers.put(second, secondMeans);
    return answers;
  }

  /** Give what the shapes of a network's tensors leave open. */
  public static List<Question> of(Network network) {
    List<Question> open = new ArrayList<>();
    if (network.nodes().stream().anyMatch(n -> n instanceof Node.PadShortcut)) {
      open.add(PADDING);
    }
    if (network.name().startsWith("resnet-") && halvesInBottlenecks(network)) {
      open.add(HALVING);
    }
    return open;
  }

  private static boolean halvesInBottlenecks(Network network) {
    return network.nodes().stream()
        .anyMatch(
            n ->
                n instanceof Node.Conv c
                    && c.name().endsWith(".module1.conv3")
                    && c.window().kernelHeight() == 1);
  }
}
