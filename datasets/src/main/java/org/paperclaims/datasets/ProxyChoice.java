package org.paperclaims.datasets;

import java.net.Authenticator;
import java.net.InetSocketAddress;
import java.net.PasswordAuthentication;
import java.net.Proxy;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The proxy that an address is asked through, or none.
 *
 * @param password that the proxy may ask for
 */
record ProxyChoice(Proxy proxy, Optional<PasswordAuthentication> password) {
  static final ProxyChoice NONE = new ProxyChoice(Proxy.NO_PROXY, Optional.empty());

  /** Say for a message which proxy is used, without its password; nothing if none is. */
  String words() {
    return proxy.address() instanceof InetSocketAddress at
        ? " through the proxy " + at.getHostString() + ":" + at.getPort()
        : "";
  }

  /** Say what the status 407 means here, after "answered". */
  String refused() {
    return password.isPresent()
        ? "407: the proxy does not take the name and the password of the environment"
        : "407: the proxy wants a name and a password; https_proxy may give them as"
            + " http://NAME:PASSWORD@HOST:PORT";
  }

  /** Give the password to the proxy alone, and once: one that is not taken is not right later. */
  Authenticator authenticator() {
    return new Authenticator() {
      private boolean given;

      @Override
      protected @Nullable PasswordAuthentication getPasswordAuthentication() {
        boolean asked = getRequestorType() == RequestorType.PROXY && !given;
        given = true;
        return asked ? password.orElse(null) : null;
      }
    };
  }
}
