package dev.executionworkers.adapter.in.http;

import java.time.Duration;

/**
 * What a caller may take of the server.
 *
 * @param receiveTimeout how long the head of a request, and again its body, may take to arrive, and
 *     an answer to be taken; 30 s
 * @param idleTimeout how long a connection may wait for its next request; 2 min, longer than the 90
 *     s after which Go's client gives up an idle connection, so that a request never meets one
 *     being closed
 * @param maxConnections connections open at a time, unless file descriptors are scarcer; further
 *     ones wait to be accepted; 20,000
 * @param shutdownGrace how long {@link HttpServer#close} waits for requests being served; 30 s
 */
public record HttpLimits(
    Duration receiveTimeout, Duration idleTimeout, int maxConnections, Duration shutdownGrace) {
  /** The most bytes of a request's body. */
  public static final int MAX_BODY_BYTES = 64 * 1024;

  /** The most bytes of a request's head, beside its first line. */
  static final int MAX_HEADERS_BYTES = 16 * 1024;

  /** The defaults, with this grace. */
  public static HttpLimits withGrace(Duration shutdownGrace) {
    return new HttpLimits(Duration.ofSeconds(30), Duration.ofMinutes(2), 20_000, shutdownGrace);
  }
}
