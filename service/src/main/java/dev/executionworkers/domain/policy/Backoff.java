package dev.executionworkers.domain.policy;

import java.time.Duration;

/**
 * Exponential back-off with full jitter: the pause before attempt {@code n + 1} is anything from
 * nothing to {@code first} doubled {@code n - 1} times, never more than {@code cap}.
 *
 * @param first the longest pause after the first failed attempt
 * @param cap the longest pause ever
 */
public record Backoff(Duration first, Duration cap) {
  private static final Duration FIRST = Duration.ofMillis(200);

  /** While a caller may be waiting: 200 ms doubling to 3 s. */
  public static final Backoff WAITING = new Backoff(FIRST, Duration.ofSeconds(3));

  /** A pending rotation whose trouble may pass: doubling to 15 s. */
  public static final Backoff PENDING = new Backoff(FIRST, Duration.ofSeconds(15));

  /** A pending rotation that was refused, which only people mend: doubling to an hour. */
  public static final Backoff REFUSED = new Backoff(Duration.ofSeconds(1), Duration.ofHours(1));

  /**
   * The pause after the {@code failedAttempts}-th failed attempt.
   *
   * @param failedAttempts at least 1
   * @param chance a number from 0 (inclusive) to 1 (exclusive)
   */
  public Duration pause(int failedAttempts, double chance) {
    int doublings = Math.min(failedAttempts - 1, 40);
    double ceilingNanos =
        Math.min((double) first.toNanos() * (1L << doublings), (double) cap.toNanos());
    return Duration.ofNanos((long) (ceilingNanos * chance));
  }
}
