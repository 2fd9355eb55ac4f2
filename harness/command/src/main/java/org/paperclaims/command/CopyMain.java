package org.paperclaims.command;

import java.nio.file.Path;
import java.util.Arrays;
import org.paperclaims.command.cluster.Copy;

/** The JVM of a copy that a {@link org.paperclaims.harness.lab.Site} begins on another machine. */
public final class CopyMain {
  private CopyMain() {}

  /** Arguments: the kind that the host must be of, a file that it must see, and the command. */
  public static void main(String[] args) {
    int code = Copy.begin(args[0], Path.of(args[1]));
    if (code != 0 || Copy.onlyAsked(args[0])) {
      System.exit(code);
    }
    ClaimsCommand.main(Arrays.copyOfRange(args, 2, args.length));
  }
}
