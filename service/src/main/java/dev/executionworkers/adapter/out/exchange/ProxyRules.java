package dev.executionworkers.adapter.out.exchange;

import java.net.InetAddress;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Which peers are reached through a proxy, as {@code HTTP_PROXY}, {@code HTTPS_PROXY} and {@code
 * NO_PROXY} say it. There is no standard for them; this follows curl and Go, which is what the
 * platforms' other services are written in: lower case comes first, {@code NO_PROXY} holds names
 * with all their subdomains, addresses, address ranges ({@code 10.0.0.0/8}), each with an optional
 * port, or {@code *}; this machine itself is never reached through a proxy.
 */
public final class ProxyRules {
  /** No proxy for anyone. */
  public static final ProxyRules NONE =
      new ProxyRules(Optional.empty(), Optional.empty(), List.of());

  private final Optional<ProxyAddress> forHttp;
  private final Optional<ProxyAddress> forHttps;
  private final List<String> direct;

  private ProxyRules(
      Optional<ProxyAddress> forHttp, Optional<ProxyAddress> forHttps, List<String> direct) {
    this.forHttp = forHttp;
    this.forHttps = forHttps;
    this.direct = direct;
  }

  /**
   * Reads the usual environment variables.
   *
   * @throws IllegalArgumentException naming the variable that is wrong
   */
  public static ProxyRules parse(Map<String, String> environment) {
    return new ProxyRules(
        address(environment, "HTTP_PROXY"),
        address(environment, "HTTPS_PROXY"),
        variable(environment, "NO_PROXY").stream()
            .flatMap(list -> Arrays.stream(list.split("[,\\s]+", -1)))
            .map(entry -> entry.toLowerCase(Locale.ROOT))
            .filter(entry -> !entry.isEmpty())
            .toList());
  }

  /** The proxy through which this peer is reached, if any. */
  public Optional<ProxyAddress> forPeer(URI uri) {
    Origin origin = Origin.of(uri);
    if (isThisMachine(origin.host()) || direct.stream().anyMatch(rule -> covers(rule, origin))) {
      return Optional.empty();
    }
    return origin.isSecure() ? forHttps : forHttp;
  }

  private static boolean isThisMachine(String host) {
    return host.equals("localhost")
        || literal(host).map(InetAddress::isLoopbackAddress).orElse(false);
  }

  private static boolean covers(String rule, Origin origin) {
    if (rule.equals("*")) {
      return true;
    }
    int slash = rule.indexOf('/');
    if (slash >= 0) {
      return inRange(rule.substring(0, slash), rule.substring(slash + 1), origin.host());
    }
    String host = withoutPort(rule, origin.port());
    String suffix = host.startsWith("*") ? host.substring(1) : host;
    String domain = suffix.startsWith(".") ? suffix.substring(1) : suffix;
    return origin.host().equals(domain) || origin.host().endsWith("." + domain);
  }

  /** The rule's host when it has no port or this one. */
  private static String withoutPort(String rule, int port) {
    String ending = ":" + port;
    String host = rule.endsWith(ending) ? rule.substring(0, rule.length() - ending.length()) : rule;
    return host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
  }

  private static boolean inRange(String network, String prefixBits, String host) {
    Optional<byte[]> base = literal(network).map(InetAddress::getAddress);
    Optional<byte[]> address = literal(host).map(InetAddress::getAddress);
    if (base.isEmpty() || address.isEmpty() || !prefixBits.matches("[0-9]{1,3}")) {
      return false;
    }
    return samePrefix(base.get(), address.get(), Integer.parseInt(prefixBits));
  }

  private static boolean samePrefix(byte[] base, byte[] address, int bits) {
    if (base.length != address.length || bits > base.length * 8) {
      return false;
    }
    for (int bit = 0; bit < bits; bit++) {
      int mask = 0x80 >> (bit % 8);
      if ((base[bit / 8] & mask) != (address[bit / 8] & mask)) {
        return false;
      }
    }
    return true;
  }

  private static Optional<InetAddress> literal(String host) {
    try {
      return Optional.of(InetAddress.ofLiteral(host));
    } catch (IllegalArgumentException name) {
      return Optional.empty();
    }
  }

  private static Optional<ProxyAddress> address(Map<String, String> environment, String name) {
    try {
      return variable(environment, name).map(ProxyAddress::parse);
    } catch (IllegalArgumentException wrong) {
      throw new IllegalArgumentException(name + " " + wrong.getMessage(), wrong);
    }
  }

  private static Optional<String> variable(Map<String, String> environment, String name) {
    return Stream.of(name.toLowerCase(Locale.ROOT), name)
        .map(each -> environment.getOrDefault(each, "").strip())
        .filter(value -> !value.isEmpty())
        .findFirst();
  }
}
