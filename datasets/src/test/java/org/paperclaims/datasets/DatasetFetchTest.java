package org.paperclaims.datasets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.zip.CRC32;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.paperclaims.datasets.DatasetCard.DataFile;
import org.paperclaims.datasets.DatasetCard.Download;

class DatasetFetchTest {
  private static final byte[] TRAIN = bytes(1, 300_000);
  private static final byte[] TEST = bytes(2, 100_000);

  @TempDir Path directory;
  private HttpServer server;
  private final List<String> ranges = Collections.synchronizedList(new ArrayList<>());

  /** The server's answer to one request for a file. */
  private interface Answer {
    void give(HttpExchange exchange, byte[] content) throws IOException;
  }

  @BeforeEach
  void start_server() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.start();
  }

  @AfterEach
  void stop_server() {
    server.stop(0);
  }

  private static byte[] bytes(long seed, int size) {
    byte[] bytes = new byte[size];
    Draws draws = Draws.of(seed, size, 0, 0);
    for (int i = 0; i < size; i++) {
      bytes[i] = (byte) draws.below(256);
    }
    return bytes;
  }

  private static byte[] archive(Map<String, byte[]> files) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (TarArchiveOutputStream tar = new TarArchiveOutputStream(new GZIPOutputStream(out))) {
      for (var file : files.entrySet()) {
        TarArchiveEntry entry = new TarArchiveEntry(file.getKey(), true);
        entry.setSize(file.getValue().length);
        tar.putArchiveEntry(entry);
        tar.write(file.getValue());
        tar.closeArchiveEntry();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  private static byte[] goodArchive() {
    Map<String, byte[]> files = new LinkedHashMap<>();
    files.put("tiny/readme.html", bytes(3, 500));
    files.put("tiny/train.bin", TRAIN);
    files.put("tiny/test.bin", TEST);
    return archive(files);
  }

  private Download serve(String name, byte[] content, Answer... answers) {
    int[] request = {0};
    server.createContext(
        "/" + name,
        exchange -> {
          String range = exchange.getRequestHeaders().getFirst("Range");
          ranges.add(range == null ? "whole" : range);
          int i = Math.min(request[0]++, answers.length - 1);
          answers[i].give(exchange, content);
          // Not reached when the answer throws: then the server drops the connection.
          exchange.close();
        });
    return new Download(
        URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/" + name),
        content.length,
        sha(content));
  }

  private static String sha(byte[] content) {
    try {
      Path file = Files.createTempFile("content", "");
      Files.write(file, content);
      String sha = Checksum.of(file);
      Files.delete(file);
      return sha;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Answer as a good server does. */
  private static void all(HttpExchange exchange, byte[] content) throws IOException {
    send(exchange, content, Integer.MAX_VALUE);
  }

  /** Promise everything that was asked for and drop the connection after some of it. */
  private static Answer dropAfter(int bytes) {
    return (exchange, content) -> {
      send(exchange, content, bytes);
      throw new IOException("dropped");
    };
  }

  private static void send(HttpExchange exchange, byte[] content, int most) throws IOException {
    String range = exchange.getRequestHeaders().getFirst("Range");
    int from = range == null ? 0 : Integer.parseInt(range.replaceAll("\\D", ""));
    if (range != null) {
      exchange
          .getResponseHeaders()
          .set(
              "Content-Range", "bytes " + from + "-" + (content.length - 1) + "/" + content.length);
    }
    exchange.sendResponseHeaders(range == null ? 200 : 206, content.length - from);
    OutputStream body = exchange.getResponseBody();
    body.write(content, from, Math.min(most, content.length - from));
    body.flush();
  }

  private static Answer status(int status) {
    return (exchange, content) -> exchange.sendResponseHeaders(status, -1);
  }

  private DatasetCard card(Download... downloads) {
    return new DatasetCard(
        "tiny",
        "a tiny set",
        "a test",
        "free",
        "tiny",
        List.of(
            new DataFile("train.bin", TRAIN.length, sha(TRAIN)),
            new DataFile("test.bin", TEST.length, sha(TEST))),
        List.of(downloads));
  }

  private List<Path> fetch(Download... downloads) {
    return fetch(FetchPlace.makers(), Map.of(), downloads);
  }

  private List<Path> fetch(
      FetchPlace from, Map<String, String> environment, Download... downloads) {
    Connections connections = new Connections(Duration.ofSeconds(2), new Proxies(environment));
    Downloader downloader =
        new Downloader(Duration.ofMillis(1), connections, (file, done, total) -> {});
    return new DatasetFetch(new DataFolder(directory), downloader, from).fetch(card(downloads));
  }

  private void assertNothingIsInPlace() {
    assertThat(directory.resolve("tiny")).doesNotExist();
  }

  private void assertAllIsInPlace() throws IOException {
    assertThat(directory.resolve("tiny/train.bin")).hasBinaryContent(TRAIN);
    assertThat(directory.resolve("tiny/test.bin")).hasBinaryContent(TEST);
    try (var left = Files.list(directory.resolve(".downloads"))) {
      assertThat(left.map(p -> p.getFileName().toString())).containsExactly("tiny.lock");
    }
  }

  @Test
  void an_archive_is_unpacked_into_place() throws IOException {
    assertThat(fetch(serve("tiny.tar.gz", goodArchive(), DatasetFetchTest::all))).hasSize(2);
    assertAllIsInPlace();
  }

  @Test
  void single_files_are_put_into_place() throws IOException {
    fetch(
        serve("train.bin", TRAIN, DatasetFetchTest::all),
        serve("test.bin", TEST, DatasetFetchTest::all));
    assertAllIsInPlace();
  }

  @Test
  void what_is_there_and_right_is_not_fetched_again() {
    Download download = serve("tiny.tar.gz", goodArchive(), DatasetFetchTest::all);
    fetch(download);
    ranges.clear();
    assertThat(fetch(download)).isEmpty();
    assertThat(ranges).isEmpty();
  }

  @Test
  void an_altered_file_is_replaced_and_the_others_are_left() throws IOException {
    Download download = serve("tiny.tar.gz", goodArchive(), DatasetFetchTest::all);
    fetch(download);
    Files.write(directory.resolve("tiny/test.bin"), bytes(9, TEST.length));
    assertThat(fetch(download)).containsExactly(directory.resolve("tiny/test.bin"));
    assertAllIsInPlace();
  }

  @Test
  void a_dropped_connection_is_gone_on_from_where_it_dropped() throws IOException {
    fetch(
        serve(
            "tiny.tar.gz",
            goodArchive(),
            dropAfter(150_000),
            dropAfter(100_000),
            status(503),
            DatasetFetchTest::all));
    assertAllIsInPlace();
    assertThat(ranges.get(0)).isEqualTo("whole");
    assertThat(ranges.get(1)).matches("bytes=\\d+-");
    assertThat(ranges).hasSize(4);
  }

  @Test
  void a_server_that_cannot_go_on_is_read_from_the_start_again() throws IOException {
    Answer wholeAlways =
        (exchange, content) -> {
          exchange.sendResponseHeaders(200, content.length);
          exchange.getResponseBody().write(content);
        };
    fetch(serve("tiny.tar.gz", goodArchive(), dropAfter(150_000), wholeAlways));
    assertAllIsInPlace();
  }

  @Test
  void a_server_that_goes_on_from_another_byte_is_not_believed() {
    Answer elsewhere =
        (exchange, content) -> {
          exchange.getResponseHeaders().set("Content-Range", "bytes 7-99/100");
          exchange.sendResponseHeaders(206, 93);
          exchange.getResponseBody().write(content, 7, 93);
        };
    Download download = serve("tiny.tar.gz", goodArchive(), dropAfter(150_000), elsewhere);
    assertThatThrownBy(() -> fetch(download))
        .isInstanceOf(FetchException.class)
        .hasMessageContaining("another byte");
    assertNothingIsInPlace();
  }

  @Test
  void a_server_that_gives_nothing_more_is_given_up_and_what_it_gave_is_kept() throws IOException {
    byte[] content = goodArchive();
    Download download = serve("tiny.tar.gz", content, dropAfter(150_000), dropAfter(0));
    assertThatThrownBy(() -> fetch(download))
        .isInstanceOf(FetchException.class)
        .hasMessageContainingAll(
            download.address().toString(), "5 attempts", "kept in", "goes on from there");
    assertNothingIsInPlace();
    byte[] part = Files.readAllBytes(directory.resolve(".downloads/tiny.tar.gz"));
    assertThat(part).isNotEmpty().isEqualTo(Arrays.copyOf(content, part.length));
  }

  @Test
  void a_length_that_is_not_the_files_is_refused_at_once() {
    Answer shortened =
        (exchange, content) -> {
          exchange.sendResponseHeaders(200, 1000);
          exchange.getResponseBody().write(content, 0, 1000);
        };
    Download download = serve("tiny.tar.gz", goodArchive(), shortened);
    assertThatThrownBy(() -> fetch(download))
        .isInstanceOf(FetchException.class)
        .hasMessageContainingAll("a file of 1000 bytes where", "nothing of it is kept");
    assertThat(ranges).hasSize(1);
    assertNothingIsInPlace();
    assertThat(directory.resolve(".downloads/tiny.tar.gz")).doesNotExist();
  }

  @Test
  void more_bytes_than_the_file_has_are_refused() {
    byte[] content = goodArchive();
    Answer longer =
        (exchange, ignored) -> {
          // Without a length, which would tell at once.
          exchange.sendResponseHeaders(200, 0);
          exchange.getResponseBody().write(Arrays.copyOf(content, content.length + 10));
        };
    Download download = serve("tiny.tar.gz", content, longer);
    assertThatThrownBy(() -> fetch(download))
        .isInstanceOf(FetchException.class)
        .hasMessageContaining("gives more than");
    assertNothingIsInPlace();
  }

  @Test
  void altered_bytes_are_thrown_away_before_use() {
    Answer altered =
        (exchange, content) -> {
          byte[] other = content.clone();
          other[other.length / 2] ^= 1;
          all(exchange, other);
        };
    Download download = serve("tiny.tar.gz", goodArchive(), altered);
    assertThatThrownBy(() -> fetch(download))
        .isInstanceOf(FetchException.class)
        .hasMessageContainingAll("altered", "SHA-256", "thrown away");
    assertNothingIsInPlace();
    assertThat(directory.resolve(".downloads/tiny.tar.gz")).doesNotExist();
  }

  @Test
  void a_file_that_is_not_there_is_not_asked_for_again() {
    Download download = serve("tiny.tar.gz", goodArchive(), status(404));
    assertThatThrownBy(() -> fetch(download)).hasMessageContaining("answered 404");
    assertThat(ranges).hasSize(1);
  }

  @Test
  void a_host_that_is_not_found_is_called_that() {
    Download download = new Download(URI.create("http://absent.invalid/x.tar.gz"), 9, "");
    assertThatThrownBy(() -> fetch(download))
        .isInstanceOf(FetchException.class)
        .hasMessageContaining("no network, or no such host: absent.invalid");
  }

  @Test
  void an_archive_that_reaches_outside_of_its_folder_is_refused() {
    for (String name :
        List.of("../evil.bin", "tiny/../../evil.bin", "/tmp/evil.bin", "C:evil", "a\\..\\b")) {
      byte[] content = archive(Map.of(name, bytes(4, 10)));
      Download download = serve("x" + name.hashCode() + ".tar.gz", content, DatasetFetchTest::all);
      assertThatThrownBy(() -> fetch(download))
          .isInstanceOf(DamagedDataException.class)
          .hasMessageContainingAll(name, "outside of its folder");
    }
    assertNothingIsInPlace();
    assertThat(directory.getParent().resolve("evil.bin")).doesNotExist();
  }

  @Test
  void an_archive_with_a_link_in_a_files_place_is_refused() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (TarArchiveOutputStream tar = new TarArchiveOutputStream(new GZIPOutputStream(out))) {
      TarArchiveEntry entry = new TarArchiveEntry("tiny/train.bin", TarConstants.LF_SYMLINK);
      entry.setLinkName("/etc/passwd");
      tar.putArchiveEntry(entry);
      tar.closeArchiveEntry();
    }
    Download download = serve("tiny.tar.gz", out.toByteArray(), DatasetFetchTest::all);
    assertThatThrownBy(() -> fetch(download)).hasMessageContaining("link");
    assertNothingIsInPlace();
  }

  @Test
  void an_archive_that_holds_too_much_or_too_little_is_refused() {
    Download large =
        serve(
            "large.tar.gz",
            archive(Map.of("tiny/train.bin", new byte[500_000])),
            DatasetFetchTest::all);
    assertThatThrownBy(() -> fetch(large)).hasMessageContaining("more than the 400000 bytes");
    Download small =
        serve("small.tar.gz", archive(Map.of("tiny/train.bin", TRAIN)), DatasetFetchTest::all);
    assertThatThrownBy(() -> fetch(small)).hasMessageContaining("holds no test.bin");
    Download other =
        serve(
            "other.tar.gz",
            archive(Map.of("tiny/train.bin", TRAIN, "tiny/test.bin", new byte[100_000])),
            DatasetFetchTest::all);
    assertThatThrownBy(() -> fetch(other)).hasMessageContainingAll("test.bin", "altered");
    assertNothingIsInPlace();
  }

  @Test
  void an_archive_that_is_packed_in_any_other_way_is_refused() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(out)) {
      // Its length stands before it, so that it is unpacked at once.
      ZipEntry stored = new ZipEntry("tiny/train.bin");
      CRC32 crc = new CRC32();
      crc.update(TRAIN);
      stored.setMethod(ZipEntry.STORED);
      stored.setSize(TRAIN.length);
      stored.setCrc(crc.getValue());
      zip.putNextEntry(stored);
      zip.write(TRAIN);
    }
    byte[] content = out.toByteArray();
    Path archives = Files.createDirectory(directory.resolve("archives"));
    FetchPlace place = new FetchPlace(Optional.empty(), Optional.of(archives));
    for (int method = 1; method < 100; method++) {
      // The place of the method in an entry's header (APPNOTE.TXT 4.3.7).
      content[8] = (byte) method;
      Files.write(archives.resolve("tiny.zip"), content);
      Download download =
          new Download(URI.create("http://absent.invalid/tiny.zip"), content.length, sha(content));
      assertThatThrownBy(() -> fetch(place, Map.of(), download))
          .as("method %d", method)
          .isInstanceOf(DamagedDataException.class)
          .hasMessageContaining("tiny.zip");
    }
    assertNothingIsInPlace();
  }

  @Test
  void a_data_set_that_only_a_person_can_get_says_so() {
    assertThatThrownBy(() -> fetch()).hasMessageContaining("cannot be downloaded by a program");
  }

  private String base() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  private Download absent(byte[] content) {
    return new Download(
        URI.create("http://absent.invalid/tiny.tar.gz"), content.length, sha(content));
  }

  @ParameterizedTest
  @CsvSource({"http_proxy", "all_proxy", "ALL_PROXY"})
  void the_proxy_of_the_environment_is_used(String variable) throws IOException {
    byte[] content = goodArchive();
    serve("tiny.tar.gz", content, DatasetFetchTest::all);
    // A proxy is asked for the whole address, which this server reads as a path.
    fetch(FetchPlace.makers(), Map.of(variable, base()), absent(content));
    assertAllIsInPlace();
  }

  @ParameterizedTest
  @ValueSource(strings = {"absent.invalid", ".invalid", "*", "x.org, invalid", "*.invalid"})
  void a_host_of_no_proxy_is_asked_directly(String none) {
    byte[] content = goodArchive();
    serve("tiny.tar.gz", content, DatasetFetchTest::all);
    Map<String, String> environment = Map.of("http_proxy", base(), "no_proxy", none);
    assertThatThrownBy(() -> fetch(FetchPlace.makers(), environment, absent(content)))
        .hasMessageContaining("no network, or no such host: absent.invalid");
    assertThat(ranges).isEmpty();
  }

  @Test
  void a_proxy_that_wants_a_password_is_named_without_one() {
    byte[] content = goodArchive();
    serve("tiny.tar.gz", content, status(407));
    String proxy = base().replace("//", "//me:secret@");
    assertThatThrownBy(
            () -> fetch(FetchPlace.makers(), Map.of("http_proxy", proxy), absent(content)))
        .hasMessageContainingAll(
            "http://absent.invalid/tiny.tar.gz", "through the proxy 127.0.0.1:", "407", "password")
        .hasMessageNotContaining("secret");
  }

  /** Gives what it has to those alone who say who they are, as curl does with {@code -U}. */
  private static Answer guarded(String who) {
    String right =
        "Basic " + Base64.getEncoder().encodeToString(who.getBytes(StandardCharsets.UTF_8));
    return (exchange, content) -> {
      if (right.equals(exchange.getRequestHeaders().getFirst("Proxy-Authorization"))) {
        all(exchange, content);
      } else {
        exchange.getResponseHeaders().set("Proxy-Authenticate", "Basic realm=\"proxy\"");
        exchange.sendResponseHeaders(407, -1);
      }
    };
  }

  @Test
  void a_proxy_is_given_the_name_and_password_of_the_environment() throws IOException {
    byte[] content = goodArchive();
    serve("tiny.tar.gz", content, guarded("me:p@ss word"));
    String proxy = base().replace("//", "//me:p@ss%20word@");
    fetch(FetchPlace.makers(), Map.of("http_proxy", proxy), absent(content));
    assertAllIsInPlace();
  }

  @ParameterizedTest
  @CsvSource({"'', wants a name and a password", "me:wrong@, does not take the name"})
  void a_proxy_that_lets_nobody_through_says_why(String who, String said) {
    byte[] content = goodArchive();
    serve("tiny.tar.gz", content, guarded("me:right"));
    Map<String, String> environment = Map.of("http_proxy", base().replace("//", "//" + who));
    assertThatThrownBy(() -> fetch(FetchPlace.makers(), environment, absent(content)))
        .isInstanceOf(FetchException.class)
        .hasMessageContainingAll("through the proxy 127.0.0.1:", said)
        .hasMessageNotContaining("wrong");
    assertThat(ranges).as("not asked again and again").hasSizeLessThan(3);
  }

  /** The way that https takes: a tunnel, which this proxy opens to nobody. */
  @Test
  void a_tunnel_is_asked_for_with_the_password() throws Exception {
    List<String> said = Collections.synchronizedList(new ArrayList<>());
    try (ServerSocket proxy = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      Thread doorkeeper =
          new Thread(
              () -> {
                while (!proxy.isClosed()) {
                  try (Socket socket = proxy.accept()) {
                    BufferedReader in =
                        new BufferedReader(
                            new InputStreamReader(
                                socket.getInputStream(), StandardCharsets.ISO_8859_1));
                    for (String line = in.readLine();
                        line != null && !line.isEmpty();
                        line = in.readLine()) {
                      said.add(line.toLowerCase(Locale.ROOT));
                    }
                    String answer =
                        "HTTP/1.1 407 Who are you\r\nProxy-Authenticate: Basic realm=\"proxy\"\r\n"
                            + "Content-Length: 0\r\nConnection: close\r\n\r\n";
                    socket.getOutputStream().write(answer.getBytes(StandardCharsets.UTF_8));
                  } catch (IOException closed) {
                    return;
                  }
                }
              });
      doorkeeper.start();
      Download download = new Download(URI.create("https://absent.invalid/tiny.tar.gz"), 9, "");
      Map<String, String> environment =
          Map.of("https_proxy", "http://me:secret@127.0.0.1:" + proxy.getLocalPort());
      assertThatThrownBy(() -> fetch(FetchPlace.makers(), environment, download))
          .isInstanceOf(FetchException.class)
          .hasMessageContainingAll("through the proxy 127.0.0.1:", "407", "does not take")
          .hasMessageNotContaining("secret");
    }
    assertThat(said)
        .contains("connect absent.invalid:443 http/1.1", "proxy-authorization: basic bwu6c2vjcmv0");
  }

  @Test
  void a_proxy_that_is_no_address_is_refused() {
    assertThatThrownBy(
            () ->
                fetch(
                    FetchPlace.makers(), Map.of("http_proxy", "ftp://x:1"), absent(goodArchive())))
        .isInstanceOf(FetchException.class)
        .hasMessageContainingAll("http_proxy", "ftp://x:1", "http://HOST:PORT");
  }

  @Test
  void a_server_that_asks_for_the_cookie_that_it_gave_gets_it() throws IOException {
    Answer once =
        (exchange, content) -> {
          if ("a=b; seen=yes".equals(exchange.getRequestHeaders().getFirst("Cookie"))) {
            all(exchange, content);
          } else {
            exchange.getResponseHeaders().add("Set-Cookie", "seen=yes; Path=/; HttpOnly");
            exchange.getResponseHeaders().add("Set-Cookie", "a=b");
            sendOn(302, "tiny.tar.gz").give(exchange, content);
          }
        };
    fetch(serve("tiny.tar.gz", goodArchive(), once));
    assertAllIsInPlace();
  }

  @Test
  void an_address_with_any_sign_is_gone_to_as_browsers_do() throws IOException {
    byte[] content = goodArchive();
    List<String> asked = new ArrayList<>();
    server.createContext(
        "/real",
        exchange -> {
          asked.add(exchange.getRequestURI().toString());
          all(exchange, content);
          exchange.close();
        });
    String bytes =
        new String(
            "/real/d\u00e4t a[1]|{x}?q=\u4e2d".getBytes(StandardCharsets.UTF_8),
            StandardCharsets.ISO_8859_1);
    // The test's server writes no byte above 127 of a header itself.
    assertThat(RedirectTarget.of(URI.create(base() + "/tiny.tar.gz"), bytes))
        .hasToString(base() + "/real/d%C3%A4t%20a%5B1%5D%7C%7Bx%7D?q=%E4%B8%AD");
    fetch(serve("tiny.tar.gz", content, sendOn(302, "/real/a b[1]|{x}#there")));
    assertThat(asked).containsExactly("/real/a%20b%5B1%5D%7C%7Bx%7D");
    assertAllIsInPlace();
  }

  @Test
  void a_network_that_wants_a_sign_in_is_asked_once() {
    Download download = serve("tiny.tar.gz", goodArchive(), status(511));
    assertThatThrownBy(() -> fetch(download)).hasMessageContaining("511: the network wants you");
    assertThat(ranges).hasSize(1);
  }

  @Test
  void a_part_of_a_file_of_another_length_is_refused() {
    Answer part =
        (exchange, content) -> {
          exchange.getResponseHeaders().set("Content-Range", "bytes 0-9/100");
          exchange.sendResponseHeaders(206, 10);
          exchange.getResponseBody().write(content, 0, 10);
        };
    Download download = serve("tiny.tar.gz", goodArchive(), part);
    assertThatThrownBy(() -> fetch(download))
        .hasMessageContainingAll("a part of a file of 100 bytes", "nothing of it is kept");
    assertThat(directory.resolve(".downloads/tiny.tar.gz")).doesNotExist();
  }

  private Answer sendOn(int status, String target) {
    return (exchange, content) -> {
      exchange.getResponseHeaders().set("Location", target);
      exchange.sendResponseHeaders(status, -1);
    };
  }

  @ParameterizedTest
  @CsvSource({"301", "302", "303", "307", "308"})
  void a_redirect_is_followed(int status) throws IOException {
    byte[] content = goodArchive();
    serve("real", content, DatasetFetchTest::all);
    fetch(serve("tiny.tar.gz", content, sendOn(status, "/real")));
    assertAllIsInPlace();
  }

  @Test
  void a_redirect_to_https_is_followed_and_one_without_end_is_not() {
    Download loop = serve("loop.tar.gz", goodArchive(), sendOn(302, "/loop.tar.gz"));
    assertThatThrownBy(() -> fetch(loop)).hasMessageContaining("without end");
    Download secure =
        serve("tiny.tar.gz", goodArchive(), sendOn(301, "https://absent.invalid/tiny.tar.gz"));
    assertThatThrownBy(() -> fetch(secure)).hasMessageContaining("no such host: absent.invalid");
    Download file = serve("file.tar.gz", goodArchive(), sendOn(301, "file:///etc/passwd"));
    assertThatThrownBy(() -> fetch(file)).hasMessageContaining("only http and https");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<!DOCTYPE html><html><body>Sign in</body></html>",
        "\n <html><head></head></html>",
        "version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 9\n",
        "{\"error\": \"please sign in\"}",
        "Please sign in first."
      })
  void a_page_in_the_files_place_is_recognised_and_nothing_of_it_is_kept(String page)
      throws IOException {
    Answer signIn = (exchange, content) -> all(exchange, page.getBytes(StandardCharsets.UTF_8));
    Download download = serve("tiny.tar.gz", goodArchive(), signIn, DatasetFetchTest::all);
    assertThatThrownBy(() -> fetch(download))
        .isInstanceOf(FetchException.class)
        .hasMessageContainingAll("gave ", ", not tiny.tar.gz", "nothing of it is kept");
    assertThat(directory.resolve(".downloads/tiny.tar.gz")).doesNotExist();
    fetch(download);
    assertAllIsInPlace();
  }

  /** Without a length, and compressed: only what it begins with tells. */
  @ParameterizedTest
  @ValueSource(strings = {"<html>Sign in</html>", "Please sign in first."})
  void a_page_that_comes_in_pieces_costs_nothing_of_what_was_kept(String page) throws IOException {
    byte[] content = goodArchive();
    Answer signIn =
        (exchange, ignored) -> {
          exchange.getResponseHeaders().set("Content-Encoding", "gzip");
          exchange.sendResponseHeaders(200, 0);
          try (GZIPOutputStream gzip = new GZIPOutputStream(exchange.getResponseBody())) {
            gzip.write(page.getBytes(StandardCharsets.UTF_8));
          }
        };
    Download download =
        serve("tiny.tar.gz", content, dropAfter(150_000), signIn, DatasetFetchTest::all);
    assertThatThrownBy(() -> fetch(download))
        .isInstanceOf(FetchException.class)
        .hasMessageContainingAll(", not tiny.tar.gz", "nothing of it is kept");
    byte[] part = Files.readAllBytes(directory.resolve(".downloads/tiny.tar.gz"));
    assertThat(part).isNotEmpty().isEqualTo(Arrays.copyOf(content, part.length));
    fetch(download);
    assertAllIsInPlace();
    assertThat(ranges.get(2)).isEqualTo("bytes=" + part.length + "-");
  }

  @Test
  void a_compression_that_is_not_read_is_named() {
    Answer brotli =
        (exchange, content) -> {
          exchange.getResponseHeaders().set("Content-Encoding", "br");
          all(exchange, content);
        };
    Download download = serve("tiny.tar.gz", goodArchive(), brotli);
    assertThatThrownBy(() -> fetch(download)).hasMessageContaining("compressed as br");
  }

  @Test
  void the_proxy_of_javas_properties_goes_before_that_of_the_environment() throws IOException {
    byte[] content = goodArchive();
    serve("tiny.tar.gz", content, DatasetFetchTest::all);
    System.setProperty("http.proxyHost", "127.0.0.1");
    System.setProperty("http.proxyPort", "" + server.getAddress().getPort());
    try {
      fetch(FetchPlace.makers(), Map.of("http_proxy", "http://absent.invalid:9"), absent(content));
    } finally {
      System.clearProperty("http.proxyHost");
      System.clearProperty("http.proxyPort");
    }
    assertAllIsInPlace();
  }

  @Test
  void a_proxy_that_refuses_to_open_a_way_is_named() throws IOException {
    server.createContext("/", exchange -> exchange.sendResponseHeaders(403, -1));
    Download download = new Download(URI.create("https://absent.invalid/tiny.tar.gz"), 9, "");
    assertThatThrownBy(() -> fetch(FetchPlace.makers(), Map.of("https_proxy", base()), download))
        .isInstanceOf(FetchException.class)
        .hasMessageContainingAll(
            "https://absent.invalid/tiny.tar.gz", "through the proxy 127.0.0.1:");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "mirror.example.org/data",
        "file:///data",
        "ftp://mirror/data",
        "https:///x",
        "http://mirror:99999/"
      })
  void a_mirror_that_is_no_address_of_a_server_is_refused(String address) {
    assertThatThrownBy(() -> new FetchPlace(Optional.of(URI.create(address)), Optional.empty()))
        .isInstanceOf(FetchException.class)
        .hasMessageContainingAll("https://HOST/FOLDER/", address);
  }

  @Test
  void a_mirror_may_be_the_address_of_the_file_itself() throws IOException {
    byte[] content = goodArchive();
    URI file = serve("mirror/tiny.tar.gz", content, DatasetFetchTest::all).address();
    FetchPlace place = new FetchPlace(Optional.of(file), Optional.empty());
    fetch(place, Map.of(), absent(content));
    assertAllIsInPlace();
  }

  @Test
  void a_certificate_that_is_not_trusted_is_called_that_and_not_asked_for_again() throws Exception {
    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (InputStream in = DatasetFetchTest.class.getResourceAsStream("/tls/stranger.p12")) {
      keys.load(in, "stranger".toCharArray());
    }
    KeyManagerFactory managers =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    managers.init(keys, "stranger".toCharArray());
    SSLContext stranger = SSLContext.getInstance("TLS");
    stranger.init(managers.getKeyManagers(), null, null);
    HttpsServer secure =
        HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    secure.setHttpsConfigurator(new HttpsConfigurator(stranger));
    secure.start();
    try {
      URI address = URI.create("https://127.0.0.1:" + secure.getAddress().getPort() + "/tiny.zip");
      assertThatThrownBy(() -> fetch(new Download(address, 9, "")))
          .isInstanceOf(FetchException.class)
          .hasMessageContainingAll(
              address.toString(),
              "a certificate that this Java does not trust",
              "trustStore",
              "--from")
          .hasMessageNotContaining("attempts");
    } finally {
      secure.stop(0);
    }
  }

  @Test
  void a_mirror_and_a_folder_are_not_both_taken() {
    assertThatThrownBy(
            () -> new FetchPlace(Optional.of(URI.create(base())), Optional.of(directory)))
        .isInstanceOf(FetchException.class)
        .hasMessageContaining("both were given");
  }

  @Test
  void an_altered_archive_of_a_folder_is_refused_and_left() throws IOException {
    byte[] content = goodArchive();
    Path archives = Files.createDirectory(directory.resolve("archives"));
    byte[] altered = content.clone();
    altered[altered.length / 2] ^= 1;
    Files.write(archives.resolve("tiny.tar.gz"), altered);
    FetchPlace folder = new FetchPlace(Optional.empty(), Optional.of(archives));
    assertThatThrownBy(() -> fetch(folder, Map.of(), absent(content)))
        .isInstanceOf(DamagedDataException.class)
        .hasMessageContainingAll(archives.toString(), "is altered");
    assertThat(archives.resolve("tiny.tar.gz")).hasBinaryContent(altered);
    assertNothingIsInPlace();
  }

  @Test
  void a_body_that_comes_compressed_is_unpacked() throws IOException {
    Answer packed =
        (exchange, content) -> {
          ByteArrayOutputStream out = new ByteArrayOutputStream();
          try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(content);
          }
          exchange.getResponseHeaders().set("Content-Encoding", "gzip");
          exchange.sendResponseHeaders(200, out.size());
          exchange.getResponseBody().write(out.toByteArray());
        };
    fetch(serve("tiny.tar.gz", goodArchive(), packed));
    assertAllIsInPlace();
  }

  @Test
  void an_archives_own_compression_that_is_called_an_encoding_is_left() throws IOException {
    Answer labelled =
        (exchange, content) -> {
          exchange.getResponseHeaders().set("Content-Encoding", "x-gzip");
          all(exchange, content);
        };
    fetch(serve("tiny.tar.gz", goodArchive(), labelled));
    assertAllIsInPlace();
  }

  @Test
  void a_mirror_and_a_folder_of_archives_give_the_same_files() throws IOException {
    byte[] content = goodArchive();
    serve("mirror/tiny.tar.gz", content, DatasetFetchTest::all);
    FetchPlace mirror =
        new FetchPlace(Optional.of(URI.create(base() + "/mirror")), Optional.empty());
    fetch(mirror, Map.of(), absent(content));
    assertAllIsInPlace();
    Files.delete(directory.resolve("tiny/test.bin"));
    Path archives = Files.createDirectory(directory.resolve("archives"));
    FetchPlace folder = new FetchPlace(Optional.empty(), Optional.of(archives));
    assertThatThrownBy(() -> fetch(folder, Map.of(), absent(content)))
        .hasMessageContainingAll("tiny.tar.gz is not there", "absent.invalid");
    Files.write(archives.resolve("tiny.tar.gz"), content);
    fetch(folder, Map.of(), absent(content));
    assertAllIsInPlace();
    assertThat(archives.resolve("tiny.tar.gz")).hasBinaryContent(content);
  }

  @Test
  void a_server_that_speaks_no_http_is_called_that() throws Exception {
    try (ServerSocket odd = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      Thread talker =
          new Thread(
              () -> {
                while (!odd.isClosed()) {
                  try (Socket socket = odd.accept()) {
                    socket
                        .getOutputStream()
                        .write("SSH-2.0-x\r\n\r\n".getBytes(StandardCharsets.UTF_8));
                    socket.getOutputStream().flush();
                    socket.getInputStream().read();
                  } catch (IOException closed) {
                    return;
                  }
                }
              });
      talker.start();
      Download download =
          new Download(
              URI.create("http://127.0.0.1:" + odd.getLocalPort() + "/tiny.tar.gz"), 9, "");
      assertThatThrownBy(() -> fetch(download))
          .isInstanceOf(FetchException.class)
          .hasMessageContaining("something that is not HTTP");
    }
  }
}
