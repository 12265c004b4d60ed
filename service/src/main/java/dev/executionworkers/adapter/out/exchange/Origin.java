package dev.executionworkers.adapter.out.exchange;

import java.net.URI;
import java.util.Locale;
import org.apache.hc.core5.http.HttpHost;

/**
 * Where a peer is: scheme, host and port, and nothing else (RFC 6454).
 *
 * @param host without the brackets of an IPv6 address
 */
record Origin(String scheme, String host, int port) {

  /**
   * The origin of a URI.
   *
   * @throws IllegalArgumentException when it is not absolute, not HTTP, names no host, or carries
   *     credentials
   */
  static Origin of(URI uri) {
    String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
    if (!scheme.equals("http") && !scheme.equals("https")) {
      throw new IllegalArgumentException("must be an http:// or https:// URL");
    }
    if (uri.getRawUserInfo() != null) {
      throw new IllegalArgumentException("must not carry credentials in the URL");
    }
    if (uri.getHost() == null) {
      throw new IllegalArgumentException("must name a host (of letters, digits, '-' and '.')");
    }
    return new Origin(scheme, plainHost(uri.getHost()), port(scheme, uri.getPort()));
  }

  boolean isSecure() {
    return scheme.equals("https");
  }

  HttpHost httpHost() {
    return new HttpHost(scheme, host, port);
  }

  URI uri() {
    return URI.create(httpHost().toURI());
  }

  private static String plainHost(String host) {
    String lower = host.toLowerCase(Locale.ROOT);
    return lower.startsWith("[") ? lower.substring(1, lower.length() - 1) : lower;
  }

  private static int port(String scheme, int given) {
    if (given >= 0) {
      return given;
    }
    return scheme.equals("https") ? 443 : 80;
  }
}
