package dev.executionworkers.domain.policy;

import static dev.executionworkers.domain.policy.Commitment.COMMITTED;
import static dev.executionworkers.domain.policy.Commitment.OPEN;

import dev.executionworkers.domain.outcome.Failure;
import dev.executionworkers.domain.outcome.Failure.Interrupted;
import dev.executionworkers.domain.outcome.Failure.LostReply;
import dev.executionworkers.domain.outcome.Failure.NeverSent;
import dev.executionworkers.domain.outcome.Failure.NotYet;
import dev.executionworkers.domain.outcome.Failure.PeerFailed;
import dev.executionworkers.domain.outcome.Failure.Refused;
import dev.executionworkers.domain.outcome.Failure.Throttled;
import dev.executionworkers.domain.outcome.Peer;
import dev.executionworkers.domain.outcome.Problem;
import dev.executionworkers.domain.policy.RetryDecision.GiveUp;
import dev.executionworkers.domain.policy.RetryDecision.TellAndTryAgain;
import dev.executionworkers.domain.policy.RetryDecision.TryAgain;
import dev.executionworkers.domain.policy.RetryDecision.TryAgainUntilDeadline;

/** The only place that decides whether a failed attempt is made again. */
public final class RetryPolicy {
  private RetryPolicy() {}

  /** What to do after {@code failure} of a call with this repeatability. */
  public static RetryDecision decide(
      Failure failure, Repeatability repeatability, Commitment commitment) {
    return switch (commitment) {
      case OPEN -> whileOpen(failure, repeatability);
      case COMMITTED -> whenCommitted(failure, repeatability);
    };
  }

  private static RetryDecision whileOpen(Failure failure, Repeatability repeatability) {
    return switch (failure) {
      case NeverSent _, Throttled _ -> new TryAgain(Backoff.WAITING, OPEN);
      case NotYet _ -> new TryAgainUntilDeadline(Backoff.WAITING);
      case Refused _, Interrupted _ -> new GiveUp();
      case PeerFailed _, LostReply _ ->
          ifRepeatable(repeatability, new TryAgain(Backoff.WAITING, OPEN));
    };
  }

  private static RetryDecision whenCommitted(Failure failure, Repeatability repeatability) {
    return switch (failure) {
      case NeverSent _, Throttled _, NotYet _ -> new TryAgain(Backoff.PENDING, COMMITTED);
      case Refused refused -> whenRefused(refused);
      case Interrupted _ -> new GiveUp();
      case PeerFailed _, LostReply _ ->
          ifRepeatable(repeatability, new TryAgain(Backoff.PENDING, COMMITTED));
    };
  }

  /**
   * What is refused after the point of no return goes on all the same. Only a registry that no
   * longer has the robot ends it: there is nothing left whose token could be split. An adapter says
   * so of nothing that proves less.
   */
  private static RetryDecision whenRefused(Refused refused) {
    Problem problem = refused.error().problem();
    Peer peer = refused.error().peer();
    if (peer == Peer.HARBOR && problem == Problem.NOT_FOUND) {
      return new GiveUp();
    }
    return new TellAndTryAgain(
        problem.retryable() ? Backoff.PENDING : Backoff.REFUSED, peer == Peer.SECRET_BINDINGS);
  }

  private static RetryDecision ifRepeatable(Repeatability repeatability, TryAgain again) {
    return switch (repeatability) {
      case READ, REPEATABLE, CHECK_FIRST -> again;
      case AT_MOST_ONCE -> new GiveUp();
    };
  }
}
