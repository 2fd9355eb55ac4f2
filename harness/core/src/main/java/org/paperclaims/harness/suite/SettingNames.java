package org.paperclaims.harness.suite;

import java.util.Collection;
import java.util.List;
import org.paperclaims.architectures.spec.Nearest;

/**
 * The one list of properties that begin with {@code claims.} or {@code datasets.}. A misspelt one,
 * such as {@code claims-tier}, would otherwise be passed over, and something else be run than was
 * asked for.
 */
public final class SettingNames {
  private static final List<String> KNOWN =
      List.of(
          "claims.catalogues",
          "claims.color",
          "claims.device",
          "claims.dl4j.path",
          "claims.engine",
          "claims.include",
          "claims.isolate",
          "claims.jvm.args",
          "claims.lease",
          "claims.mlflow",
          "claims.mode",
          "claims.models",
          "claims.report",
          "claims.results",
          "claims.root",
          "claims.seeds",
          "claims.shard",
          "claims.skip",
          "claims.strict",
          "claims.tensorboard",
          "claims.threads",
          "claims.tier",
          "claims.torch.graphs",
          "claims.torch.plans",
          "claims.workers",
          "datasets.dir");

  private SettingNames() {}

  /**
   * Refuse a property that nobody reads.
   *
   * @param properties all that are set, of any kind
   * @throws SettingsException if one of ours is unknown; names the nearest one that is known
   */
  public static void refuseUnknown(Collection<String> properties) {
    for (String name : properties.stream().sorted().toList()) {
      boolean ours = name.matches("(?i)(claims?|datasets?)[._-].*");
      if (ours && !KNOWN.contains(name)) {
        throw new SettingsException(
            "there is no property %s; the nearest is %s, and known are %s"
                .formatted(name, Nearest.of(name, KNOWN), String.join(", ", KNOWN)));
      }
    }
  }
}
