package dev.executionworkers.domain.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.executionworkers.domain.outcome.DomainError;
import dev.executionworkers.domain.outcome.Failure;
import dev.executionworkers.domain.outcome.Outcome;
import dev.executionworkers.domain.outcome.Peer;
import dev.executionworkers.domain.outcome.Problem;
import dev.executionworkers.domain.outcome.Result.Confirmed;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ReplayPolicyTest {
  private static final Duration TICK = Duration.ofNanos(1);
  private static final Outcome SUCCESS = new Outcome.Completed(new Confirmed());
  private static final Outcome FINAL = failed(Problem.REJECTED);
  private static final Outcome PASSING = failed(Problem.UNAVAILABLE);
  private static final ReplayPolicy POLICY =
      new ReplayPolicy(
          Duration.ofMinutes(3), Duration.ofMinutes(2), Duration.ofMinutes(1), Duration.ZERO, true);
  private static final ReplayPolicy CONTINUED =
      new ReplayPolicy(Duration.ZERO, Duration.ZERO, Duration.ofMinutes(1), Duration.ZERO, false);

  @Test
  void replaysASuccessUntilItsWindowEnds() {
    assertThat(POLICY.replays(SUCCESS, Duration.ZERO)).isTrue();
    assertThat(POLICY.replays(SUCCESS, Duration.ofMinutes(3).minus(TICK))).isTrue();
    assertThat(POLICY.replays(SUCCESS, Duration.ofMinutes(3))).isFalse();
  }

  @Test
  void replaysAFinalRefusalUntilItsWindowEnds() {
    assertThat(POLICY.replays(FINAL, Duration.ofMinutes(2).minus(TICK))).isTrue();
    assertThat(POLICY.replays(FINAL, Duration.ofMinutes(2))).isFalse();
  }

  @Test
  void neverReplaysWhatMayPass() {
    assertThat(POLICY.replays(PASSING, Duration.ZERO)).isFalse();
  }

  @Test
  void continuesUnderTheFormerKeyUntilItsWindowEnds() {
    assertThat(CONTINUED.continues(SUCCESS, Duration.ofMinutes(1).minus(TICK))).isTrue();
    assertThat(CONTINUED.continues(SUCCESS, Duration.ofMinutes(1))).isFalse();
    assertThat(CONTINUED.continues(PASSING, Duration.ofMinutes(1).minus(TICK))).isTrue();
    assertThat(CONTINUED.continues(PASSING, Duration.ofMinutes(1))).isFalse();
  }

  @Test
  void whatHoldsOnlyWhileItIsTheNewestIsOver() {
    assertThat(POLICY.continues(SUCCESS, Duration.ZERO)).isFalse();
    assertThat(POLICY.continues(PASSING, Duration.ZERO)).isFalse();
  }

  @Test
  void whatWasRefusedForGoodIsOver() {
    assertThat(CONTINUED.continues(FINAL, Duration.ZERO)).isFalse();
  }

  @Test
  void lastsAsLongAsItsLongestWindow() {
    Duration longest = Duration.ofMinutes(3);

    assertThat(POLICY.longest()).isEqualTo(longest);
    assertThat(new ReplayPolicy(TICK, longest, TICK, TICK, false).longest()).isEqualTo(longest);
    assertThat(new ReplayPolicy(TICK, TICK, longest, TICK, false).longest()).isEqualTo(longest);
    assertThat(new ReplayPolicy(TICK, TICK, TICK, longest, false).longest()).isEqualTo(longest);
    assertThat(ReplayPolicy.RUN_AGAIN.longest()).isZero();
  }

  @Test
  void whatConvergesSimplyRunsAgain() {
    assertThat(ReplayPolicy.RUN_AGAIN.replays(SUCCESS, Duration.ZERO)).isFalse();
    assertThat(ReplayPolicy.RUN_AGAIN.replays(FINAL, Duration.ZERO)).isFalse();
    assertThat(ReplayPolicy.RUN_AGAIN.continues(SUCCESS, Duration.ZERO)).isFalse();
    assertThat(ReplayPolicy.RUN_AGAIN.continues(PASSING, Duration.ZERO)).isFalse();
  }

  @Test
  void aKeyMayStandForItsCommandForADayAndAnswerNothing() {
    assertThat(ReplayPolicy.ONE_COMMAND.longest()).isEqualTo(Duration.ofHours(24));
    assertThat(ReplayPolicy.ONE_COMMAND.replays(SUCCESS, Duration.ZERO)).isFalse();
    assertThat(ReplayPolicy.ONE_COMMAND.replays(FINAL, Duration.ZERO)).isFalse();
    assertThat(ReplayPolicy.ONE_COMMAND.continues(SUCCESS, Duration.ZERO)).isFalse();
    assertThat(ReplayPolicy.ONE_COMMAND.continues(PASSING, Duration.ZERO)).isFalse();
  }

  @Test
  void whatIsDelegatedRunsAgainUnderTheSameKeyFor180Seconds() {
    assertThat(ReplayPolicy.DELEGATED.replays(SUCCESS, Duration.ZERO)).isFalse();
    assertThat(ReplayPolicy.DELEGATED.continues(SUCCESS, Duration.ofMinutes(3).minus(TICK)))
        .isTrue();
    assertThat(ReplayPolicy.DELEGATED.continues(SUCCESS, Duration.ofMinutes(3))).isFalse();
  }

  @Test
  void aKeyOfTheCallersStandsForOneRequestForADay() {
    ReplayPolicy day = POLICY.byCallersKey();
    Duration nearly = Duration.ofHours(24).minus(TICK);

    assertThat(day.replays(SUCCESS, nearly)).isTrue();
    assertThat(day.replays(SUCCESS, Duration.ofHours(24))).isFalse();
    assertThat(day.replays(FINAL, nearly)).isTrue();
    assertThat(day.replays(PASSING, Duration.ZERO)).isFalse();
    assertThat(CONTINUED.byCallersKey().continues(PASSING, nearly)).isTrue();
    assertThat(day.onlyWhileNewest()).isTrue();
    assertThat(ReplayPolicy.DELEGATED.byCallersKey().onlyWhileNewest()).isFalse();
  }

  private static Outcome failed(Problem problem) {
    return new Outcome.Failed(
        new Failure.Refused(new DomainError(Peer.HARBOR, problem, 500, "as given")));
  }
}
