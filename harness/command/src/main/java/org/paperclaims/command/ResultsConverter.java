package org.paperclaims.command;

import java.nio.file.Path;
import org.paperclaims.harness.store.ResultsPlace;
import picocli.CommandLine.ITypeConverter;

/** Reads the name of a results folder, which may be the address of a bucket. */
final class ResultsConverter implements ITypeConverter<Path> {
  @Override
  public Path convert(String value) {
    return ResultsPlace.folder(Path.of(value));
  }
}
