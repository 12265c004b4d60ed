package dev.executionworkers.port.out;

import dev.executionworkers.domain.outcome.Peer;

/** What is called, as spans and metrics name it. */
public sealed interface Destination {

  /** The {@code target} of metrics, the {@code peer.service} of spans. */
  String target();

  /** A foreign system that operations are carried out on. */
  record ForeignSystem(Peer peer) implements Destination {
    @Override
    public String target() {
      return peer.target();
    }
  }

  /**
   * Where domain events are delivered. It is no {@link Peer}: no outcome depends on it, and what
   * goes wrong with it is never an error that a caller gets.
   */
  record EventsSink() implements Destination {
    @Override
    public String target() {
      return "events-sink";
    }
  }
}
