package dev.executionworkers.port.out;

/** Whether calls reach a peer. */
public enum CircuitState {
  /** They do. */
  CLOSED,
  /** One is let through, to find out whether the peer is better. */
  HALF_OPEN,
  /** They do not: the peer is left alone for a while. */
  OPEN
}
