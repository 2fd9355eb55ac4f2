package org.paperclaims.datasets;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The environment's {@code no_proxy} as curl reads it: hosts, domains, addresses and networks
 * ({@code 10.0.0.0/8}) that are asked without a proxy, each with a port or without.
 */
record NoProxy(String list) {
  private static final Pattern ENTRY =
      Pattern.compile("(?<host>\\[[^\\]]*\\]|[^:]*|[^:]*:[^:]*:.*?)(:(?<port>\\d+))?");
  private static final Pattern NUMBERS =
      Pattern.compile("[0-9.]+|[0-9a-f.]*:[0-9a-f.]*:[0-9a-f:.]*");

  /** Tell whether an address is asked directly. */
  boolean names(URI address) {
    String host = bare(String.valueOf(address.getHost()).toLowerCase(Locale.ROOT));
    return Arrays.stream(list.toLowerCase(Locale.ROOT).split("[,\\s]+"))
        .filter(entry -> !entry.isEmpty())
        .anyMatch(entry -> names(entry, host, port(address)));
  }

  private static int port(URI address) {
    int usual = address.getScheme().equalsIgnoreCase("https") ? 443 : 80;
    return address.getPort() < 0 ? usual : address.getPort();
  }

  private static boolean names(String entry, String host, int port) {
    Matcher parts = ENTRY.matcher(entry);
    boolean numbers = NUMBERS.matcher(entry).matches();
    if (!numbers && parts.matches()) {
      String wanted = parts.group("port");
      return (wanted == null || wanted.equals(Integer.toString(port)))
          && namesHost(bare(parts.group("host")), host);
    }
    return namesHost(entry, host);
  }

  private static boolean namesHost(String entry, String host) {
    String domain = entry.replaceFirst("^\\*?\\.", "");
    return entry.equals("*")
        || host.equals(domain)
        || host.endsWith("." + domain)
        || inNetwork(entry, host);
  }

  private static boolean inNetwork(String entry, String host) {
    String[] network = entry.split("/", -1);
    int most = network.length == 2 && network[1].matches("\\d{1,3}") ? 2 : 1;
    if (!NUMBERS.matcher(host).matches() || !NUMBERS.matcher(network[0]).matches()) {
      return false;
    }
    try {
      byte[] first = InetAddress.getByName(network[0]).getAddress();
      byte[] second = InetAddress.getByName(host).getAddress();
      int bits = most == 2 ? Integer.parseInt(network[1]) : first.length * Byte.SIZE;
      return first.length == second.length
          && bits <= first.length * Byte.SIZE
          && alike(first, second, bits);
    } catch (UnknownHostException noNumber) {
      return false;
    }
  }

  private static boolean alike(byte[] first, byte[] second, int bits) {
    for (int bit = 0; bit < bits; bit++) {
      int mask = 0x80 >> bit % Byte.SIZE;
      if (((first[bit / Byte.SIZE] ^ second[bit / Byte.SIZE]) & mask) != 0) {
        return false;
      }
    }
    return true;
  }

  private static String bare(String host) {
    return host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
  }
}
