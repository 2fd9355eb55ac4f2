package org.paperclaims.datasets;

import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Locale;
import java.util.Objects;
import org.paperclaims.datasets.DatasetCard.Download;

/**
 * Gets one file over HTTP into a part file: goes on where an earlier attempt ended, tries again
 * when the connection drops, and gives the file up only when its SHA-256 is right.
 */
final class Downloader {
  private static final int CHUNK = 1 << 16;
  private static final int OK = 200;
  private static final int PARTIAL = 206;
  private static final int TOO_MANY_REQUESTS = 429;
  private static final int RANGE_REFUSED = 416;
  private static final int SERVER_ERROR = 500;

  /** Attempts in a row that may bring nothing new. */
  private static final int PATIENCE = 5;

  private final Duration pause;
  private final int silence;
  private final FetchProgress progress;

  /**
   * Make a downloader.
   *
   * @param pause before the second attempt; twice as long before each further one
   * @param silence after which a server that sends nothing is taken for gone
   */
  Downloader(Duration pause, Duration silence, FetchProgress progress) {
    this.pause = pause;
    this.silence = Math.toIntExact(silence.toMillis());
    this.progress = progress;
  }

  /**
   * Download a file, or what of it is not in the part file yet.
   *
   * @throws FetchException if the server does not give it, or gives something else
   */
  void get(Download download, Path part) {
    try {
      receive(download, part);
      String hash = Checksum.of(part);
      if (!hash.equals(download.sha256())) {
        Files.delete(part);
        throw new FetchException(
            download.address()
                + " gave altered bytes: their SHA-256 is "
                + hash
                + ", expected "
                + download.sha256()
                + ". They were thrown away.");
      }
    } catch (IOException e) {
      throw new FetchException(part + " cannot be written: " + e, e);
    }
  }

  private void receive(Download download, Path part) throws IOException {
    Files.createDirectories(part.toAbsolutePath().getParent());
    long most = size(part);
    String lastFailure = "";
    Duration wait = pause;
    int failures = 0;
    while (size(part) != download.bytes()) {
      if (failures == PATIENCE) {
        throw new FetchException(
            String.format(
                Locale.ROOT,
                "%s brought nothing new in %d attempts (%s). %,d of %,d bytes are kept in %s;"
                    + " the same command goes on from there.",
                download.address(),
                PATIENCE,
                lastFailure,
                size(part),
                download.bytes(),
                part));
      }
      if (failures > 0) {
        sleep(wait);
        wait = wait.multipliedBy(2);
      }
      try {
        attempt(download, part);
        lastFailure = "it ended early";
      } catch (UnknownHostException unknown) {
        lastFailure = "no network, or no such host: " + unknown.getMessage();
      } catch (IOException dropped) {
        lastFailure = String.valueOf(dropped.getMessage());
      }
      if (size(part) > most) {
        most = size(part);
        failures = 0;
        wait = pause;
      } else {
        failures++;
      }
    }
    progress.at(download.name(), download.bytes(), download.bytes());
  }

  private void attempt(Download download, Path part) throws IOException {
    long have = size(part);
    if (have > download.bytes()) {
      Files.delete(part);
      have = 0;
    }
    // Not java.net.http: its body streams know no time limit, and a silent server would hold us.
    HttpURLConnection connection = (HttpURLConnection) download.address().toURL().openConnection();
    connection.setConnectTimeout(silence);
    connection.setReadTimeout(silence);
    if (have > 0) {
      connection.setRequestProperty("Range", "bytes=" + have + "-");
    }
    try {
      int status = connection.getResponseCode();
      if (status == RANGE_REFUSED) {
        Files.delete(part);
        throw new IOException("the server refused to go on from byte " + have);
      }
      if (status >= SERVER_ERROR || status == TOO_MANY_REQUESTS) {
        throw new IOException("the server answered " + status);
      }
      if (status != OK && status != PARTIAL) {
        throw new FetchException(
            download.address() + " answered " + status + ", expected " + OK + " or " + PARTIAL);
      }
      boolean goesOn =
          status == PARTIAL
              && Objects.requireNonNullElse(connection.getHeaderField("Content-Range"), "")
                  .startsWith("bytes " + have + "-");
      if (status == PARTIAL && !goesOn && have > 0) {
        throw new IOException("the server went on from another byte than " + have);
      }
      try (InputStream body = connection.getInputStream()) {
        copy(download, body, part, goesOn ? have : 0);
      }
    } finally {
      connection.disconnect();
    }
  }

  private void copy(Download download, InputStream body, Path part, long from) throws IOException {
    try (FileChannel file =
        FileChannel.open(part, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      file.truncate(from).position(from);
      byte[] chunk = new byte[CHUNK];
      long done = from;
      for (int n = body.read(chunk); n >= 0; n = body.read(chunk)) {
        done += n;
        if (done > download.bytes()) {
          file.truncate(0);
          throw new FetchException(
              String.format(
                  Locale.ROOT,
                  "%s gives more than the %,d bytes expected: it is not the file it was",
                  download.address(),
                  download.bytes()));
        }
        ByteBuffer bytes = ByteBuffer.wrap(chunk, 0, n);
        while (bytes.hasRemaining()) {
          file.write(bytes);
        }
        progress.at(download.name(), done, download.bytes());
      }
    }
  }

  private static void sleep(Duration wait) {
    try {
      Thread.sleep(wait.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new FetchException("interrupted; the same command goes on from here", e);
    }
  }

  private static long size(Path part) throws IOException {
    return Files.exists(part) ? Files.size(part) : 0;
  }
}
