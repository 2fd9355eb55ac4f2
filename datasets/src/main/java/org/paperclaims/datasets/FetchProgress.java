package org.paperclaims.datasets;

/** Is told how a download goes on. */
@FunctionalInterface
public interface FetchProgress {
  /**
   * Take note.
   *
   * @param file what is downloaded
   * @param done bytes received, over all attempts; may fall when a server starts again
   * @param total bytes expected
   */
  void at(String file, long done, long total);
}
