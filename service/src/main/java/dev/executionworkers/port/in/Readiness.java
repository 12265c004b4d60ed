package dev.executionworkers.port.in;

/** Whether this process should be sent work. Thread-safe. */
public interface Readiness {

  /** What {@code /readyz} tells. */
  enum State {
    READY,
    /** About to end. */
    DRAINING,
    /** The journal cannot be written. */
    JOURNAL_UNAVAILABLE
  }

  /** How it is now; never blocks. */
  State state();
}
