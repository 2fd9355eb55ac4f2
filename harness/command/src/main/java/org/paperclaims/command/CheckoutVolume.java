package org.paperclaims.command;

import java.nio.file.Path;
import java.util.List;
import org.paperclaims.harness.store.ResultsPlace;
import org.paperclaims.harness.suite.SettingsException;
import org.paperclaims.harness.suite.SuiteSettings;

/**
 * The one volume that the pods of Kubernetes have: a checkout, with all that its commands name.
 *
 * @param root the checkout
 */
record CheckoutVolume(Path root) {
  /**
   * Check that everything that a copy reads or writes lies on it.
   *
   * @param readsFiles whether a run reads a data set from files
   * @throws SettingsException if something does not
   */
  void check(SuiteSettings settings, boolean readsFiles) {
    if (!ResultsPlace.isAddress(ResultsPlace.name(settings.results()))) {
      check("--results", settings.results());
    }
    if (readsFiles) {
      check("--datasets", settings.datasets());
    }
    check("--models", settings.models());
    check("--catalogue", settings.catalogues());
  }

  private void check(String option, List<Path> paths) {
    paths.forEach(path -> check(option, path));
  }

  private void check(String option, Path path) {
    if (!path.toAbsolutePath().normalize().startsWith(root.normalize())) {
      throw new SettingsException(
          "%s is %s, and a pod has nothing but the volume at %s: what is written elsewhere is lost with it; put it there, and name it with %s"
              .formatted(option, path, root, option));
    }
  }
}
