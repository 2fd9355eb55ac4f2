package org.paperclaims.harness.catalogue;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** The JSON Schema of catalogues, by which editors complete and explain fields. */
public final class CatalogueSchema {
  /** The name of its file. */
  public static final String NAME = "catalogue.schema.json";

  private CatalogueSchema() {}

  /** Give its text. */
  public static String text() {
    try (InputStream in = CatalogueSchema.class.getResourceAsStream(NAME)) {
      if (in == null) {
        throw new IllegalStateException(NAME + " is missing from the jar");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
