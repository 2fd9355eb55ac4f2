package org.paperclaims.harness.benchmarks;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * A script for Python's PyTorch, run by the {@code python3} that is first in the path.
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
    List<String> command = new ArrayList<>(List.of("python3", path));
    command.addAll(arguments);
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    List<String> found = process.inputReader().lines().toList();
    if (process.waitFor() != 0) {
      throw new IOException(path + " failed with " + process.exitValue());
    }
    return found;
  }
}
