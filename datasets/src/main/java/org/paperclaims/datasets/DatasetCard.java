package org.paperclaims.datasets;

import java.util.List;

/**
 * What there is to say about a data set that is not generated.
 *
 * @param name as in {@link DatasetSpec#name}
 * @param title in plain words
 * @param source who made it, and the paper to cite
 * @param licence under which its makers give it
 * @param folder below the data sets' directory
 * @param files what must lie in the folder
 */
public record DatasetCard(
    String name, String title, String source, String licence, String folder, List<DataFile> files) {
  public DatasetCard {
    files = List.copyOf(files);
  }

  /** Give the command that gets the data. */
  public String fetchCommand() {
    return "ci/claims dataset fetch " + name;
  }

  /** Give the size of all files in bytes. */
  public long bytes() {
    return files.stream().mapToLong(DataFile::bytes).sum();
  }

  /**
   * A file of a data set.
   *
   * @param sha256 in lower-case hexadecimal
   */
  public record DataFile(String name, long bytes, String sha256) {}
}
