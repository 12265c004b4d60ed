package dev.executionworkers.adapter.out.exchange;

import dev.executionworkers.adapter.out.exchange.Exchanged.Faulted;
import java.util.Optional;

/**
 * Makes one attempt of one call to one peer. Thread-safe; blocks its thread for no longer than the
 * peer's attempt timeout.
 */
public interface Exchange {

  /** Sends the request once and tells what came back, whatever it is; throws nothing expected. */
  Exchanged send(OutboundRequest request);

  /**
   * Opens a connection and closes it again: whether the peer accepts one, without a request. Empty
   * when it does.
   */
  Optional<Faulted> connect();
}
