package dev.executionworkers.port.out;

import java.net.URI;
import java.util.Map;

/** What is told of each call that goes out. Thread-safe. */
public interface ExchangeTelemetry {

  /**
   * Opens a client span under the current one.
   *
   * @param method the HTTP method
   * @param server scheme, host and port of the destination; neither path nor query, which may name
   *     what should not be seen
   */
  CallScope open(Destination destination, String method, URI server);

  /** An open call. Used on one thread. */
  interface CallScope {

    /** The headers that carry this span to the peer. */
    Map<String, String> propagationHeaders();

    /** The peer answered. */
    void answered(int status);

    /** No usable answer came. */
    void faulted(String kind);

    /** Closes the span and records the duration. */
    void close();
  }
}
