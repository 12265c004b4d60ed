package dev.executionworkers.application.pipeline;

import java.time.Instant;

/**
 * A pause between two attempts.
 *
 * @param until when it is over
 * @param notBefore when the peer may be asked again at the earliest, whoever is in a hurry
 * @param limit how long the execution may go on pausing
 * @param wakeable whether a caller who joins ends the pause, and an operator may end it either way
 * @param supersedable whether the execution makes way as soon as another waits for its lane
 */
record Pause(
    Instant until, Instant notBefore, Limit limit, boolean wakeable, boolean supersedable) {

  /** How a pause came to its end. */
  enum Awakening {
    /** Make the next attempt. */
    GO_ON,
    /** End with the last failure. */
    GIVE_UP,
    /** End half done: another waits for the lane. */
    MAKE_WAY,
    /** End without an outcome: the process is about to. */
    STOP
  }

  /** Until when an execution goes on. */
  enum Limit {
    /** Until the deadline of its last caller. */
    DEADLINE,
    /** A while longer, so that a caller who comes back still finds it. */
    LINGER,
    /** Until it is done. */
    NONE
  }
}
