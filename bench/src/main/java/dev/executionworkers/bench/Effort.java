package dev.executionworkers.bench;

import java.time.Duration;

/**
 * How long to measure.
 *
 * @param rounds of which the median counts
 * @param round how long a round of load takes
 * @param warmUpRequests by which the compiler should be done
 * @param longestWarmUp how long to wait for that
 * @param mostRows to which the journal grows
 * @param dayOfRepositories how many are wanted in the simulated day
 */
public record Effort(
    int rounds,
    Duration round,
    int warmUpRequests,
    Duration longestWarmUp,
    int mostRows,
    int dayOfRepositories) {
  /** Some minutes in all. */
  public static final Effort FULL =
      new Effort(5, Duration.ofSeconds(8), 300_000, Duration.ofSeconds(90), 1_000_000, 10_000);

  /** To see whether something has become much worse. */
  public static final Effort QUICK =
      new Effort(3, Duration.ofSeconds(3), 150_000, Duration.ofSeconds(60), 100_000, 2_000);
}
