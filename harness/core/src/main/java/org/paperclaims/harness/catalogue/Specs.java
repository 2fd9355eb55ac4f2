package org.paperclaims.harness.catalogue;

import java.util.List;
import java.util.regex.Pattern;
import org.paperclaims.architectures.Erasure;
import org.paperclaims.architectures.ErasureException;
import org.paperclaims.architectures.family.Architectures;
import org.paperclaims.architectures.spec.ArchitectureException;
import org.paperclaims.datasets.Datasets;
import org.paperclaims.harness.run.GivenModel;

/**
 * Reads the small languages inside records (architectures, erasures, names of data sets) into their
 * canonical forms, so that equal runs of different claims have equal specs.
 */
final class Specs {
  private static final List<String> DATASETS = Datasets.unread().names().stream().sorted().toList();

  /** A depth or width that no paper has: building it would only take time and memory. */
  private static final Pattern HUGE = Pattern.compile("(?<![.0-9])[0-9]{5,}");

  private Specs() {}

  static String architecture(YamlNode node, String spec) {
    if (spec.length() > 100 || HUGE.matcher(spec).find()) {
      throw node.place()
          .refuse(
              "field 'architecture': found '"
                  + YamlNode.brief(spec)
                  + "', allowed at most 100 characters, and numbers up to 9999");
    }
    if (spec.equals(GivenModel.WHOLE)) {
      return spec;
    }
    try {
      return Architectures.parse(spec).spec();
    } catch (ArchitectureException e) {
      throw node.place()
          .refuse(
              "field 'architecture': found '"
                  + spec
                  + "': "
                  + e.rule()
                  + ", allowed is what a family makes; the nearest is "
                  + e.nearest());
    }
  }

  static String erasure(String field, YamlNode node) {
    String allowed = "none, or location@proportion such as last@100%, first@50%:input, 2@100%";
    if (!(node instanceof YamlNode.Scalar scalar) || scalar.text().isEmpty()) {
      throw RecordFields.refuse(field, node, allowed);
    }
    try {
      Erasure erasure = Erasure.parse(scalar.text());
      return erasure.percent() == 0 ? Erasure.none().toString() : erasure.toString();
    } catch (ErasureException e) {
      throw RecordFields.refuse(field, node, allowed + "; the nearest is " + e.nearest());
    }
  }

  static String dataset(YamlNode node) {
    if (node instanceof YamlNode.Scalar scalar && DATASETS.contains(scalar.text())) {
      return scalar.text();
    }
    String near =
        node instanceof YamlNode.Scalar scalar ? RecordFields.meant(scalar.text(), DATASETS) : "";
    throw RecordFields.refuse("dataset", node, String.join(", ", DATASETS) + near);
  }
}
