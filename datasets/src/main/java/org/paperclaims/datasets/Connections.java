package org.paperclaims.datasets;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.UnknownHostException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertificateException;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import javax.net.ssl.SSLException;

/**
 * Opens connections: through the proxy that is meant for the address, and on to where the server
 * sends them, from http to https too. Never from https to http: whoever sits between could read and
 * change what comes then.
 */
final class Connections {
  private static final Set<Integer> REDIRECTS = Set.of(300, 301, 302, 303, 307, 308);
  private static final int MOST_REDIRECTS = 10;

  /** Java's list of the ways in which no proxy is given a password before it opens a tunnel. */
  private static final String WITHHELD = "jdk.http.auth.tunneling.disabledSchemes";

  static {
    // Else the one usual way is on it, and no proxy with a password lets https through.
    if (System.getProperty(WITHHELD) == null) {
      System.setProperty(WITHHELD, "");
    }
  }

  private final int silence;
  private final Proxies proxies;

  /**
   * Make an opener.
   *
   * @param silence after which a server that sends nothing is taken for gone
   */
  Connections(Duration silence, Proxies proxies) {
    this.silence = Math.toIntExact(silence.toMillis());
    this.proxies = proxies;
  }

  /**
   * An answer.
   *
   * @param asked the address that gave it in the end, and by which way: for messages
   */
  record Answer(HttpURLConnection connection, int status, String asked, ProxyChoice proxy)
      implements AutoCloseable {
    /** Give a header, in small letters; empty if there is none. */
    String header(String name) {
      String value = connection.getHeaderField(name);
      return value == null ? "" : value.strip().toLowerCase(Locale.ROOT);
    }

    @Override
    public void close() {
      connection.disconnect();
    }
  }

  /**
   * Ask for a file.
   *
   * @param from the first byte that is wanted
   * @throws FetchException if the server sends us where we do not go
   */
  Answer ask(URI address, long from) throws IOException {
    URI at = address;
    Map<String, String> cookies = new TreeMap<>();
    for (int redirects = 0; redirects <= MOST_REDIRECTS; redirects++) {
      Answer answer = once(at, from, cookies);
      String target = answer.connection().getHeaderField("Location");
      if (!REDIRECTS.contains(answer.status()) || target == null) {
        return answer;
      }
      answer.close();
      URI next = RedirectTarget.of(at, target);
      // Some servers ask for the cookie that they gave; nobody else is shown it.
      if (next.getHost().equalsIgnoreCase(at.getHost())) {
        keep(answer, cookies);
      } else {
        cookies.clear();
      }
      at = next;
    }
    throw new FetchException(address + " sends us on without end, at last to " + at);
  }

  private static void keep(Answer answer, Map<String, String> cookies) {
    answer.connection().getHeaderFields().entrySet().stream()
        .filter(field -> "Set-Cookie".equalsIgnoreCase(field.getKey()))
        .flatMap(field -> field.getValue().stream())
        .map(cookie -> cookie.split(";", 2)[0].split("=", 2))
        .filter(parts -> parts.length == 2)
        .forEach(parts -> cookies.put(parts[0].strip(), parts[1].strip()));
  }

  private Answer once(URI address, long from, Map<String, String> cookies) throws IOException {
    ProxyChoice proxy = proxies.of(address);
    String asked = address + proxy.words();
    try {
      HttpURLConnection connection =
          (HttpURLConnection) address.toURL().openConnection(proxy.proxy());
      connection.setInstanceFollowRedirects(false);
      connection.setConnectTimeout(silence);
      connection.setReadTimeout(silence);
      connection.setAuthenticator(proxy.authenticator());
      // Sums are of the file itself; what is compressed on the way could not be gone on with.
      connection.setRequestProperty("Accept-Encoding", "identity");
      if (from > 0) {
        connection.setRequestProperty("Range", "bytes=" + from + "-");
      }
      if (!cookies.isEmpty()) {
        connection.setRequestProperty(
            "Cookie",
            cookies.entrySet().stream()
                .map(cookie -> cookie.getKey() + "=" + cookie.getValue())
                .collect(Collectors.joining("; ")));
      }
      return new Answer(connection, connection.getResponseCode(), asked, proxy);
    } catch (UnknownHostException e) {
      throw new IOException("no network, or no such host: " + e.getMessage() + via(proxy), e);
    } catch (SSLException e) {
      throw secure(asked, e);
    } catch (IOException e) {
      if (String.valueOf(e.getMessage()).contains("HTTP/1.1 407")) {
        throw new FetchException(asked + " answered " + proxy.refused(), e);
      }
      throw new IOException(e.getMessage() + via(proxy), e);
    }
  }

  private static IOException secure(String asked, SSLException e) {
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause instanceof CertificateException || cause instanceof CertPathBuilderException) {
        throw new FetchException(
            asked
                + " shows a certificate that this Java does not trust ("
                + cause.getMessage()
                + "). Is there a network that reads along? Then"
                + " CLAIMS_JVM_ARGS=\"-Xmx4g -Djavax.net.ssl.trustStore=FILE\" names its"
                + " certificates; or get the file by other means, and fetch it with --from",
            e);
      }
    }
    return new IOException(e.getMessage() + " (" + asked + ", by https)", e);
  }

  private static String via(ProxyChoice proxy) {
    return proxy.words().isEmpty() ? "" : "," + proxy.words();
  }
}
