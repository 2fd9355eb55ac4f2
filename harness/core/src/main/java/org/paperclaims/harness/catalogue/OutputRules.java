package org.paperclaims.harness.catalogue;

import java.util.List;
import java.util.Optional;
import org.paperclaims.datasets.Datasets;
import org.paperclaims.harness.claim.Arm;
import org.paperclaims.harness.engine.LearnerOptions;

/** Refuses a network that cannot put out the heat maps that its data asks for. */
final class OutputRules {
  private static final Datasets DATASETS = Datasets.unread();

  private OutputRules() {}

  static void check(YamlNode tier, List<Arm> arms) {
    for (Arm arm : arms) {
      Optional<String> misfit =
          DATASETS
              .outline(arm.dataset().name())
              .maps()
              .flatMap(maps -> LearnerOptions.misfit(maps, BuiltNetworks.of(arm)));
      if (misfit.isPresent()) {
        throw tier.place()
            .refuse(
                "field 'architecture': for the data set %s %s"
                    .formatted(arm.dataset().name(), misfit.get()));
      }
    }
  }
}
