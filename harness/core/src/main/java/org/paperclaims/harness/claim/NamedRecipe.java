package org.paperclaims.harness.claim;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.paperclaims.harness.engine.Precision;

/**
 * Recipes that records name instead of writing every field; {@code docs/claims.md} lists them. A
 * field written in the record comes before the recipe's.
 */
final class NamedRecipe {
  private NamedRecipe() {}

  /**
   * Values of a recipe; empty where the record must give its own.
   *
   * @param drops {@code at} in epochs, or in percent of the epochs
   */
  record Values(
      OptionalInt epochs,
      OptionalInt batch,
      OptionalDouble learningRate,
      Optional<List<Drop>> drops,
      OptionalDouble momentum,
      Optional<Boolean> nesterov,
      OptionalDouble weightDecay,
      Optional<List<String>> augmentation,
      Optional<String> initialisation,
      Optional<Precision> precision) {
    /** Values of no recipe. */
    static Values none() {
      return new Values(
          OptionalInt.empty(),
          OptionalInt.empty(),
          OptionalDouble.empty(),
          Optional.empty(),
          OptionalDouble.empty(),
          Optional.empty(),
          OptionalDouble.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty());
    }
  }

  /** A drop of the learning rate, not yet tied to a number of epochs. */
  record Drop(double at, boolean percent, double factor) {}

  /** For probes of a network as it is initialised. */
  static Values initial() {
    Values none = Values.none();
    return new Values(
        none.epochs(),
        none.batch(),
        none.learningRate(),
        none.drops(),
        none.momentum(),
        none.nesterov(),
        none.weightDecay(),
        none.augmentation(),
        Optional.of("he-normal"),
        Optional.of(Precision.FP32));
  }

  /** For small experiments on a CPU; epochs, batch and learning rate are the record's. */
  static Values small() {
    return new Values(
        OptionalInt.empty(),
        OptionalInt.empty(),
        OptionalDouble.empty(),
        Optional.of(List.of(new Drop(60, true, 0.1), new Drop(85, true, 0.1))),
        OptionalDouble.of(0.9),
        Optional.of(false),
        OptionalDouble.of(1e-4),
        Optional.of(List.of()),
        Optional.of("he-normal"),
        Optional.of(Precision.FP32));
  }

  /**
   * The published recipe of an architecture's family on a data set; empty where there is none.
   *
   * @param family the first word of the architecture, such as {@code wrn}
   */
  static Optional<Values> paper(String family, String dataset) {
    boolean cifar = dataset.equals("cifar10") || dataset.equals("cifar100");
    if (family.equals("wrn") && dataset.equals("svhn")) {
      return Optional.of(published(160, 0.01, epochs(0.1, 80, 120), 128, 5e-4, List.of()));
    }
    if (!cifar) {
      return Optional.empty();
    }
    List<String> padded = List.of("pad-crop-4", "flip");
    return switch (family) {
      case "resnet", "preresnet", "plain" ->
          Optional.of(published(164, 0.1, percents(0.1, 50, 75), 128, 1e-4, padded));
      case "vgg" -> Optional.of(published(164, 0.1, percents(0.1, 50, 75), 128, 5e-4, padded));
      case "wrn" ->
          Optional.of(
              published(
                  200,
                  0.1,
                  epochs(0.2, 60, 120, 160),
                  128,
                  5e-4,
                  List.of("pad-crop-4-reflect", "flip")));
      case "resnext" -> Optional.of(published(300, 0.1, epochs(0.1, 150, 225), 128, 5e-4, padded));
      case "densenet" -> Optional.of(published(300, 0.1, epochs(0.1, 150, 225), 64, 1e-4, padded));
      case "googlenet", "inception" ->
          Optional.of(published(200, 0.1, epochs(0.2, 60, 120, 160), 128, 5e-4, padded));
      default -> Optional.empty();
    };
  }

  private static Values published(
      int epochs,
      double rate,
      List<Drop> drops,
      int batch,
      double weightDecay,
      List<String> augmentation) {
    return new Values(
        OptionalInt.of(epochs),
        OptionalInt.of(batch),
        OptionalDouble.of(rate),
        Optional.of(drops),
        OptionalDouble.of(0.9),
        Optional.of(true),
        OptionalDouble.of(weightDecay),
        Optional.of(augmentation),
        Optional.of("he-normal-fan-out"),
        Optional.of(Precision.FP32));
  }

  private static List<Drop> epochs(double factor, int... at) {
    return java.util.Arrays.stream(at).mapToObj(e -> new Drop(e, false, factor)).toList();
  }

  private static List<Drop> percents(double factor, int... at) {
    return java.util.Arrays.stream(at).mapToObj(p -> new Drop(p, true, factor)).toList();
  }
}
