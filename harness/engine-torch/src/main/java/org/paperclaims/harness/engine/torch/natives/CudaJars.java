package org.paperclaims.harness.engine.torch.natives;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.bytedeco.javacpp.Loader;

/**
 * NVIDIA's libraries in jars on the class path, as the profile {@code cuda-redist} brings them. All
 * that lies in one jar is unpacked together: some libraries open others at their side later on.
 */
final class CudaJars {
  private static final String FOLDER = "org/bytedeco/cuda/linux-x86_64/";

  private final ClassLoader classPath;
  private final Map<String, Optional<Path>> unpacked = new HashMap<>();

  CudaJars(ClassLoader classPath) {
    this.classPath = classPath;
  }

  /** Find a library by its file name, and unpack the jar it lies in; empty if none has it. */
  Optional<Path> find(String library) {
    URL found = classPath.getResource(FOLDER + library);
    if (found == null) {
      return Optional.empty();
    }
    String url = found.toString();
    String folder = url.substring(0, url.length() - library.length());
    return unpacked
        .computeIfAbsent(folder, CudaJars::unpack)
        .map(files -> files.resolve(library))
        .filter(Files::exists);
  }

  private static Optional<Path> unpack(String folder) {
    try {
      if (folder.startsWith("file:")) {
        return Optional.of(Path.of(URI.create(folder)));
      }
      File files = Loader.cacheResource(URI.create(folder).toURL());
      return Optional.ofNullable(files).map(File::toPath);
    } catch (IOException | RuntimeException e) {
      // A library that cannot be unpacked is missing, and named as missing.
      return Optional.empty();
    }
  }
}
