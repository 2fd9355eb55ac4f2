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
  /** Refuse a mirror that is no address of a server. */
  public FetchPlace {
    mirror.ifPresent(
        address -> {
          if (address.getHost() == null || !String.valueOf(address.getScheme()).matches("https?")) {
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
              return new DatasetCard.Download(
                  URI.create(folder + slash + download.name()),
                  download.bytes(),
                  download.sha256());
            })
        .orElse(download);
  }
}
