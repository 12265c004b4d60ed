package dev.executionworkers.port.out;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** A clock that goes on only when it is told to, from {@link Asking#START}. */
final class ModelClock implements InstantSource {
  private volatile Instant now = Asking.START;

  @Override
  public Instant instant() {
    return now;
  }

  void pass(Duration time) {
    now = now.plus(time);
  }
}
