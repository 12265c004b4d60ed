package dev.executionworkers.adapter.out.exchange;

import dev.executionworkers.port.out.Destination;
import java.net.URI;
import java.time.Duration;

/**
 * How one peer is called.
 *
 * @param destination what it is called in spans and metrics
 * @param origin where it is; path and query are ignored. Requests to anywhere else are refused
 * @param attemptTimeout what one attempt may take in all, from looking for a connection to the last
 *     byte of the answer
 * @param propagatesTrace whether the peer is one of ours and gets the trace's headers
 * @param network what is the same for every peer
 */
public record ExchangeSettings(
    Destination destination,
    URI origin,
    Duration attemptTimeout,
    boolean propagatesTrace,
    NetworkSettings network) {

  public ExchangeSettings {
    NetworkSettings.positive("attemptTimeout", attemptTimeout);
    origin = Origin.of(origin).uri();
  }
}
