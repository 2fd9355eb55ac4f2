package org.paperclaims.architectures;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Every architecture that claims can name, by its spec. */
public final class Architectures {
  private static final List<Family> FAMILIES =
      List.of(ResNet.RESNET, ResNet.PLAIN, PreResNet.FAMILY, WideResNet.FAMILY, LinearStack.FAMILY);

  private static final int REPAIRS = 10;

  private Architectures() {}

  /** List the families, each with an example, its paper and its modules. */
  public static List<Family> families() {
    return FAMILIES;
  }

  /**
   * Read a spec such as {@code resnet-110-b-w8} or {@code wrn-28-10-dropout0.3}.
   *
   * @throws ArchitectureException if there is no such architecture
   */
  public static Architecture parse(String spec) {
    try {
      return read(spec);
    } catch (ArchitectureException e) {
      throw new ArchitectureException(spec, e.rule(), repaired(e.nearest()));
    }
  }

  /**
   * Build the network that a spec names. Its name is the canonical form of the spec; the classifier
   * is called {@code linear} and the global pool before it {@code pool} wherever there is one.
   *
   * @param input shape of one example; above 64 pixels the family's ImageNet form is meant
   * @param outputs number of classes, of numbers to regress, or of heat maps; at least 1
   * @throws ArchitectureException if there is no such architecture, or not at this input
   */
  public static Network build(String spec, Shape input, int outputs) {
    return build(parse(spec), input, outputs);
  }

  private static Network build(Architecture architecture, Shape input, int outputs) {
    if (outputs < 1) {
      throw new IllegalArgumentException(
          architecture.spec() + " needs at least 1 output, found " + outputs);
    }
    return architecture.build(input, outputs);
  }

  private static Architecture read(String spec) {
    String head = spec.split("-", 2)[0];
    Optional<Family> family = FAMILIES.stream().filter(f -> f.head().equals(head)).findFirst();
    if (family.isEmpty()) {
      Family like = alike(head);
      String rest = spec.substring(head.length());
      throw new ArchitectureException(
          spec,
          "there is no family '"
              + head
              + "'; there are "
              + String.join(", ", FAMILIES.stream().map(Family::head).toList()),
          rest.isEmpty() ? like.example() : like.head() + rest);
    }
    return family.get().read(new SpecWords(spec, family.get()));
  }

  /** Follow the suggestions until one is valid: a spec can have several mistakes. */
  private static String repaired(String suggestion) {
    String spec = suggestion;
    for (int i = 0; i < REPAIRS; i++) {
      try {
        return read(spec).spec();
      } catch (ArchitectureException e) {
        spec = e.nearest();
      }
    }
    return alike(suggestion.split("-", 2)[0]).example();
  }

  private static Family alike(String head) {
    String word = head.toLowerCase(Locale.ROOT);
    return FAMILIES.stream()
        .filter(f -> distance(word, f.head()) < f.head().length())
        .min(Comparator.comparingInt(f -> distance(word, f.head())))
        .orElse(FAMILIES.get(0));
  }

  /** Count the letters to insert, remove or change to make one word the other (Levenshtein). */
  private static int distance(String a, String b) {
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int change = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(change, Math.min(row[j], row[j - 1]) + 1);
      }
    }
    return row[b.length()];
  }
}
