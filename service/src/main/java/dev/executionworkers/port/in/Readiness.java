package dev.executionworkers.port.in;

import java.util.Optional;

/** Whether this process should be sent work. Thread-safe. */
public interface Readiness {

  /** What {@code /readyz} tells. */
  enum State {
    READY,
    /** About to end. */
    DRAINING,
    /** The journal cannot be written. */
    JOURNAL_UNAVAILABLE,
    /** The Temporal server cannot be used, and the process is to be ready only with it. */
    TEMPORAL_UNAVAILABLE
  }

  /** How the worker of a Temporal server is. */
  enum Worker {
    /** It polls. */
    CONNECTED,
    /** It looks for the server. */
    AWAY
  }

  /** How it is now; never blocks. */
  State state();

  /** How the Temporal worker is; empty when there is none. Never blocks. */
  default Optional<Worker> worker() {
    return Optional.empty();
  }
}
