package org.paperclaims.datasets;

import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Chooses the proxy for an address: that of Java's own properties ({@code https.proxyHost} and
 * their like) if they name one, else that of the environment as curl reads it: {@code https_proxy},
 * {@code http_proxy}, {@code all_proxy}, and {@code no_proxy} for hosts that are asked directly.
 *
 * @param environment the process's
 */
record Proxies(Map<String, String> environment) {
  private static final int HTTP_PORT = 80;
  private static final int HTTPS_PORT = 443;
  private static final int SOCKS_PORT = 1080;

  Proxies {
    environment = Map.copyOf(environment);
  }

  /**
   * Choose the proxy for an address.
   *
   * @throws FetchException if the environment names one in a way that cannot be understood
   */
  Proxy of(URI address) {
    return ofJava(address).or(() -> ofEnvironment(address)).orElse(Proxy.NO_PROXY);
  }

  private static Optional<Proxy> ofJava(URI address) {
    ProxySelector selector = ProxySelector.getDefault();
    List<Proxy> chosen = selector == null ? List.of() : selector.select(address);
    return chosen.stream().filter(p -> p.type() != Proxy.Type.DIRECT).findFirst();
  }

  private Optional<Proxy> ofEnvironment(URI address) {
    if (direct(address)) {
      return Optional.empty();
    }
    String scheme = address.getScheme().toLowerCase(Locale.ROOT);
    // HTTP_PROXY alone is never read: a web server sets it from a request's header `Proxy`.
    List<String> names =
        scheme.equals("http")
            ? List.of("http_proxy", "all_proxy", "ALL_PROXY")
            : List.of("https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY");
    return names.stream()
        .filter(name -> !environment.getOrDefault(name, "").isBlank())
        .findFirst()
        .map(name -> proxy(name, environment.getOrDefault(name, "").strip()));
  }

  private static Proxy proxy(String name, String value) {
    try {
      URI uri = URI.create(value.contains("://") ? value : "http://" + value);
      String scheme = uri.getScheme().toLowerCase(Locale.ROOT);
      String host = uri.getHost();
      if (host != null && (scheme.matches("https?") || scheme.matches("socks[45]?[ah]?"))) {
        boolean socks = scheme.startsWith("socks");
        int usual = socks ? SOCKS_PORT : scheme.equals("https") ? HTTPS_PORT : HTTP_PORT;
        InetSocketAddress at =
            InetSocketAddress.createUnresolved(host, uri.getPort() < 0 ? usual : uri.getPort());
        return new Proxy(socks ? Proxy.Type.SOCKS : Proxy.Type.HTTP, at);
      }
    } catch (IllegalArgumentException e) {
      throw refused(name, value, e);
    }
    throw refused(name, value, new IllegalArgumentException("no host, or no such scheme"));
  }

  private static FetchException refused(String name, String value, Exception e) {
    // A proxy's address may hold a password.
    return new FetchException(
        "the environment's %s is '%s'; allowed is http://HOST:PORT or socks5://HOST:PORT"
            .formatted(name, value.replaceAll("//[^/@]*@", "//")),
        e);
  }

  private boolean direct(URI address) {
    String none = environment.getOrDefault("no_proxy", environment.getOrDefault("NO_PROXY", ""));
    String host = address.getHost().toLowerCase(Locale.ROOT);
    return Arrays.stream(none.split("[,\\s]+"))
        .map(entry -> entry.toLowerCase(Locale.ROOT))
        .filter(entry -> !entry.isEmpty())
        .anyMatch(entry -> matches(entry, host, address.getPort()));
  }

  private static boolean matches(String entry, String host, int port) {
    String name = entry;
    int colon = entry.lastIndexOf(':');
    if (colon > 0 && colon == entry.indexOf(':')) {
      if (!entry.substring(colon + 1).equals(Integer.toString(port))) {
        return false;
      }
      name = entry.substring(0, colon);
    }
    String domain = name.replaceFirst("^\\*?\\.", "");
    return name.equals("*") || host.equals(domain) || host.endsWith("." + domain);
  }

  /** Say for a message which proxy is used, without its password; nothing if none is. */
  static String words(Proxy proxy) {
    return proxy.address() instanceof InetSocketAddress at
        ? " through the proxy " + at.getHostString() + ":" + at.getPort()
        : "";
  }
}
