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
  /** A peer that is there accepts a connection at once; one that is not should not cost more. */
  public static final Duration DEFAULT_CONNECT_TIMEOUT = Duration.ofSeconds(2);

  public NetworkSettings {
    positive("connectTimeout", connectTimeout);
    if (maxConnections < 1) {
      throw new IllegalArgumentException("maxConnections must be positive");
    }
  }

  static void positive(String name, Duration duration) {
    if (!duration.isPositive()) {
      throw new IllegalArgumentException(name + " must be positive");
    }
  }
}
