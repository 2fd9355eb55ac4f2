package org.paperclaims.command.cluster;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Map;
import org.paperclaims.harness.lab.Environment;
import org.paperclaims.harness.lab.Site;
import org.paperclaims.harness.run.Fingerprint;

/**
 * A copy's first words: it looks whether its host is of the kind that is wanted and sees the
 * results folder, and ends with whoever began it.
 */
public final class Copy {
  private static final int TERMINATED = 143;
  private static final int SHOWN = 12;

  private Copy() {}

  /**
   * Look around before a copy begins.
   *
   * @param kind that the host must be of; {@link Site#ASK} to say which it is and end; empty for
   *     any
   * @param token a file of the results folder, which every host must see
   * @return the exit code to end with; 0 to go on
   */
  public static int begin(String kind, Path token) {
    endWithParent();
    if (!Files.isRegularFile(token)) {
      answer(
          token.getParent() + " is not the folder that the command was begun with, or not there");
      return Site.BLIND;
    }
    if (kind.isEmpty()) {
      return 0;
    }
    String own = kind();
    if (kind.equals(Site.ASK)) {
      answer(own);
      return 0;
    }
    if (!own.equals(kind)) {
      answer("this host is " + own + ", whose bits may differ; --mixed lets it work all the same");
      return Site.UNLIKE;
    }
    return 0;
  }

  /** Tell whether a copy was only asked for its host's kind. */
  public static boolean onlyAsked(String kind) {
    return kind.equals(Site.ASK);
  }

  /** Describe what decides the bits of a run: the processor, the GPU, Java and the class path. */
  static String kind() {
    Map<String, String> environment = Environment.capture();
    String processor = environment.getOrDefault("cpu", "an unknown processor");
    String gpu = environment.containsKey("gpu") ? ", " + environment.get("gpu") : "";
    String driver = environment.containsKey("driver") ? " " + environment.get("driver") : "";
    return processor
        + gpu
        + driver
        + ", Java "
        + Runtime.version()
        + ", class path "
        + classPath(System.getProperty("java.class.path", ""));
  }

  /** Give a digest of the names and sizes of a class path's jars. */
  private static String classPath(String path) {
    StringBuilder entries = new StringBuilder();
    for (String entry : path.split(File.pathSeparator, -1)) {
      Path file = Path.of(entry);
      try {
        entries
            .append(file.getFileName())
            .append(' ')
            .append(Files.isRegularFile(file) ? Files.size(file) : 0)
            .append('\n');
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    byte[] digest =
        Fingerprint.digest().digest(entries.toString().getBytes(StandardCharsets.UTF_8));
    return HexFormat.of().formatHex(digest).substring(0, SHOWN);
  }

  private static void answer(String words) {
    System.out.println(Site.ANSWER + words);
    System.out.flush();
  }

  /** Stop as by SIGTERM when the input ends: whoever began this copy is gone. */
  private static void endWithParent() {
    Thread parent =
        new Thread(
            () -> {
              try {
                int read = System.in.read();
                while (read >= 0) {
                  read = System.in.read();
                }
              } catch (IOException e) {
                // That is an end, too.
              }
              System.exit(TERMINATED);
            },
            "parent");
    parent.setDaemon(true);
    parent.start();
  }
}
