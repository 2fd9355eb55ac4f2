package org.paperclaims.command;

import org.paperclaims.datasets.DatasetException;
import org.paperclaims.harness.claim.CatalogueException;
import org.paperclaims.harness.engine.EngineException;
import org.paperclaims.harness.store.StoreException;
import org.paperclaims.harness.suite.SettingsException;

/** Tells the errors that a user can mend from those that are ours. */
final class WrongInput {
  private WrongInput() {}

  static boolean is(Exception e) {
    return e instanceof SettingsException
        || e instanceof CatalogueException
        || e instanceof StoreException
        || e instanceof DatasetException
        || e instanceof EngineException
        || e instanceof IllegalArgumentException;
  }
}
