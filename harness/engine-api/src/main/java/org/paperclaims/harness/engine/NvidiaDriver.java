package org.paperclaims.harness.engine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The NVIDIA driver of this machine, as its files tell without loading any library.
 *
 * @param version of the kernel module, such as {@code 580.82}, or {@link #UNKNOWN}
 * @param open whether programs here can open it: a container that was given no GPU sees the
 *     version, which is the kernel's, and has no device
 */
public record NvidiaDriver(String version, boolean open) {
  /** Stands for the version of a driver that does not say it. */
  public static final String UNKNOWN = "unknown";

  /** The device through which every program opens the driver. */
  public static final Path CONTROL = Path.of("/dev/nvidiactl");

  private static final Path VERSION = Path.of("/proc/driver/nvidia/version");
  private static final Pattern NUMBER = Pattern.compile("Module.*?\\s([0-9]{3,}\\.[0-9.]+)");

  /** Find the driver of this machine; empty if there is none. */
  public static Optional<NvidiaDriver> here() {
    return in(Path.of("/"));
  }

  /** Find the driver below a folder that stands for the root of the file system. */
  static Optional<NvidiaDriver> in(Path root) {
    Path version = root.resolve(VERSION.subpath(0, VERSION.getNameCount()));
    boolean open = Files.exists(root.resolve(CONTROL.subpath(0, CONTROL.getNameCount())));
    try {
      if (Files.isReadable(version)) {
        return Optional.of(new NvidiaDriver(versionIn(Files.readString(version)), open));
      }
    } catch (IOException e) {
      // The device tells as well whether there is a driver.
    }
    return open ? Optional.of(new NvidiaDriver(UNKNOWN, true)) : Optional.empty();
  }

  /** Find the version in the driver's words of itself. */
  private static String versionIn(String text) {
    Matcher number = NUMBER.matcher(text);
    return number.find() ? number.group(1) : UNKNOWN;
  }
}
