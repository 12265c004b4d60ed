package dev.executionworkers.port.out;

import static org.assertj.core.api.Assertions.assertThat;

import dev.executionworkers.domain.command.Command;
import dev.executionworkers.domain.command.EnvironmentId;
import dev.executionworkers.domain.command.SecretId;
import dev.executionworkers.domain.command.UpdateSecretBindings;
import dev.executionworkers.domain.command.VerifyGitOpsReconciliation;
import dev.executionworkers.domain.outcome.DomainError;
import dev.executionworkers.domain.outcome.Failure;
import dev.executionworkers.domain.outcome.Outcome;
import dev.executionworkers.domain.outcome.Peer;
import dev.executionworkers.domain.outcome.Problem;
import dev.executionworkers.domain.policy.ReplayPolicy;
import dev.executionworkers.port.out.Journal.Claim;
import dev.executionworkers.port.out.Journal.Claim.Begun;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/**
 * What every {@link Journal} promises: of claims, leases, steps and secrets, of recovery, of what
 * operators ask, and here of requests whose like was answered, and of lanes.
 */
public abstract class JournalContract extends JournalRequestContract {
  private static final Duration TICK = Duration.ofMillis(1);
  private static final Duration WINDOW = Duration.ofMinutes(3);
  private static final Duration DAY = Duration.ofHours(24);
  private static final ReplayPolicy ROTATION =
      new ReplayPolicy(WINDOW, Duration.ZERO, Duration.ZERO, Duration.ZERO, true);

  private static final Outcome REFUSED =
      new Outcome.Failed(new Failure.Refused(error(Problem.REJECTED)));
  private static final Outcome PASSING =
      new Outcome.Failed(new Failure.LostReply(error(Problem.TIMEOUT)));

  @Test
  void aSuccessIsTheAnswerUntilItsWindowEnds() {
    Asking keyed = Asking.of(provision("e1")).key("k").replay(callersKey());
    Begun first = done(keyed, SUCCESS);

    assertThat(claim(keyed.after(DAY.minus(TICK)))).isEqualTo(settled(first, SUCCESS));
    assertThat(begin(keyed.after(DAY)).lease().execution()).isNotEqualTo(first.lease().execution());
  }

  @Test
  void aFinalRefusalIsTheAnswerUntilItsWindowEnds() {
    Asking keyed = Asking.of(provision("e1")).key("k").replay(callersKey());
    Begun first = done(keyed, REFUSED);

    assertThat(claim(keyed.after(DAY.minus(TICK)))).isEqualTo(settled(first, REFUSED));
    assertThat(claim(keyed.after(DAY))).isInstanceOf(Begun.class);
  }

  @Test
  void whatMayPassIsNeverTheAnswer() {
    Asking keyed = Asking.of(provision("e1")).key("k").replay(callersKey());
    done(keyed, PASSING);

    assertThat(claim(keyed)).isInstanceOf(Begun.class);
  }

  /** A clock that ran ahead was put right: else the answer would hold until time has caught up. */
  @Test
  void anOutcomeOfTheFutureIsTheAnswerForNoLongerThanOneOfThePast() {
    Asking keyed = Asking.of(provision("e1")).key("k").replay(callersKey());
    Asking delegated = Asking.of(provision("e2")).replay(ReplayPolicy.DELEGATED);
    Begun first = done(keyed, SUCCESS);
    Begun second = done(delegated, SUCCESS);

    assertThat(claim(keyed.after(DAY.minus(TICK).negated()))).isEqualTo(settled(first, SUCCESS));
    assertThat(claim(keyed.after(DAY.negated()))).isInstanceOf(Begun.class);
    assertThat(begin(delegated.after(TICK.negated())).idempotencyKey())
        .isEqualTo(second.idempotencyKey());
  }

