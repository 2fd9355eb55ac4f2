package org.paperclaims.architectures.family;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apiguardian.api.API;
import org.paperclaims.architectures.Network;
import org.paperclaims.architectures.Shape;
import org.paperclaims.architectures.spec.Architecture;
import org.paperclaims.architectures.spec.ArchitectureException;
import org.paperclaims.architectures.spec.Family;
import org.paperclaims.architectures.spec.FamilyProvider;
import org.paperclaims.architectures.spec.Nearest;
import org.paperclaims.plugins.Registry;

/** Every architecture that claims can name, by its spec. */
@API(status = API.Status.EXPERIMENTAL, since = "0.1.0")
public final class Architectures {
  private static final List<Family> OWN =
      List.of(
          ResNet.FAMILY,
          PlainNet.FAMILY,
          PreResNet.FAMILY,
          WideResNet.FAMILY,
          ResNeXt.FAMILY,
          DenseNet.FAMILY,
          Msra.FAMILY,
          Vgg.FAMILY,
          Nin.FAMILY,
          AlexNet.FAMILY,
          ZfNet.FAMILY,
          GoogLeNet.FAMILY,
          BnInception.FAMILY,
          InceptionV3.FAMILY,
          InceptionV4.FAMILY,
          InceptionResNet.V2,
          InceptionResNet.V1,
          PoseMachine.FAMILY,
          LinearStack.FAMILY);

  private static final Registry<Family> REGISTRY =
      Registry.of(
          "family of architectures",
          OWN,
          Family::head,
          FamilyProvider.class,
          FamilyProvider::family);

  private static final List<Family> FAMILIES = List.copyOf(REGISTRY.all());
  private static final int REPAIRS = 10;

  private Architectures() {}

  /** List the families, those of plug-ins last, each with an example, its paper and its modules. */
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
    try {
      return architecture.build(input, outputs);
    } catch (ArchitectureException e) {
      throw new ArchitectureException(architecture.spec(), e.rule(), repaired(e.nearest()), e);
    } catch (IllegalArgumentException e) {
      throw new ArchitectureException(
          architecture.spec(),
          "it cannot be built on %s with %d outputs: %s; the paper's network reads %s and has %d outputs"
              .formatted(
                  input,
                  outputs,
                  e.getMessage(),
                  architecture.usualInput(),
                  architecture.usualOutputs()),
          architecture.spec(),
          e);
    }
  }

  private static Architecture read(String spec) {
    Optional<Family> family =
        FAMILIES.stream()
            .filter(f -> begins(spec, f.head()))
            .max(Comparator.comparingInt(f -> f.head().length()));
    if (family.isEmpty()) {
      throw new ArchitectureException(
          spec,
          REGISTRY.refused().entrySet().stream()
              .filter(refused -> begins(spec, refused.getKey()))
              .map(Map.Entry::getValue)
              .findFirst()
              .orElse("there is no such family; there are " + String.join(", ", REGISTRY.names())),
          likeliest(spec));
    }
    return family.get().read(spec);
  }

  private static boolean begins(String spec, String head) {
    return spec.equals(head) || spec.startsWith(head + "-");
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
    return likeliest(suggestion);
  }

  /** Guess a family by the letters of its head, and keep the words behind it if they fit. */
  private static String likeliest(String spec) {
    List<String> words = List.of(spec.toLowerCase(Locale.ROOT).split("-"));
    Family like = FAMILIES.get(0);
    int least = Integer.MAX_VALUE;
    for (Family family : FAMILIES) {
      int distance = Nearest.distance(head(words, family), family.head());
      if (distance < Math.min(least, family.head().length())) {
        least = distance;
        like = family;
      }
    }
    String rest = spec.substring(Math.min(spec.length(), head(words, like).length()));
    return rest.isEmpty() ? like.example() : like.head() + rest;
  }

  private static String head(List<String> words, Family family) {
    return String.join(
        "-", words.subList(0, Math.min(words.size(), family.head().split("-").length)));
  }
}
