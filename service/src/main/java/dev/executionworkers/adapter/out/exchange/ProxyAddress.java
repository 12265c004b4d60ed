package dev.executionworkers.adapter.out.exchange;

import dev.executionworkers.domain.command.Secret;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * An HTTP proxy.
 *
 * @param login for proxies that ask for Basic authentication
 */
public record ProxyAddress(String host, int port, Optional<Login> login) {

  /** Who we are to the proxy. */
  public record Login(String user, Secret password) {}

  /**
   * Reads {@code http://user:password@host:port} or, as many write it, {@code host:port}.
   *
   * @throws IllegalArgumentException when it is neither
   */
  static ProxyAddress parse(String text) {
    URI uri = uri(text.contains("://") ? text : "http://" + text);
    if (!"http".equalsIgnoreCase(uri.getScheme()) || uri.getHost() == null) {
      throw new IllegalArgumentException("must look like http://host:port");
    }
    Optional<Login> login = Optional.ofNullable(uri.getRawUserInfo()).map(ProxyAddress::login);
    return new ProxyAddress(uri.getHost(), uri.getPort() < 0 ? 80 : uri.getPort(), login);
  }

  /** Without the value, which may carry a password. */
  private static URI uri(String text) {
    try {
      return URI.create(text);
    } catch (IllegalArgumentException _) {
      throw new IllegalArgumentException("must look like http://host:port");
    }
  }

  private static Login login(String userInfo) {
    int colon = userInfo.indexOf(':');
    return colon < 0
        ? new Login(decoded(userInfo), Secret.of(""))
        : new Login(
            decoded(userInfo.substring(0, colon)),
            Secret.of(decoded(userInfo.substring(colon + 1))));
  }

  private static String decoded(String part) {
    return URLDecoder.decode(part.replace("+", "%2B"), StandardCharsets.UTF_8);
  }
}
