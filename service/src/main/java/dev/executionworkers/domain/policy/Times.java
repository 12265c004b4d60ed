package dev.executionworkers.domain.policy;

import java.time.Duration;
import java.time.Instant;

/** The one of two times, or of two durations, that counts. Pure. */
public final class Times {
  private Times() {}

  /** The earlier of two times. */
  public static Instant earlier(Instant one, Instant other) {
    return one.isBefore(other) ? one : other;
  }

  /** The later of two times. */
  public static Instant later(Instant one, Instant other) {
    return one.isAfter(other) ? one : other;
  }

  /** The shorter of two durations. */
  public static Duration shorter(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }

  /** The longer of two durations. */
  public static Duration longer(Duration one, Duration other) {
    return one.compareTo(other) > 0 ? one : other;
  }
}
