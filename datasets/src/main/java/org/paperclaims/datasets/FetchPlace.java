package org.paperclaims.datasets;

import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Where a data set's files are got: from their makers, from a mirror, or from a folder of archives
 * on a machine without a network. Sums guard them wherever they come from.
 *
 * @param mirror address that ends before the file's name; empty for the makers'
 * @param archives folder that holds the files as their makers give them; empty for the network
 */
public record FetchPlace(Optional<URI> mirror, Optional<Path> archives) {
  private static final int HIGHEST_PORT = 0xFFFF;

  /** Refuse a mirror that is no address of a server. */
  public FetchPlace {
    if (mirror.isPresent() && archives.isPresent()) {
      throw new FetchException("files come from a mirror or from a folder, and both were given");
    }
    mirror.ifPresent(
        address -> {
          boolean port = address.getPort() <= HIGHEST_PORT;
          boolean http = String.valueOf(address.getScheme()).matches("(?i)https?");
          if (address.getHost() == null || !http || !port) {
            throw new FetchException(
                "a mirror is an address such as https://HOST/FOLDER/, not '" + address + "'");
          }
        });
  }

  /** Get files from their makers. */
  public static FetchPlace makers() {
    return new FetchPlace(Optional.empty(), Optional.empty());
  }

  /** Give a download as it is got here. */
  DatasetCard.Download of(DatasetCard.Download download) {
    return mirror
        .map(
            address -> {
              String folder = address.toString();
              String slash = folder.endsWith("/") ? "" : "/";
              // A person may well give the address of the file itself.
              boolean file = folder.endsWith("/" + download.name());
              return new DatasetCard.Download(
                  URI.create(file ? folder : folder + slash + download.name()),
                  download.bytes(),
                  download.sha256());
            })
        .orElse(download);
  }
}
