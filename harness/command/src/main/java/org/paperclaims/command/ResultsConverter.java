package org.paperclaims.command;

import java.nio.file.Path;
import org.paperclaims.harness.store.ResultsPlace;
import org.paperclaims.harness.store.StoreException;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads the name of results: a folder, or the address of a bucket. */
final class ResultsConverter implements ITypeConverter<Path> {
  @Override
  public Path convert(String value) {
    try {
      return ResultsPlace.folder(value);
    } catch (StoreException e) {
      throw new TypeConversionException(e.getMessage());
    }
  }
}
