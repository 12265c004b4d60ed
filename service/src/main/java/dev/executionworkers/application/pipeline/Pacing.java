package dev.executionworkers.application.pipeline;

import dev.executionworkers.application.pipeline.Pause.Limit;
import dev.executionworkers.domain.outcome.Failure;
import dev.executionworkers.domain.policy.Backoff;
import dev.executionworkers.domain.policy.Commitment;
import dev.executionworkers.domain.policy.RetryDecision;
import dev.executionworkers.domain.policy.RetryDecision.GiveUp;
import dev.executionworkers.domain.policy.RetryDecision.TellAndTryAgain;
import dev.executionworkers.domain.policy.RetryDecision.TryAgain;
import dev.executionworkers.domain.policy.RetryDecision.TryAgainUntilDeadline;
import dev.executionworkers.domain.policy.Times;
import dev.executionworkers.port.out.Time;
import java.time.Duration;
import java.time.Instant;
import java.util.function.BooleanSupplier;
import java.util.random.RandomGenerator;

/** Carries out what was decided after a failed attempt: tells, pauses, or lets go. */
final class Pacing {
  /** However many callers hurry, a peer is not asked more often than this. */
  private static final Duration SHORTEST_PAUSE = Duration.ofMillis(200);

  /** What is pending for hours shall be seen, and shall not fill the log. */
  private static final Duration BETWEEN_LINES = Duration.ofMinutes(1);

  private final RunningExecution execution;
  private final Time time;
  private final RandomGenerator chance;
  private final Duration hold;
  private Instant nextLine = Instant.MIN;

  /**
   * @param hold longer than any attempt takes
   */
  Pacing(RunningExecution execution, Time time, RandomGenerator chance, Duration hold) {
    this.execution = execution;
    this.time = time;
    this.chance = chance;
    this.hold = hold;
  }

  /** For how long nobody else may take over while an attempt is made. */
  Duration hold() {
    return hold;
  }

  /** What time it is. */
  Instant now() {
    return time.now();
  }

  /** Another execution waits for the lane. */
  void challenged() {
    execution.challenge();
  }

  /** An attempt begins. */
  void attempting() {
    execution.attempting();
  }

  /**
   * Waits before anything is sent; the right to send must be renewed then.
   *
   * @return whether anybody still wants the execution
   */
  boolean standBy(BooleanSupplier ready, Instant until, Failure meanwhile) {
    Instant halfTheHold = time.now().plus(hold.dividedBy(2));
    return execution.standBy(ready, Times.earlier(until, halfTheHold), meanwhile);
  }

  /** An attempt may have had an effect and nobody knows. */
  void effectInDoubt() {
    execution.effectInDoubt();
  }

  /** Whether its last caller has gone for good, and nothing can have come of it. */
  boolean isUnwanted() {
    return execution.isUnwanted();
  }

  /** Has it look again. */
  void wake() {
    execution.wake();
  }

  /** Whether a failed attempt is worth a line in the log. */
  boolean worthALine(Commitment commitment) {
    Instant now = time.now();
    boolean worth =
        switch (commitment) {
          case OPEN -> true;
          case COMMITTED -> !now.isBefore(nextLine);
        };
    if (worth) {
      nextLine = now.plus(BETWEEN_LINES);
    }
    return worth;
  }

  /** Whether to make another attempt; pauses before saying yes. */
  boolean goesOn(RetryDecision decision, Failure failure, int failedAttempts) {
    execution.failed(failure);
    return switch (decision) {
      case GiveUp _ -> false;
      case TryAgain(Backoff backoff, Commitment commitment) ->
          switch (commitment) {
            case OPEN -> pause(backoff, failure, failedAttempts, Limit.LINGER, false);
            case COMMITTED -> pause(backoff, failure, failedAttempts, Limit.NONE, false);
          };
      case TryAgainUntilDeadline(Backoff backoff) ->
          pause(backoff, failure, failedAttempts, Limit.DEADLINE, false);
      case TellAndTryAgain(Backoff backoff, boolean supersedable) -> {
        execution.tellWaiting();
        yield pause(backoff, failure, failedAttempts, Limit.NONE, supersedable);
      }
    };
  }

  private boolean pause(
      Backoff backoff, Failure failure, int failedAttempts, Limit limit, boolean supersedable) {
    Instant now = time.now();
    Instant backedOff = now.plus(backoff.pause(failedAttempts, chance.nextDouble()));
    Instant allowed = failure.retryAt().orElse(now);
    Pause pause =
        new Pause(
            Times.later(backedOff, allowed),
            Times.later(now.plus(SHORTEST_PAUSE), allowed),
            limit,
            limit == Limit.NONE,
            supersedable);
    return switch (execution.pause(pause)) {
      case GO_ON -> true;
      case GIVE_UP, MAKE_WAY -> false;
      case STOP -> throw new ExecutionStoppedException();
    };
  }
}