  @Test
  void aSettledKeyIsForOneCommandUntilItIsForgotten() {
    Asking keyed = Asking.of(provision("e1")).key("k").replay(callersKey());
    Asking other = Asking.of(provision("e2")).key("k").replay(callersKey());
    done(keyed, SUCCESS);

    assertThat(claim(other.after(DAY.minus(TICK)))).isEqualTo(new Claim.KeyReused());
    assertThat(claim(other.after(DAY))).isInstanceOf(Begun.class);
  }

  @Test
  void whatIsNeverReplayedIsForgottenAtOnce() {
    Asking once = Asking.of(provision("e1")).key("k");
    done(once, SUCCESS);

    assertThat(claim(Asking.of(provision("e2")).key("k"))).isInstanceOf(Begun.class);
  }

  @Test
  void aKeyIsForOneCommandAlsoWhereNothingIsReplayed() {
    Asking keyed = Asking.of(verify("e1")).key("k").replay(ReplayPolicy.ONE_COMMAND);
    Asking other = Asking.of(verify("e2")).key("k").replay(ReplayPolicy.ONE_COMMAND);
    Begun first = finishInDoubt(keyed, PASSING);

    assertThat(claim(other)).isEqualTo(new Claim.KeyReused());
    Begun again = done(keyed, SUCCESS);
    assertThat(again.idempotencyKey()).isNotEqualTo(first.idempotencyKey());
    assertThat(again.effectInDoubt()).isFalse();
    assertThat(claim(other.after(DAY.minus(TICK)))).isEqualTo(new Claim.KeyReused());
    assertThat(claim(other.after(DAY))).isInstanceOf(Begun.class);
  }

  @Test
  void whatRunsAgainSoonGoesOnUnderTheSameOutboundKey() {
    Asking delegated = Asking.of(provision("e1")).replay(ReplayPolicy.DELEGATED);
    Begun first = done(delegated, SUCCESS);

    Begun second = done(delegated.after(WINDOW.minus(TICK)), SUCCESS);
    Begun third =
        done(delegated.after(WINDOW.multipliedBy(2).minus(TICK.multipliedBy(2))), SUCCESS);
    Begun fourth = begin(delegated.after(WINDOW.multipliedBy(3)));

    assertThat(second.idempotencyKey()).isEqualTo(first.idempotencyKey());
    assertThat(second.lease().execution()).isNotEqualTo(first.lease().execution());
    assertThat(third.idempotencyKey()).isEqualTo(first.idempotencyKey());
    assertThat(fourth.idempotencyKey()).isEqualTo(fourth.lease().execution().value());
  }

  @Test
  void theWindowOfTheOutboundKeyEndsToTheMoment() {
    Asking delegated = Asking.of(provision("e1")).replay(ReplayPolicy.DELEGATED);
    Begun first = done(delegated, SUCCESS);

    assertThat(begin(delegated.after(WINDOW)).idempotencyKey())
        .isNotEqualTo(first.idempotencyKey());
  }

  @Test
  void afterAFinalRefusalAskingAgainIsNewWork() {
    Asking delegated = Asking.of(provision("e1")).replay(ReplayPolicy.DELEGATED);
    Begun first = finishInDoubt(delegated, REFUSED);

    Begun second = begin(delegated);

    assertThat(second.idempotencyKey()).isNotEqualTo(first.idempotencyKey());
    assertThat(second.effectInDoubt()).isFalse();
  }

  @Test
  void doubtGoesOnWithTheKey() {
    Asking delegated = Asking.of(provision("e1")).replay(ReplayPolicy.DELEGATED);
    finishInDoubt(delegated, PASSING);

    assertThat(begin(delegated).effectInDoubt()).isTrue();
  }

  @Test
  void withoutDoubtNoneIsHandedOn() {
    Asking delegated = Asking.of(provision("e1")).replay(ReplayPolicy.DELEGATED);
    done(delegated, PASSING);

    assertThat(begin(delegated).effectInDoubt()).isFalse();
  }

  @Test
  void doubtEndsWithTheKey() {
    Asking delegated = Asking.of(provision("e1")).replay(ReplayPolicy.DELEGATED);
    finishInDoubt(delegated, PASSING);

    assertThat(begin(delegated.after(WINDOW)).effectInDoubt()).isFalse();
  }

