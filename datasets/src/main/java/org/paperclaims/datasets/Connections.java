package org.paperclaims.datasets;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.Proxy;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.time.Duration;
import java.util.Locale;
import java.util.Set;

/**
 * Opens connections: through the proxy that is meant for the address, and on to where the server
 * sends them, from http to https too. Never from https to http: whoever sits between could read and
 * change what comes then.
 */
final class Connections {
  private static final Set<Integer> REDIRECTS = Set.of(300, 301, 302, 303, 307, 308);
  private static final int MOST_REDIRECTS = 10;

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
  record Answer(HttpURLConnection connection, int status, String asked) implements AutoCloseable {
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
    for (int redirects = 0; redirects <= MOST_REDIRECTS; redirects++) {
      Answer answer = once(at, from);
      String target = answer.connection().getHeaderField("Location");
      if (!REDIRECTS.contains(answer.status()) || target == null) {
        return answer;
      }
      answer.close();
      at = next(at, target);
    }
    throw new FetchException(address + " sends us on without end, at last to " + at);
  }

  private Answer once(URI address, long from) throws IOException {
    Proxy proxy = proxies.of(address);
    String asked = address + Proxies.words(proxy);
    try {
      HttpURLConnection connection = (HttpURLConnection) address.toURL().openConnection(proxy);
      connection.setInstanceFollowRedirects(false);
      connection.setConnectTimeout(silence);
      connection.setReadTimeout(silence);
      // Sums are of the file itself; what is compressed on the way could not be gone on with.
      connection.setRequestProperty("Accept-Encoding", "identity");
      if (from > 0) {
        connection.setRequestProperty("Range", "bytes=" + from + "-");
      }
      return new Answer(connection, connection.getResponseCode(), asked);
    } catch (java.net.UnknownHostException e) {
      throw new IOException("no network, or no such host: " + e.getMessage() + via(proxy), e);
    } catch (IOException e) {
      throw new IOException(e.getMessage() + via(proxy), e);
    }
  }

  private static String via(Proxy proxy) {
    return proxy.equals(Proxy.NO_PROXY) ? "" : "," + Proxies.words(proxy);
  }

  /** Give the address that a server sends on to. */
  static URI next(URI from, String target) {
    URI next;
    try {
      // As browsers do: what a header may not hold, such as a space, is encoded.
      URL url = new URL(from.toURL(), target.strip());
      next =
          target.contains(" ")
              ? new URI(url.getProtocol(), url.getAuthority(), url.getPath(), url.getQuery(), null)
              : url.toURI();
    } catch (IOException | URISyntaxException | IllegalArgumentException e) {
      throw new FetchException(from + " sends us on to '" + target + "', which is no address", e);
    }
    String scheme = String.valueOf(next.getScheme()).toLowerCase(Locale.ROOT);
    if (!scheme.matches("https?") || next.getHost() == null) {
      throw new FetchException(
          from + " sends us on to " + next + ": only http and https are followed");
    }
    if (from.getScheme().equalsIgnoreCase("https") && scheme.equals("http")) {
      throw new FetchException(
          from + " sends us on to " + next + ": from https to http is not followed");
    }
    return next;
  }
}
