package dev.executionworkers.application.pipeline;

import dev.executionworkers.application.pipeline.RunningExecution.Seat;
import java.time.Instant;

/** Who waits for an execution. Guarded by the execution's monitor. */
final class Audience {
  private int waiting;
  private boolean withdrawn;
  private long timesTold;

  Seat sit(Instant deadline) {
    waiting++;
    withdrawn = false;
    return new Seat(deadline, timesTold);
  }

  /** Somebody goes, and may come back. */
  void leave() {
    waiting--;
    withdrawn = false;
  }

  /** Somebody goes for good. */
  void withdraw() {
    waiting--;
    withdrawn = true;
  }

  /** Whoever waits now is told something. */
  void tell() {
    timesTold++;
  }

  boolean isTold(Seat seat) {
    return timesTold > seat.toldBefore();
  }

  int waiting() {
    return waiting;
  }

  /** Whether the last one has gone for good. */
  boolean hasWithdrawn() {
    return withdrawn && waiting == 0;
  }
}
