package org.paperclaims.command;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.InvalidPathException;
import org.paperclaims.datasets.DatasetException;
import org.paperclaims.harness.catalogue.CatalogueException;
import org.paperclaims.harness.elsewhere.ImportException;
import org.paperclaims.harness.engine.EngineException;
import org.paperclaims.harness.model.ModelFileException;
import org.paperclaims.harness.run.ShownText;
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
        || e instanceof ModelFileException
        || e instanceof ImportException
        || e instanceof IllegalArgumentException
        || e instanceof UncheckedIOException
        || (e instanceof IOException && !(e instanceof JsonProcessingException));
  }

  /** Give what to tell the user: of a file that cannot be used, the message is its name alone. */
  static String message(Throwable e) {
    if (e instanceof InvalidPathException path) {
      return ShownText.name(
          "the file name '%s' has letters that this locale cannot write; set LC_ALL=C.UTF-8"
              .formatted(path.getInput()));
    }
    return ShownText.of(
        PlainWords.in(e instanceof IOException ? e.toString() : String.valueOf(e.getMessage())));
  }
}
