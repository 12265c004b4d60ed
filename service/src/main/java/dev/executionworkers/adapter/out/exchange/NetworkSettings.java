package dev.executionworkers.adapter.out.exchange;

import java.time.Duration;

/**
 * What is the same for every peer.
 *
 * @param connectTimeout what resolving a name, opening a connection and each half of a TLS
 *     handshake may take
 * @param maxConnections to one peer at a time; as many as file descriptors allow. A peer that holds
 *     its answers holds a connection for each, and who finds none is told {@code NO_PERMIT}
 * @param trust which authorities TLS accepts
 * @param proxies which peers are reached through a proxy
 * @param userAgent how we introduce ourselves; GitHub answers 403 to nobody
 */
public record NetworkSettings(
    Duration connectTimeout,
    int maxConnections,
    TlsTrust trust,
    ProxyRules proxies,
    String userAgent) {
  /** More than the requests that the service can hold. */
  public static final int DEFAULT_MAX_CONNECTIONS = 20_000;

  /** A peer that is there accepts a connection at once; one that is not should not cost more. */
  public static final Duration DEFAULT_CONNECT_TIMEOUT = Duration.ofSeconds(2);

  public NetworkSettings {
    positive("connectTimeout", connectTimeout);
    if (maxConnections < 1) {
      throw new IllegalArgumentException("maxConnections must be positive");
    }
  }

  /** No proxy, the system's authorities, the default limits. */
  public static NetworkSettings direct(String userAgent) {
    return new NetworkSettings(
        DEFAULT_CONNECT_TIMEOUT,
        DEFAULT_MAX_CONNECTIONS,
        TlsTrust.system(),
        ProxyRules.NONE,
        userAgent);
  }

  static void positive(String name, Duration duration) {
    if (!duration.isPositive()) {
      throw new IllegalArgumentException(name + " must be positive");
    }
  }
}
