package dev.executionworkers.domain.policy;

import dev.executionworkers.domain.outcome.Failure;
import dev.executionworkers.domain.outcome.Outcome;
import java.time.Duration;

/**
 * What a request gets whose like was answered before.
 *
 * @param success for how long a success is answered again instead of being made again
 * @param refusal for how long a final refusal is
 * @param idempotencyKey for how long a new execution goes on under the former one's outbound key,
 *     so that a receiver can tell a retry after a lost answer from new work
 * @param command for how long a key refuses another command
 * @param onlyWhileNewest whether an outcome holds only until its lane has a later one
 */
public record ReplayPolicy(
    Duration success,
    Duration refusal,
    Duration idempotencyKey,
    Duration command,
    boolean onlyWhileNewest) {
  /** Longer than the 135 s over which the workflow engine spreads its five attempts. */
  private static final Duration CALLER_PATIENCE = Duration.ofMinutes(3);

  private static final Duration SUPPLIED_KEY = Duration.ofHours(24);

  /** Nothing is replayed: what converges, and what only reads, simply runs again. */
  public static final ReplayPolicy RUN_AGAIN =
      new ReplayPolicy(Duration.ZERO, Duration.ZERO, Duration.ZERO, Duration.ZERO, false);

  /** Runs again under the former outbound key, so that the receiver can replay. */
  public static final ReplayPolicy DELEGATED =
      new ReplayPolicy(Duration.ZERO, Duration.ZERO, CALLER_PATIENCE, Duration.ZERO, false);

  /**
   * Nothing is replayed or continued, for every answer is about its own moment; but a key that the
   * caller chose stands for its one command for a day.
   */
  public static final ReplayPolicy ONE_COMMAND =
      new ReplayPolicy(Duration.ZERO, Duration.ZERO, Duration.ZERO, SUPPLIED_KEY, false);

  /** The same for a request whose caller chose its key: it stands for one request for a day. */
  public ReplayPolicy byCallersKey() {
    return new ReplayPolicy(
        SUPPLIED_KEY, SUPPLIED_KEY, SUPPLIED_KEY, SUPPLIED_KEY, onlyWhileNewest);
  }

  /** Whether an outcome of this age is the answer to a repeated request. */
  public boolean replays(Outcome outcome, Duration age) {
    return switch (outcome) {
      case Outcome.Completed _ -> within(age, success);
      case Outcome.Failed(Failure failure) -> isFinal(failure) && within(age, refusal);
    };
  }

  /**
   * Whether an execution begun at this age continues the former one under its key. What was refused
   * for good is over, and so is what holds only while it is the newest: asking again is new work.
   */
  public boolean continues(Outcome outcome, Duration age) {
    return !onlyWhileNewest && within(age, idempotencyKey) && !isFinal(outcome);
  }

  /** For how long any request can depend on what was done before. */
  public Duration longest() {
    return Times.longer(Times.longer(success, refusal), Times.longer(idempotencyKey, command));
  }

  private static boolean isFinal(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Completed _ -> false;
      case Outcome.Failed(Failure failure) -> isFinal(failure);
    };
  }

  private static boolean isFinal(Failure failure) {
    return !failure.error().problem().retryable();
  }

  private static boolean within(Duration age, Duration limit) {
    return age.compareTo(limit) < 0;
  }
}
