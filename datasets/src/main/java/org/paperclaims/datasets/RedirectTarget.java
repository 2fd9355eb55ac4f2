package org.paperclaims.datasets;

import java.net.MalformedURLException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * The address that a server sends on to, read as browsers read it: relative to the address that was
 * asked, and with the bytes encoded that an address may not hold.
 */
final class RedirectTarget {
  private static final String REFUSED = " sends us on to ";

  /** Signs that stand in an address as they are (RFC 3986, section 2), and the percent sign. */
  private static final String PLAIN = "-._~:/?#@!$&'()*+,;=%";

  private static final int HIGHEST_PORT = 0xFFFF;

  private RedirectTarget() {}

  /**
   * Read the header {@code Location}.
   *
   * @param header its bytes, each as a char
   * @throws FetchException if it is no address, or one that is not gone to
   */
  static URI of(URI from, String header) {
    String target = header.strip();
    URI next;
    try {
      URL url = new URL(from.toURL(), encoded(target));
      String host = url.getAuthority() == null ? "" : url.getAuthority();
      next = new URI(url.getProtocol() + "://" + host + url.getFile());
    } catch (MalformedURLException | URISyntaxException | IllegalArgumentException e) {
      String why = String.valueOf(e.getMessage());
      throw new FetchException(
          from
              + REFUSED
              + (why.startsWith("unknown protocol")
                  ? target + ": only http and https are followed"
                  : "'" + target + "', which is no address"),
          e);
    }
    String scheme = String.valueOf(next.getScheme()).toLowerCase(Locale.ROOT);
    if (!scheme.matches("https?") || next.getHost() == null) {
      throw new FetchException(
          from + REFUSED + "'" + target + "': only http and https to a host are followed");
    }
    if (next.getPort() > HIGHEST_PORT) {
      throw new FetchException(from + REFUSED + next + ", and no port has that number");
    }
    if (from.getScheme().equalsIgnoreCase("https") && scheme.equals("http")) {
      throw new FetchException(from + REFUSED + next + ": from https to http is not followed");
    }
    return next;
  }

  /** Encode what may not stand in an address; the brackets of a host's number stay. */
  private static String encoded(String target) {
    int path = target.matches("(?i)(https?:)?//.*") ? target.indexOf("//") + 2 : 0;
    int authority = path;
    while (authority < target.length() && "/?#".indexOf(target.charAt(authority)) < 0) {
      authority++;
    }
    StringBuilder address = new StringBuilder(path == 0 ? "" : target.substring(0, authority));
    String rest = path == 0 ? target : target.substring(authority);
    for (byte b : rest.getBytes(StandardCharsets.ISO_8859_1)) {
      boolean letter = b > 0 && Character.isLetterOrDigit(b);
      if (letter || PLAIN.indexOf(b) >= 0) {
        address.append((char) b);
      } else {
        address.append(String.format(Locale.ROOT, "%%%02X", b & 0xFF));
      }
    }
    return address.toString();
  }
}
