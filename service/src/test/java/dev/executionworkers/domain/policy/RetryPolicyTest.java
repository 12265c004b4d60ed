package dev.executionworkers.domain.policy;

import static dev.executionworkers.domain.policy.Commitment.COMMITTED;
import static dev.executionworkers.domain.policy.Commitment.OPEN;
import static dev.executionworkers.domain.policy.Repeatability.AT_MOST_ONCE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.executionworkers.domain.outcome.DomainError;
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
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/** The whole table: failure by repeatability by commitment. */
class RetryPolicyTest {
  private static final RetryDecision WAIT = new TryAgain(Backoff.WAITING, OPEN);
  private static final RetryDecision PERSIST = new TryAgain(Backoff.PENDING, COMMITTED);

  private static final Failure NEVER_SENT = new NeverSent(error(Problem.UNAVAILABLE));
  private static final Failure THROTTLED =
      new Throttled(error(Problem.RATE_LIMITED), Instant.EPOCH);
  private static final Failure NOT_YET = new NotYet(error(Problem.NOT_FOUND));
  private static final List<Failure> DOUBTFUL =
      List.of(
          new PeerFailed(error(Problem.UNAVAILABLE), Optional.empty()),
          new LostReply(error(Problem.TIMEOUT)));

  @ParameterizedTest
  @EnumSource(Repeatability.class)
  void whatHadNoEffectIsAlwaysTriedAgain(Repeatability repeatability) {
    assertThat(RetryPolicy.decide(NEVER_SENT, repeatability, OPEN)).isEqualTo(WAIT);
    assertThat(RetryPolicy.decide(THROTTLED, repeatability, OPEN)).isEqualTo(WAIT);
    assertThat(RetryPolicy.decide(NEVER_SENT, repeatability, COMMITTED)).isEqualTo(PERSIST);
    assertThat(RetryPolicy.decide(THROTTLED, repeatability, COMMITTED)).isEqualTo(PERSIST);
  }

  @ParameterizedTest
  @EnumSource(Repeatability.class)
  void whatMayOnlyNotBeVisibleYetIsTriedUntilTheDeadline(Repeatability repeatability) {
    assertThat(RetryPolicy.decide(NOT_YET, repeatability, OPEN))
        .isEqualTo(new TryAgainUntilDeadline(Backoff.WAITING));
    assertThat(RetryPolicy.decide(NOT_YET, repeatability, COMMITTED)).isEqualTo(PERSIST);
  }

  @ParameterizedTest
  @EnumSource(mode = Mode.EXCLUDE, names = "AT_MOST_ONCE")
  void whatMayHaveHadItsEffectIsTriedAgainWhereThatDoesNoHarm(Repeatability repeatability) {
    for (Failure failure : DOUBTFUL) {
      assertThat(RetryPolicy.decide(failure, repeatability, OPEN)).isEqualTo(WAIT);
      assertThat(RetryPolicy.decide(failure, repeatability, COMMITTED)).isEqualTo(PERSIST);
    }
  }

  @Test
  void whatMayHaveHadAnEffectThatMustNotHappenTwiceIsNeverTriedAgain() {
    for (Failure failure : DOUBTFUL) {
      assertThat(RetryPolicy.decide(failure, AT_MOST_ONCE, OPEN)).isEqualTo(new GiveUp());
      assertThat(RetryPolicy.decide(failure, AT_MOST_ONCE, COMMITTED)).isEqualTo(new GiveUp());
    }
  }

  @ParameterizedTest
  @EnumSource(Repeatability.class)
  void nothingIsTriedAfterAnInterruption(Repeatability repeatability) {
    Failure interrupted = new Interrupted(error(Problem.UNAVAILABLE));

    assertThat(RetryPolicy.decide(interrupted, repeatability, OPEN)).isEqualTo(new GiveUp());
    assertThat(RetryPolicy.decide(interrupted, repeatability, COMMITTED)).isEqualTo(new GiveUp());
    assertThat(interrupted.effectUnknown()).isTrue();
    assertThat(interrupted.retryAt()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(Problem.class)
  void aDefiniteNoEndsWhatHasNotBegun(Problem problem) {
    for (Repeatability repeatability : Repeatability.values()) {
      assertThat(RetryPolicy.decide(new Refused(error(problem)), repeatability, OPEN))
          .isEqualTo(new GiveUp());
    }
  }

  @ParameterizedTest
  @EnumSource(Problem.class)
  void aDefiniteNoIsToldAndTriedAgainAfterThePointOfNoReturn(Problem problem) {
    RetryDecision expected =
        problem.retryable()
            ? new TellAndTryAgain(Backoff.PENDING, false)
            : new TellAndTryAgain(Backoff.REFUSED, false);
    if (problem == Problem.NOT_FOUND) {
      expected = new GiveUp();
    }

    for (Repeatability repeatability : Repeatability.values()) {
      assertThat(RetryPolicy.decide(new Refused(error(problem)), repeatability, COMMITTED))
          .isEqualTo(expected);
    }
  }

  @ParameterizedTest
  @EnumSource(Peer.class)
  void onlyANoOfTheBindingsLetsTheNextRotationTakeOver(Peer peer) {
    Failure last = new Refused(new DomainError(peer, Problem.REJECTED, 422, "no"));
    Failure passing = new Refused(new DomainError(peer, Problem.CREDENTIALS_REJECTED, 401, "no"));

    assertThat(RetryPolicy.decide(last, Repeatability.REPEATABLE, COMMITTED))
        .isEqualTo(new TellAndTryAgain(Backoff.REFUSED, peer == Peer.SECRET_BINDINGS));
    assertThat(RetryPolicy.decide(passing, Repeatability.REPEATABLE, COMMITTED))
        .isEqualTo(new TellAndTryAgain(Backoff.PENDING, peer == Peer.SECRET_BINDINGS));
  }

  private static DomainError error(Problem problem) {
    return new DomainError(Peer.HARBOR, problem, 500, "as given");
  }
}
