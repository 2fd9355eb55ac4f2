package org.paperclaims.datasets;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import java.util.zip.InflaterInputStream;
import java.util.zip.ZipException;
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
  private static final int UNAUTHORISED = 401;
  private static final int FORBIDDEN = 403;
  private static final int NOT_FOUND = 404;
  private static final int PROXY_WANTS_PASSWORD = 407;
  private static final int TIMED_OUT = 408;
  private static final int GONE = 410;
  private static final int SIGN_IN = 511;
  private static final int UNAVAILABLE_FOR_LEGAL_REASONS = 451;

  /** Attempts in a row that may bring nothing new. */
  private static final int PATIENCE = 5;

  private final Duration pause;
  private final Connections connections;
  private final FetchProgress progress;

  /**
   * Make a downloader.
   *
   * @param pause before the second attempt; twice as long before each further one
   */
  Downloader(Duration pause, Connections connections, FetchProgress progress) {
    this.pause = pause;
    this.connections = connections;
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
    try (Connections.Answer answer = connections.ask(download.address(), have)) {
      int status = answer.status();
      if (status == RANGE_REFUSED) {
        Files.deleteIfExists(part);
        throw new IOException("the server refused to go on from byte " + have);
      }
      boolean busy = status >= SERVER_ERROR && status != SIGN_IN;
      if (busy || status == TOO_MANY_REQUESTS || status == TIMED_OUT) {
        throw new IOException(answer.asked() + " answered " + words(answer));
      }
      if (status != OK && status != PARTIAL) {
        throw new FetchException(
            answer.asked() + " answered " + words(answer) + ", expected " + OK + " or " + PARTIAL);
      }
      String range = answer.header("Content-Range");
      boolean goesOn = status == PARTIAL && range.startsWith("bytes " + have + "-");
      if (goesOn && range.matches(".*/\\d+") && !range.endsWith("/" + download.bytes())) {
        throw new FetchException(
            answer.asked()
                + " gave a part of a file of "
                + range.substring(range.indexOf('/') + 1)
                + " bytes where "
                + download.bytes()
                + " are expected; nothing of it is kept");
      }
      if (status == PARTIAL && !goesOn && have > 0) {
        throw new IOException("the server went on from another byte than " + have);
      }
      String encoding = answer.header("Content-Encoding");
      if (!encoding.matches("|identity|(x-)?gzip|deflate")) {
        throw new FetchException(
            answer.asked()
                + " gives the file compressed as "
                + encoding
                + ", which is not read here");
      }
      boolean packed = encoding.matches("(x-)?gzip|deflate") && !whole(answer, download);
      if (packed && goesOn && have > 0) {
        // The server counts compressed bytes, and the kept part is of plain ones.
        Files.delete(part);
        throw new IOException("the server goes on in a compressed body");
      }
      try (InputStream body = body(answer, packed ? encoding : "")) {
        boolean plain = !packed && !goesOn;
        copy(download, answer, body, part, goesOn ? have : 0, plain);
      } catch (ZipException e) {
        Files.deleteIfExists(part);
        throw new IOException("the body is said to be " + encoding + " and is not", e);
      }
    }
  }

  /** A server may call the archive's own compression an encoding: its length is then the file's. */
  private static boolean whole(Connections.Answer answer, Download download) {
    return answer.header("Content-Length").equals(Long.toString(download.bytes()));
  }

  private static InputStream body(Connections.Answer answer, String encoding) throws IOException {
    InputStream body = answer.connection().getInputStream();
    return switch (encoding) {
      case "" -> body;
      case "deflate" -> new InflaterInputStream(body);
      default -> new GZIPInputStream(body, CHUNK);
    };
  }

  private static String words(Connections.Answer answer) {
    int status = answer.status();
    return switch (status) {
      case -1 -> "in something that is not HTTP";
      case UNAUTHORISED -> "401: it wants a name and a password";
      case FORBIDDEN -> "403: it is not for us";
      case NOT_FOUND, GONE -> status + ": there is no such file";
      case PROXY_WANTS_PASSWORD -> answer.proxy().refused();
      case SIGN_IN -> "511: the network wants you to sign in";
      case UNAVAILABLE_FOR_LEGAL_REASONS -> "451: it may not give the file, for legal reasons";
      default -> Integer.toString(status);
    };
  }

  /**
   * Refuse what stands in the file's place, before any of it is kept: nobody may go on from it, and
   * what was kept before stays.
   *
   * @param plain whether the answer's length is the file's
   */
  private static void refuseOther(
      Download download, Connections.Answer answer, byte[] start, boolean plain) {
    FileKind kind = FileKind.of(start);
    String length = answer.header("Content-Length");
    String found = "";
    if (start.length > 0 && (kind == FileKind.WEB_PAGE || kind == FileKind.LFS_POINTER)) {
      found = kind.words();
    } else if (plain && length.matches("\\d+") && !length.equals("" + download.bytes())) {
      found = "a file of " + length + " bytes where " + download.bytes() + " are expected";
    } else if (start.length > 0 && !kind.mayBe(download.name())) {
      found =
          kind == FileKind.TEXT
              ? "text that begins '" + FileKind.firstLine(start) + "'"
              : "something that begins as " + kind.words();
    }
    if (!found.isEmpty()) {
      throw new FetchException(
          answer.asked()
              + " gave "
              + found
              + ", not "
              + download.name()
              + "; nothing of it is kept. Is there a network that wants you to sign in, or has the"
              + " file moved? Another address can be given with --mirror");
    }
  }

  private void copy(
      Download download,
      Connections.Answer answer,
      InputStream body,
      Path part,
      long from,
      boolean plain)
      throws IOException {
    byte[] chunk = new byte[CHUNK];
    int first = body.readNBytes(chunk, 0, FileKind.ENOUGH);
    if (from == 0) {
      refuseOther(download, answer, Arrays.copyOf(chunk, first), plain);
    }
    try (FileChannel file =
        FileChannel.open(part, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      file.truncate(from).position(from);
      long done = from;
      for (int n = first; n > 0; n = body.read(chunk)) {
        done += n;
        if (done > download.bytes()) {
          file.truncate(0);
          throw new FetchException(
              String.format(
                  Locale.ROOT,
                  "%s gives more than the %,d bytes expected: it is not the file it was",
                  answer.asked(),
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
