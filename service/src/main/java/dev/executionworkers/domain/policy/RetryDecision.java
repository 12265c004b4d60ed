package dev.executionworkers.domain.policy;

/** What to do after a failed attempt. */
public sealed interface RetryDecision {

  /** End with this failure. */
  record GiveUp() implements RetryDecision {}

  /**
   * Pause and try again.
   *
   * @param commitment whether only while anybody may still ask for it, or until it is done
   */
  record TryAgain(Backoff backoff, Commitment commitment) implements RetryDecision {}

  /** Pause and try again until the last waiting caller's deadline, and end then. */
  record TryAgainUntilDeadline(Backoff backoff) implements RetryDecision {}

  /**
   * Tell whoever waits at once, since time alone does not mend it, and try again all the same: what
   * was begun must be finished.
   *
   * @param supersedable whether the next execution of the same lane may take over instead
   */
  record TellAndTryAgain(Backoff backoff, boolean supersedable) implements RetryDecision {}
}
