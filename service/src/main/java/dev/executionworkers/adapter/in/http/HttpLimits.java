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
 * @param maxConnections connections open at a time; further ones wait to be accepted. Must stay
 *     below the number of file descriptors, for want of which the listener would end
 * @param shutdownGrace how long {@link HttpServer#close} waits for requests being served; 30 s
 */
public record HttpLimits(
    Duration receiveTimeout, Duration idleTimeout, int maxConnections, Duration shutdownGrace) {
  /** The most bytes of a request's body. */
  public static final int MAX_BODY_BYTES = 64 * 1024;

  /** The most bytes of a request's head, beside its first line. */
  static final int MAX_HEADERS_BYTES = 16 * 1024;

  /** The default times, with this grace and so many connections. */
  public static HttpLimits of(Duration shutdownGrace, int maxConnections) {
    return new HttpLimits(
        Duration.ofSeconds(30), Duration.ofMinutes(2), maxConnections, shutdownGrace);
  }
}
