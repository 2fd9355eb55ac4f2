package org.paperclaims.command;

import java.util.function.Supplier;
import org.paperclaims.harness.store.StoreException;
import org.paperclaims.harness.suite.SettingsException;

/** Names {@code --into} where the store, which knows of one results folder, names that setting. */
final class IntoOption {
  private IntoOption() {}

  /**
   * Do what writes to the folder of {@code --into}.
   *
   * @throws SettingsException if it cannot be written
   */
  static <T> T written(Supplier<T> work) {
    try {
      return work.get();
    } catch (StoreException.Unwritable e) {
      throw new SettingsException(
          String.valueOf(e.getMessage()).replace("-Dclaims.results=FOLDER", "--into DIR"));
    }
  }
}
