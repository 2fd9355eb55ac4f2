package org.paperclaims.command;

import java.nio.file.Path;
import org.paperclaims.harness.store.ResultsPlace;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads the name of a results folder where a bucket will not do. */
final class FolderConverter implements ITypeConverter<Path> {
  @Override
  public Path convert(String value) {
    if (ResultsPlace.isAddress(value)) {
      throw new TypeConversionException("'%s' is a bucket; name a folder".formatted(value));
    }
    return Path.of(value);
  }
}
