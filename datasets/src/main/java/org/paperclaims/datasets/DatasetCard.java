package org.paperclaims.datasets;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;

/**
 * The facts about a data set that is not generated.
 *
 * @param name as in {@link DatasetSpec#name}
 * @param title in plain words
 * @param source who made it, and the paper to cite
 * @param licence under which its makers give it
 * @param folder below the data sets' directory
 * @param files what must lie in the folder
 * @param downloads where its makers give it; empty where a person must ask them for it
 */
public record DatasetCard(
    String name,
    String title,
    String source,
    String licence,
    String folder,
    List<DataFile> files,
    List<Download> downloads) {
  public DatasetCard {
    files = List.copyOf(files);
    downloads = List.copyOf(downloads);
  }

  /** Give the command that gets the data into the directory of all data sets. */
  String fetchCommand(Path directory) {
    String command = "ci/claims dataset fetch " + name;
    return directory.equals(Datasets.defaultDirectory())
        ? command
        : command + " --dir '" + directory + "'";
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

  /**
   * A file at its makers' address: one of the data set's files, or an archive ({@code .tar.gz} or
   * {@code .zip}) of some that holds them in a folder of the data set's folder's name.
   *
   * @param sha256 in lower-case hexadecimal
   */
  public record Download(URI address, long bytes, String sha256) {
    /** Give the name of the file. */
    public String name() {
      String path = address.getPath();
      return path.substring(path.lastIndexOf('/') + 1);
    }
  }
}