  @Test
  void generationsOfALaneRiseAndAreNeverBeforeTheTimeOfDay() {
    Begun first = done(rotate("a", "robot"), SUCCESS);
    Begun second = done(rotate("b", "robot"), SUCCESS);
    Begun late = done(rotate("c", "robot").after(DAY), SUCCESS);
    Begun clockSetBack = done(rotate("d", "robot"), SUCCESS);

    assertThat(first.generation()).isGreaterThanOrEqualTo(Asking.START.toEpochMilli());
    assertThat(second.generation()).isGreaterThan(first.generation());
    assertThat(late.generation())
        .isGreaterThan(second.generation())
        .isGreaterThanOrEqualTo(Asking.START.plus(DAY).toEpochMilli());
    assertThat(clockSetBack.generation()).isGreaterThan(late.generation());
  }

  @Test
  void takingUpARotationKeepsItsGeneration() {
    Begun first = begin(rotate("a", "robot"));
    journal().release(first.lease());

    assertThat(begin(rotate("a", "robot")).generation()).isEqualTo(first.generation());
  }

  @Test
  void aLaneIsSharedWhenItsLastExecutionWasAboutAnother() {
    assertThat(done(rotate("a", "robot"), SUCCESS).laneShared()).isFalse();
    assertThat(done(rotate("a", "robot").after(WINDOW), SUCCESS).laneShared()).isFalse();
    assertThat(done(rotate("b", "robot").after(WINDOW), SUCCESS).laneShared()).isTrue();
    assertThat(done(rotate("b", "other").after(WINDOW.multipliedBy(2)), SUCCESS).laneShared())
        .isFalse();
  }

  @Test
  void aRotationIsTheAnswerUntilItsWindowEnds() {
    Begun first = done(rotate("a", "robot"), SUCCESS);

    assertThat(claim(rotate("a", "robot").after(WINDOW.minus(TICK))))
        .isEqualTo(settled(first, SUCCESS));
    assertThat(claim(rotate("a", "robot").after(WINDOW))).isInstanceOf(Begun.class);
  }

  @Test
  void aRotationIsTheAnswerOnlyWhileItIsItsRobotsNewest() {
    Begun first = done(rotate("a", "robot"), SUCCESS);
    done(rotate("a", "elsewhere").key("k"), SUCCESS);
    assertThat(claim(rotate("a", "robot"))).isEqualTo(settled(first, SUCCESS));

    done(rotate("b", "robot"), SUCCESS);

    assertThat(claim(rotate("a", "robot"))).isInstanceOf(Begun.class);
  }

  @Test
  void aRotationIsStillItsRobotsNewestWhenALaterOneHasSetNothing() {
    Begun first = done(rotate("a", "robot"), SUCCESS);
    finishUntouched(begin(rotate("b", "robot")), REFUSED);

    assertThat(claim(rotate("a", "robot"))).isEqualTo(settled(first, SUCCESS));
  }

  private Begun done(Asking asking, Outcome outcome) {
    Begun begun = begin(asking);
    finish(begun, outcome, false, asking.at());
    return begun;
  }

  private Begun finishInDoubt(Asking asking, Outcome outcome) {
    Begun begun = begin(asking);
    finish(begun, outcome, true, asking.at());
    return begun;
  }

  private static Claim settled(Begun begun, Outcome outcome) {
    return new Claim.Settled(begun.lease().execution(), outcome);
  }

  private static ReplayPolicy callersKey() {
    return ReplayPolicy.DELEGATED.byCallersKey();
  }

  private static Command verify(String environment) {
    return new VerifyGitOpsReconciliation(new EnvironmentId(environment));
  }

  private static Asking rotate(String secret, String robot) {
    Command command = new UpdateSecretBindings(new SecretId(secret));
    return Asking.of(command).lane(robot).replay(ROTATION);
  }

  private static DomainError error(Problem problem) {
    return new DomainError(Peer.APPENV_SECRETS, problem, 500, "as given");
  }
}
