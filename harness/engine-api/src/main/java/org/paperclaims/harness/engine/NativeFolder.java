package org.paperclaims.harness.engine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import org.paperclaims.datasets.Datasets;

/**
 * The folder that engines unpack their native libraries into and load them from: that of JavaCPP's
 * property where it is set, else one in the person's home, else one for temporary files. JavaCPP
 * and JNA are told of it, so that both use the folder that messages name.
 */
public final class NativeFolder {
  /** JavaCPP's property that names the folder. */
  public static final String PROPERTY = "org.bytedeco.javacpp.cachedir";

  /** JNA's; it unpacks one small library and removes it again. */
  private static final String JNA = "jna.tmpdir";

  /** The size of the libraries of DL4J and of PyTorch's build for CPUs together, rounded up. */
  private static final long ROOM = 1L << 30;

  private final Path folder;

  NativeFolder(Path folder) {
    this.folder = folder;
  }

  /** Choose the folder for this process, before the first native library is loaded. */
  public static synchronized NativeFolder use() {
    Path folder =
        Optional.ofNullable(System.getProperty(PROPERTY))
            .filter(named -> !named.isBlank())
            .map(Path::of)
            .orElseGet(NativeFolder::usual)
            .toAbsolutePath();
    System.setProperty(PROPERTY, folder.toString());
    // JNA prints a stack trace where it cannot write; it has a folder of its own otherwise.
    if (System.getProperty(JNA) == null && made(folder)) {
      System.setProperty(JNA, folder.toString());
    }
    return new NativeFolder(folder);
  }

  private static boolean made(Path folder) {
    try {
      return Files.isWritable(Files.createDirectories(folder));
    } catch (IOException e) {
      return false;
    }
  }

  /** JavaCPP alone would ask Java for the home, which may be {@code ?} and is not {@code HOME}. */
  private static Path usual() {
    Path cache = Path.of(".javacpp", "cache");
    Path home = Datasets.home();
    // A container's user may have a home that belongs to somebody else.
    if (home.isAbsolute() && made(home.resolve(cache))) {
      return home.resolve(cache);
    }
    String user = System.getProperty("user.name", "").replaceAll("[^\\w.-]", "_");
    return Path.of(System.getProperty("java.io.tmpdir", "/tmp"), "paper-claims-" + user)
        .resolve(cache);
  }

  /** Give the folder. */
  public Path location() {
    return folder;
  }

  /**
   * Say what keeps native libraries from being unpacked and loaded there, and which setting moves
   * them; empty if nothing does.
   */
  public Optional<String> fault() {
    return found()
        .map(
            what ->
                ("the folder %s, which native libraries are unpacked into, %s; name another with"
                        + " -D%s=FOLDER, which ci/claims takes from CLAIMS_JVM_ARGS")
                    .formatted(folder, what, PROPERTY));
  }

  private Optional<String> found() {
    try {
      Files.createDirectories(folder);
      Path probe = Files.createTempFile(folder, "probe", ".so");
      try {
        // The permission is set, and the system still says no: the file system is mounted so.
        if (probe.toFile().setExecutable(true) && !Files.isExecutable(probe)) {
          return Optional.of("lies on a file system that runs no programs (mounted noexec)");
        }
      } finally {
        Files.delete(probe);
      }
    } catch (IOException e) {
      return Optional.of("cannot be written (" + e + ")");
    }
    long free = folder.toFile().getUsableSpace();
    return free < ROOM
        ? Optional.of(
            String.format(
                Locale.ROOT,
                "has %,d MiB free, and the libraries of both engines take about 800",
                free >> 20))
        : Optional.empty();
  }

  /** Give the fault as the end of a sentence about a library that does not load. */
  public String because() {
    return fault().map(what -> "; " + what).orElse("");
  }
}
