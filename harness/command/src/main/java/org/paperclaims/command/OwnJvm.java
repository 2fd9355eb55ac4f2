package org.paperclaims.command;

import java.io.File;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** This JVM as it was begun, for another that is begun like it. */
final class OwnJvm {
  /** Debuggers and agents serve one JVM only, and an archive of classes lies on this machine. */
  private static final List<String> OWN_ALONE =
      List.of("-agentlib", "-javaagent", "-XX:SharedArchiveFile", "-XX:ArchiveClassesAtExit");

  private OwnJvm() {}

  /** Give its options, system properties among them. */
  static List<String> options() {
    return ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(argument -> OWN_ALONE.stream().noneMatch(argument::startsWith))
        .toList();
  }

  /** Give its class path with every entry named whole. */
  static String classPath() {
    return Arrays.stream(System.getProperty("java.class.path", "").split(File.pathSeparator, -1))
        .map(entry -> Path.of(entry).toAbsolutePath().normalize().toString())
        .collect(Collectors.joining(File.pathSeparator));
  }
}
