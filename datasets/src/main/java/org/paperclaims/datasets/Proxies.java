package org.paperclaims.datasets;

import java.net.InetSocketAddress;
import java.net.PasswordAuthentication;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

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
  private static final int HIGHEST_PORT = 0xFFFF;

  /** A password may hold any sign; a host may hold the low line, as in a network of containers. */
  private static final Pattern ADDRESS =
      Pattern.compile(
          "((?<scheme>https?|socks[45]?[ah]?)://)?(?!.*://)((?<who>.*)@)?"
              + "(?<host>\\[[0-9a-f:.%]+\\]|[\\p{L}\\p{N}_.-]+)(:(?<port>\\d{1,5}))?/*",
          Pattern.CASE_INSENSITIVE);

  Proxies {
    environment = Map.copyOf(environment);
  }

  /**
   * Choose the proxy for an address.
   *
   * @throws FetchException if the environment names one in a way that cannot be understood
   */
  ProxyChoice of(URI address) {
    return ofJava(address).or(() -> ofEnvironment(address)).orElse(ProxyChoice.NONE);
  }

  private static Optional<ProxyChoice> ofJava(URI address) {
    ProxySelector selector = ProxySelector.getDefault();
    List<Proxy> chosen = selector == null ? List.of() : selector.select(address);
    return chosen.stream()
        .filter(p -> p.type() != Proxy.Type.DIRECT)
        .findFirst()
        .map(proxy -> new ProxyChoice(proxy, Optional.empty()));
  }

  private Optional<ProxyChoice> ofEnvironment(URI address) {
    String none = environment.getOrDefault("no_proxy", environment.getOrDefault("NO_PROXY", ""));
    if (new NoProxy(none).names(address)) {
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

  private static ProxyChoice proxy(String name, String value) {
    Matcher parts = ADDRESS.matcher(value);
    if (!parts.matches()) {
      throw refused(name, value);
    }
    String scheme =
        Optional.ofNullable(parts.group("scheme")).orElse("http").toLowerCase(Locale.ROOT);
    boolean socks = scheme.startsWith("socks");
    int usual = socks ? SOCKS_PORT : scheme.equals("https") ? HTTPS_PORT : HTTP_PORT;
    int port = Optional.ofNullable(parts.group("port")).map(Integer::parseInt).orElse(usual);
    if (port > HIGHEST_PORT) {
      throw refused(name, value);
    }
    InetSocketAddress at = InetSocketAddress.createUnresolved(parts.group("host"), port);
    return new ProxyChoice(
        new Proxy(socks ? Proxy.Type.SOCKS : Proxy.Type.HTTP, at),
        Optional.ofNullable(parts.group("who")).map(Proxies::password));
  }

  private static PasswordAuthentication password(String who) {
    int colon = who.indexOf(':');
    String person = colon < 0 ? who : who.substring(0, colon);
    String secret = colon < 0 ? "" : who.substring(colon + 1);
    return new PasswordAuthentication(decoded(person), decoded(secret).toCharArray());
  }

  private static String decoded(String text) {
    try {
      return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException plain) {
      return text;
    }
  }

  private static FetchException refused(String name, String value) {
    // A proxy's address may hold a password, and that any sign.
    return new FetchException(
        "the environment's %s is '%s'; allowed is http://HOST:PORT or socks5://HOST:PORT"
            .formatted(name, value.replaceFirst("(://|^).*@", "$1")));
  }
}
