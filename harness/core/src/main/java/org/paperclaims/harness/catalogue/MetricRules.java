package org.paperclaims.harness.catalogue;

import java.util.List;
import java.util.Optional;
import org.paperclaims.harness.claim.Arm;
import org.paperclaims.harness.measure.Metric;
import org.paperclaims.harness.measure.Metrics;

/** Refuses a metric that the runs of an arm cannot have. */
final class MetricRules {
  private MetricRules() {}

  static void check(YamlNode tier, List<Arm> arms) {
    for (Arm arm : arms) {
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
