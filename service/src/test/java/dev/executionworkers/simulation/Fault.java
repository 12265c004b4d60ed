package dev.executionworkers.simulation;

/** What can happen to one exchange with a peer. */
enum Fault {
  NONE,
  /** No connection. */
  NEVER_SENT,
  /** The peer never gets it, and the caller waits for an answer. */
  REQUEST_LOST,
  /** The peer does it, and the caller never hears of it. */
  REPLY_LOST,
  /** The connection is cut after the peer has done it. */
  RESET_AFTER_EFFECT,
  /** The peer fails before it does anything. */
  FAILED_WITHOUT_EFFECT,
  /** The peer does it and says that it failed. */
  FAILED_AFTER_EFFECT,
  THROTTLED,
  /** The peer does it long after its caller has given up. */
  TAKES_EFFECT_LATE,
  /** It is answered after all, shortly before or after the caller gives up. */
  SLOW,
  /** A definite no, for as long as the peer is in the mood. */
  REFUSED
}
