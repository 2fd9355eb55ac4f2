package org.paperclaims.harness.store;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;

/** The name of the machine, as far as process numbers have one meaning. */
final class Machine {
  private Machine() {}

  /**
   * Name the machine, its boot, and the container: two processes with equal names can look one
   * another up by number.
   */
  static String id() {
    return (host() + "/" + boot() + "/" + container()).replace('\n', ' ');
  }

  private static String host() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (IOException e) {
      return "localhost";
    }
  }

  private static String boot() {
    try {
      return Files.readString(Path.of("/proc/sys/kernel/random/boot_id")).strip();
    } catch (IOException e) {
      return "-";
    }
  }

  private static String container() {
    try {
      return Files.readSymbolicLink(Path.of("/proc/self/ns/pid")).toString();
    } catch (IOException | UnsupportedOperationException e) {
      return "-";
    }
  }
}
