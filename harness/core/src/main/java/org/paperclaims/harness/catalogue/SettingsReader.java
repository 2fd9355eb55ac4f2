package org.paperclaims.harness.catalogue;

import java.util.stream.Collectors;
import org.paperclaims.architectures.Erasure;
import org.paperclaims.datasets.DatasetSpec;
import org.paperclaims.harness.claim.Criterion;
import org.paperclaims.harness.claim.RunSettings;
import org.paperclaims.harness.measure.Metrics;
import org.paperclaims.harness.measure.Unit;
import org.paperclaims.harness.run.GivenModel;
import org.paperclaims.harness.run.Imported;
import org.paperclaims.harness.run.Protocol;
import org.paperclaims.harness.run.Recipe;

/** Reads a filled tier, which may have an arm written over it, as the settings of runs. */
final class SettingsReader {
  /** The field that names a set of runs made elsewhere. */
  static final String IMPORTED = "imported";

  private final String what;
  private final Protocol protocol;
  private final Criterion criterion;
  private final Recipes recipes;

  SettingsReader(String what, Protocol protocol, Criterion criterion, Recipes recipes) {
    this.what = what;
    this.protocol = protocol;
    this.criterion = criterion;
    this.recipes = recipes;
  }

  /** The metric that an arm measures, and the runs that it measures. */
  record Measured(String metric, RunSettings settings) {}

  Measured read(YamlNode.Mapping filled) {
    RecordFields fields = new RecordFields(filled, what);
    String architecture =
        Specs.architecture(
            fields.required("architecture", "an architecture"),
            fields.text("architecture", "an architecture"));
    String erasure =
        fields.optional("erase").map(node -> Specs.erasure("erase", node)).orElse("none");
    if (architecture.equals(GivenModel.WHOLE)) {
      checkWhole(fields, erasure);
    }
    DatasetSpec data =
        new DatasetSpec(
            Specs.dataset(fields.required("dataset", "a data set")),
            amount(fields, "images", "all"),
            amount(fields, "test_images", "all"),
            amount(fields, "pixels", "own"),
            fields.flag("validation").orElse(false));
    DatasetRules rules = new DatasetRules(fields, data);
    rules.check();
    if (protocol == Protocol.GIVEN) {
      return new Measured(
          metric(fields),
          new RunSettings(
              architecture,
              Erasure.parse(erasure),
              data,
              Recipe.NOTHING,
              new GivenModelReader(fields).read(architecture, data)));
    }
    if (fields.has("model")) {
      throw fields.refuse("model", "nothing but in a claim with the criterion 'checkpoint'");
    }
    Imported imported = imported(fields);
    // Runs that were made elsewhere may say how they were trained: then they can be repeated here.
    boolean trained =
        imported.equals(Imported.NONE) || RecipeReader.FIELDS.stream().anyMatch(fields::has);
    Recipe recipe =
        trained
            ? new RecipeReader(
                    fields.over(recipes.under(fields, protocol, architecture, data.name())), rules)
                .read(protocol)
            : Recipe.NOTHING;
    return new Measured(
        metric(fields),
        new RunSettings(
            architecture, Erasure.parse(erasure), data, recipe, GivenModel.NONE, imported));
  }

  /** A file that brings its network can be tested, and nothing can be done to that network. */
  private void checkWhole(RecordFields fields, String erasure) {
    if (protocol != Protocol.GIVEN) {
      throw fields.refuse(
          "architecture",
          "a network of this project; '%s' is a file's own, for the criterion 'checkpoint'"
              .formatted(GivenModel.WHOLE));
    }
    if (!erasure.equals("none")) {
      throw fields.refuse("erase", "none: nothing is erased from a file's own network");
    }
  }

  private Imported imported(RecordFields fields) {
    if (!fields.has(IMPORTED)) {
      return Imported.NONE;
    }
    String name = fields.text(IMPORTED, Imported.ALLOWED);
    if (!Imported.isName(name)) {
      throw fields.refuse(IMPORTED, Imported.ALLOWED);
    }
    if (protocol != Protocol.TRAIN) {
      throw fields.refuse(IMPORTED, "nothing but with the protocol train");
    }
    return new Imported(name);
  }

  private String metric(RecordFields fields) {
    if (!fields.has("metric")) {
      return criterion.metric();
    }
    Unit unit = Metrics.named(criterion.metric()).orElseThrow().unit();
    String allowed =
        Metrics.forms(protocol).stream()
            .filter(form -> Metrics.named(form).map(m -> m.unit() == unit).orElse(true))
            .collect(Collectors.joining(", "));
    String name = fields.text("metric", allowed);
    MetricRules.check(name, fields.required("metric", allowed), allowed);
    if (Metrics.named(name).filter(m -> m.protocol() == protocol && m.unit() == unit).isEmpty()) {
      throw RecordFields.refuse("metric", fields.required("metric", allowed), allowed);
    }
    return name;
  }

  /** Read a count for which 0 stands for everything in a {@link DatasetSpec}. */
  private static int amount(RecordFields fields, String field, String everything) {
    YamlNode node = fields.optional(field).orElse(null);
    if (node == null || (node instanceof YamlNode.Scalar all && all.text().equals(everything))) {
      return 0;
    }
    if (node instanceof YamlNode.Scalar scalar && scalar.text().matches("[1-9]\\d{0,7}")) {
      return Integer.parseInt(scalar.text());
    }
    throw RecordFields.refuse(field, node, everything + ", or a whole number from 1 on");
  }
}
