package org.paperclaims.harness.lab;

import java.nio.file.Path;
import java.util.Optional;
import org.paperclaims.harness.engine.Program;

/**
 * The sources that are at work.
 *
 * @param commit that is checked out
 * @param dirty whether they have changes that it does not hold: of its own files, or new files that
 *     a build would take in. Files that commands leave next to them, such as results, do not count.
 */
record Checkout(String commit, boolean dirty) {
  /** Look at the checkout that a folder is in; give nothing if it is in none. */
  static Optional<Checkout> of(Path folder) {
    return git(folder, "rev-parse", "HEAD")
        .flatMap(
            commit ->
                git(folder, "status", "--porcelain", "--untracked-files=no")
                    .flatMap(
                        changed ->
                            git(
                                    folder,
                                    "ls-files",
                                    "--others",
                                    "--exclude-standard",
                                    "--",
                                    ":(glob)**/src/**",
                                    ":(glob)**/pom.xml")
                                .map(
                                    added ->
                                        new Checkout(
                                            commit, !changed.isEmpty() || !added.isEmpty()))));
  }

  private static Optional<String> git(Path folder, String... arguments) {
    String[] command = new String[arguments.length + 3];
    command[0] = "git";
    command[1] = "-C";
    command[2] = folder.toAbsolutePath().toString();
    System.arraycopy(arguments, 0, command, 3, arguments.length);
    return Program.output(command);
  }
}
