package org.paperclaims.datasets;

import java.nio.file.Path;

/**
 * The result of a file's verification.
 *
 * @param problem what is wrong with it, such as missing, short or altered; empty if nothing is
 */
public record FileCheck(Path file, String problem) {
  /** Say whether the file is as it should be. */
  public boolean good() {
    return problem.isEmpty();
  }
}
