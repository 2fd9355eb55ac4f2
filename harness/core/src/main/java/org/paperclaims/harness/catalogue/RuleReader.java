package org.paperclaims.harness.catalogue;

import java.util.List;
import org.paperclaims.harness.engine.LearningRule;
import org.paperclaims.harness.engine.Optimiser;

/** Reads how the gradients of a training become steps. */
final class RuleReader {
  /** The fields of a recipe that it reads. */
  static final List<String> FIELDS =
      List.of(
          "optimiser",
          "momentum",
          "nesterov",
          "weight_decay",
          "decay_slopes",
          "clip",
          "label_smoothing",
          "average");

  private static final String OPTIMISERS =
      "sgd, rmsprop, adam, adamw, or one of them with all of its numbers, such as {kind: rmsprop,"
          + " decay: 0.9, epsilon: 1}";

  private static final double ALMOST_ONE = 0.9999999;
  private static final double PYTORCHS_EPSILON = 1e-8;

  private final RecordFields fields;
  private final DatasetRules rules;

  RuleReader(RecordFields fields, DatasetRules rules) {
    this.fields = fields;
    this.rules = rules;
  }

  LearningRule read() {
    return new LearningRule(
        optimiser(),
        number("weight_decay", 1, "the weight decay, 0 for none"),
        fields.flag("decay_slopes").orElse(true),
        clip(),
        labelSmoothing(),
        share("average", ALMOST_ONE));
  }

  private Optimiser optimiser() {
    YamlNode node = fields.optional("optimiser").orElse(null);
    if (node == null) {
      return sgd();
    } else if (node instanceof YamlNode.Mapping) {
      return written(RecordFields.of("optimiser", node, "an optimiser"));
    }
    return switch (fields.text("optimiser", node, OPTIMISERS)) {
      case "sgd" -> sgd();
      case "rmsprop" -> new Optimiser.RmsProp(0.99, PYTORCHS_EPSILON, rmsPropMomentum());
      case "adam" -> momentless(new Optimiser.Adam(0.9, 0.999, PYTORCHS_EPSILON));
      case "adamw" -> momentless(new Optimiser.AdamW(0.9, 0.999, PYTORCHS_EPSILON));
      default -> throw RecordFields.refuse("optimiser", node, OPTIMISERS);
    };
  }

  /** Read an optimiser whose numbers are written out. */
  private Optimiser written(RecordFields own) {
    String kind = own.oneOf("kind", new String[] {"rmsprop", "adam", "adamw"}, name -> name);
    Optimiser optimiser =
        switch (kind) {
          case "rmsprop" ->
              new Optimiser.RmsProp(below1(own, "decay"), epsilon(own), rmsPropMomentum());
          case "adam" ->
              momentless(
                  new Optimiser.Adam(below1(own, "beta1"), below1(own, "beta2"), epsilon(own)));
          default ->
              momentless(
                  new Optimiser.AdamW(below1(own, "beta1"), below1(own, "beta2"), epsilon(own)));
        };
    own.end();
    return optimiser;
  }

  private static double below1(RecordFields own, String field) {
    return RecordFields.number(field, own.required(field, "a number below 1"), 0, ALMOST_ONE);
  }

  private static double epsilon(RecordFields own) {
    return RecordFields.number("epsilon", own.required("epsilon", "a positive number"), 1e-12, 1e3);
  }

  private Optimiser sgd() {
    return new Optimiser.Sgd(
        momentum(), fields.flag("nesterov").orElseThrow(() -> missing("nesterov", "true, false")));
  }

  private double rmsPropMomentum() {
    refuseNesterov("rmsprop has no Nesterov momentum");
    return momentum();
  }

  /** Refuse a momentum that the record itself gives an optimiser that has none. */
  private Optimiser momentless(Optimiser optimiser) {
    String why = optimiser.name() + " has its betas for that";
    boolean given = fields.number("momentum", 0, 0.9999).orElse(0) != 0;
    if (given && fields.written("momentum")) {
      throw fields.refuse("momentum", "0, because " + why);
    }
    refuseNesterov(why);
    return optimiser;
  }

  private void refuseNesterov(String why) {
    boolean given = fields.flag("nesterov").orElse(false);
    if (given && fields.written("nesterov")) {
      throw fields.refuse("nesterov", "false, because " + why);
    }
  }

  private double momentum() {
    return number("momentum", 0.9999, "the momentum, 0 for none");
  }

  private double number(String field, double most, String allowed) {
    return fields.number(field, 0, most).orElseThrow(() -> missing(field, allowed));
  }

  private CatalogueException missing(String field, String allowed) {
    return fields.missing(field, allowed + "; or a recipe that has it");
  }

  private double clip() {
    YamlNode node = fields.optional("clip").orElse(null);
    if (node == null || (node instanceof YamlNode.Scalar none && none.text().equals("none"))) {
      return 0;
    }
    return RecordFields.number("clip", node, 1e-6, 1e6);
  }

  private double labelSmoothing() {
    double share = share("label_smoothing", 0.9999);
    if (share > 0) {
      rules.requireClasses("label_smoothing");
    }
    return share;
  }

  /** Read a share that is 0 where it is left out. */
  private double share(String field, double most) {
    double share = fields.number(field, 0, most).orElse(0);
    // Or else -0 would be another run.
    return share == 0 ? 0 : share;
  }
}
