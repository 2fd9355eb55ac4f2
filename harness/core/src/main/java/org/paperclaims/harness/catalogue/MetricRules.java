package org.paperclaims.harness.catalogue;

import java.util.List;
import java.util.Optional;
import org.paperclaims.datasets.Datasets;
import org.paperclaims.harness.claim.Arm;
import org.paperclaims.harness.claim.Criterion;
import org.paperclaims.harness.measure.Metric;
import org.paperclaims.harness.measure.Metrics;

/** Refuses a metric that there is not, or that the runs of an arm cannot have. */
final class MetricRules {
  private MetricRules() {}

  /** Refuse a name that names no metric, and say why where it looks like one. */
  static void check(String name, YamlNode written, String allowed) {
    if (Metrics.named(name).isEmpty()) {
      throw Metrics.fault(name)
          .map(
              why ->
                  written.place().refuse("field 'metric': found %s, but %s".formatted(name, why)))
          .orElseGet(
              () ->
                  RecordFields.refuse(
                      "metric", written, allowed + RecordFields.meant(name, Metrics.forms())));
    }
  }

  static void check(YamlNode tier, List<Arm> arms, Criterion criterion) {
    for (Arm arm : arms) {
      boolean answers =
          arm.metric().equals("test_error")
              && Datasets.unread().outline(arm.dataset().name()).classes() > 0;
      if (criterion.isAboutImages() && !answers) {
        throw tier.place()
            .refuse(
                "field 'test': found images for the arm %s with %s of %s, allowed test_error of a data set with classes"
                    .formatted(arm.name(), arm.metric(), arm.dataset().name()));
      }
      Metric metric = Metrics.named(arm.metric()).orElseThrow();
      Optional<String> misfit = metric.misfit(() -> BuiltNetworks.of(arm), arm.dataset());
      if (misfit.isPresent()) {
        throw tier.place()
            .refuse(
                "field 'metric': found %s for the arm %s, but %s"
                    .formatted(arm.metric(), arm.name(), misfit.get()));
      }
    }
  }
}
