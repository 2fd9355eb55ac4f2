package org.paperclaims.harness.benchmarks;

import java.io.File;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * A script for Python's PyTorch, given to the Python that the environment's {@code PYTHON} names,
 * or to the {@code python3} that is first in the path. {@code PYTHON} may have several words, such
 * as {@code chroot /srv/trixie python3}: the script goes to the Python's input, so that it need not
 * see the script's file.
 *
 * @param path of the script
 */
record PeerScript(String path) {
  /**
   * Run it to its end and give the lines that it printed; its errors go where this process's go.
   *
   * @throws IOException if it cannot be run or fails
   */
  List<String> lines(List<String> arguments) throws IOException, InterruptedException {
    String python = System.getenv().getOrDefault("PYTHON", "python3");
    List<String> command = new ArrayList<>(List.of(python.strip().split(" +")));
    command.add("-");
    command.addAll(arguments);
    Process process =
        new ProcessBuilder(command)
            .redirectInput(new File(path))
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    List<String> found = process.inputReader().lines().toList();
    if (process.waitFor() != 0) {
      throw new IOException(path + " failed with " + process.exitValue());
    }
    return found;
  }
}
