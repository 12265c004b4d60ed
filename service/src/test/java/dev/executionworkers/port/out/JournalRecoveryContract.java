package dev.executionworkers.port.out;

import static org.assertj.core.api.Assertions.assertThat;

import dev.executionworkers.domain.command.EnvironmentId;
import dev.executionworkers.domain.command.ExecutionId;
import dev.executionworkers.domain.command.Secret;
import dev.executionworkers.domain.command.SecretId;
import dev.executionworkers.domain.command.UpdateSecretBindings;
import dev.executionworkers.domain.command.VerifyGitOpsReconciliation;
import dev.executionworkers.domain.outcome.DomainError;
import dev.executionworkers.domain.outcome.Failure;
import dev.executionworkers.domain.outcome.Outcome;
import dev.executionworkers.domain.outcome.Peer;
import dev.executionworkers.domain.outcome.Problem;
import dev.executionworkers.domain.policy.ReplayPolicy;
import dev.executionworkers.port.out.Journal.Aftercare;
import dev.executionworkers.port.out.Journal.Claim;
import dev.executionworkers.port.out.Journal.Claim.Begun;
import dev.executionworkers.port.out.Journal.Intent;
import dev.executionworkers.port.out.Journal.Lease;
import dev.executionworkers.port.out.Journal.Unfinished;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/**
 * What every {@link Journal} promises of executions that nobody asks for any more; the second part
 * of {@link JournalContract}.
 */
abstract class JournalRecoveryContract extends JournalClaimContract {
  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final Instant DUE = Asking.START.plus(Duration.ofMinutes(3));
  private static final Instant DUE_AGAIN = DUE.plus(MINUTE);
  private static final Outcome FAILURE =
      new Outcome.Failed(
          new Failure.Refused(
              new DomainError(Peer.SECRET_BINDINGS, Problem.REJECTED, 422, "no binding")));

  @Test
  void listsWhatIsUnfinishedAndHasNoOwnerOldestFirst() {
    Begun second = begin(Asking.of(provision("e2")).after(MINUTE));
    Begun first = begin(Asking.of(provision("e1")));
    Begun third = begin(Asking.of(provision("e3")).after(MINUTE.multipliedBy(2)));
    begin(Asking.of(provision("held")));
    finish(begin(Asking.of(provision("done"))), SUCCESS, false, Asking.START);
    List.of(third, first, second).forEach(begun -> journal().release(begun.lease()));

    assertThat(ids(journal().orphans(10)))
        .containsExactly(execution(first), execution(second), execution(third));
    assertThat(ids(journal().orphans(2))).containsExactly(execution(first), execution(second));
  }

  @Test
  void listsWhatHasALaneBeforeAnyOlderThatHasNone() {
    Begun without = begin(Asking.of(provision("e1")));
    Begun second = begin(rotate("b").lane("b").after(MINUTE.multipliedBy(2)));
    Begun first = begin(rotate("a").lane("a").after(MINUTE));
    List.of(without, second, first).forEach(begun -> journal().release(begun.lease()));

    assertThat(ids(journal().orphans(10)))
        .containsExactly(execution(first), execution(second), execution(without));
    assertThat(ids(journal().orphans(1))).containsExactly(execution(first));
  }

  @Test
  void anOrphanCarriesAllThatItTakesToGoOn() {
    Intent intent = rotate("a").key("k").intent();
    Begun begun = begun(journal().claim(intent));
    journal().release(begun.lease());

    assertThat(journal().orphans(1))
        .containsExactly(
            new Unfinished(
                execution(begun), intent.key(), intent.command(), intent.lane(), intent.at()));
  }

  @Test
  void anOrphanGoesOnUnderItsOwnId() {
    Begun begun = begin(Asking.of(provision("e1")));
    journal().release(begun.lease());

    Begun resumed = begin(Asking.of(provision("e1")).resuming(execution(begun)));

    assertThat(execution(resumed)).isEqualTo(execution(begun));
    assertThat(journal().orphans(10)).isEmpty();
  }

  @Test
  void nothingNewIsBegunForWhatShallOnlyBeResumed() {
    Begun begun = begin(Asking.of(provision("e1")));
    journal().release(begun.lease());
    ExecutionId other = Asking.of(provision("e2")).intent().proposed();

    assertThat(claim(Asking.of(provision("e1")).resuming(other)))
        .isEqualTo(new Claim.NothingToResume());
    assertThat(claim(Asking.of(provision("e2")).resuming(other)))
        .isEqualTo(new Claim.NothingToResume());
  }

  @Test
  void whatWasFinishedMeanwhileIsNotDoneAgain() {
    Asking delegated = Asking.of(provision("e1")).replay(ReplayPolicy.DELEGATED);
    Begun begun = begin(delegated);
    finish(begun, SUCCESS, false, Asking.START);

    assertThat(claim(delegated.resuming(execution(begun))))
        .isEqualTo(new Claim.Settled(execution(begun), SUCCESS));
  }

  @Test
  void whoWaitsForWhatRunsElsewhereGetsItsOutcomeHoweverItsLikeIsReplayed() {
    Asking verify = Asking.of(new VerifyGitOpsReconciliation(new EnvironmentId("e1")));
    for (Asking asked : List.of(verify, verify.key("k"), Asking.of(provision("e1")))) {
      for (Outcome outcome : List.of(SUCCESS, FAILURE)) {
        Begun begun = begin(asked);
        Claim.RunsElsewhere same = new Claim.RunsElsewhere(execution(begun));
        assertThat(claim(asked)).isEqualTo(same);
        assertThat(claim(asked.resuming(same.execution()))).isEqualTo(same);

        finish(begun, outcome, false, Asking.START);
        Begun next = begin(asked);

        assertThat(claim(asked.after(Duration.ofDays(1)).resuming(same.execution())))
            .isEqualTo(new Claim.Settled(same.execution(), outcome));
        finish(next, SUCCESS, false, Asking.START);
      }
    }
  }

  @Test
  void whoWaitsForWhatRunsElsewhereTakesItOverWhenItsOwnerIsGone() {
    Begun begun = begin(rotate("a"));
    assertThat(claim(rotate("a"))).isEqualTo(new Claim.RunsElsewhere(execution(begun)));
    journal().release(begun.lease());

    assertThat(execution(begin(rotate("a").resuming(execution(begun)))))
        .isEqualTo(execution(begun));
  }

  @Test
  void whatIsLookedAfterIsNotTheSameAsWhatIsAskedForNow() {
    Begun begun = finishedRotation("a");
    Begun care = journal().lookAfter(execution(begun), DUE).orElseThrow().begun();

    assertThat(claim(rotate("a").lane("a"))).isEqualTo(new Claim.HeldElsewhere(execution(care)));
  }

  @Test
  void nobodyOvertakesWhatIsUnfinishedInItsLane() {
    Begun first = begin(rotate("a"));
    assertThat(claim(rotate("b"))).isEqualTo(new Claim.HeldElsewhere(execution(first)));
    journal().release(first.lease());
    assertThat(claim(rotate("b"))).isEqualTo(new Claim.HeldElsewhere(execution(first)));

    Begun resumed = begin(rotate("a"));
    finish(resumed, SUCCESS, false, Asking.START);

    assertThat(claim(rotate("b"))).isInstanceOf(Begun.class);
  }

  @Test
  void whatIsToBeLookedAfterIsDueWhenItsTimeHasCome() {
    Begun begun = finishedRotation("a");

    assertThat(journal().due(DUE.minusMillis(1), 10)).isEmpty();
    assertThat(ids(journal().due(DUE, 10))).containsExactly(execution(begun));
    assertThat(journal().orphans(10)).isEmpty();
  }

  @Test
  void whatIsNotToBeLookedAfterIsNeverDue() {
    finish(begin(rotate("a")), SUCCESS, false, Asking.START);

    assertThat(journal().due(Instant.parse("2100-01-01T00:00:00Z"), 10)).isEmpty();
  }

  @Test
  void listsNoMoreThanIsAskedFor() {
    finishedRotation("a");
    finishedRotation("b");

    assertThat(journal().due(DUE, 1)).hasSize(1);
    assertThat(journal().due(DUE, 2)).hasSize(2);
  }

  @Test
  void oneLooksAfterItWithItsSecretAndANewGeneration() {
    Begun begun = finishedRotation("a");

    Aftercare care = journal().lookAfter(execution(begun), DUE).orElseThrow();

    assertThat(care.newest()).isTrue();
    assertThat(care.outcome()).isEqualTo(SUCCESS);
    assertThat(care.finishedAt()).isEqualTo(Asking.START);
    assertThat(execution(care.begun())).isEqualTo(execution(begun));
    assertThat(care.begun().lease().epoch()).isGreaterThan(begun.lease().epoch());
    assertThat(care.begun().generation()).isGreaterThan(begun.generation());
    assertThat(journal().unseal(care.begun().lease(), "token")).contains(Secret.of("a"));
    assertThat(journal().lookAfter(execution(begun), DUE)).isEmpty();
    assertThat(journal().due(DUE, 10)).isEmpty();
  }

  @Test
  void nobodyLooksAfterWhatIsNotDueOrUnknown() {
    Begun begun = finishedRotation("a");
    Begun unfinished = begin(Asking.of(provision("e1")));

    assertThat(journal().lookAfter(execution(begun), DUE.minusMillis(1))).isEmpty();
    assertThat(journal().lookAfter(execution(unfinished), DUE)).isEmpty();
    assertThat(journal().lookAfter(rotate("z").intent().proposed(), DUE)).isEmpty();
  }

  @Test
  void knowsThatTheLaneHasHadAnotherSince() {
    Begun begun = finishedRotation("a");
    finish(begin(rotate("b").lane("a")), SUCCESS, false, Asking.START);

    assertThat(journal().lookAfter(execution(begun), DUE)).map(Aftercare::newest).contains(false);
  }

  @Test
  void whatLookingAfterItHasLeftIsThereTheNextTime() {
    Begun begun = finishedRotation("a");
    Lease first = journal().lookAfter(execution(begun), DUE).orElseThrow().begun().lease();
    journal().record(first, "proved", "yes");
    journal().seal(first, "another", Secret.of("b"));

    journal().lookedAfter(first, Optional.of(DUE_AGAIN));
    Aftercare again = journal().lookAfter(execution(begun), DUE_AGAIN).orElseThrow();

    assertThat(journal().recall(again.begun().lease(), "proved")).contains("yes");
    assertThat(journal().unseal(again.begun().lease(), "another")).contains(Secret.of("b"));
    assertThat(again.finishedAt()).isEqualTo(Asking.START);
  }

  @Test
  void looksAfterItAgainWhenToldToAndKeepsItsSecretUntilThen() {
    Begun begun = finishedRotation("a");
    Aftercare care = journal().lookAfter(execution(begun), DUE).orElseThrow();

    journal().lookedAfter(care.begun().lease(), Optional.of(DUE_AGAIN));

    assertThat(journal().due(DUE_AGAIN.minusMillis(1), 10)).isEmpty();
    assertThat(ids(journal().due(DUE_AGAIN, 10))).containsExactly(execution(begun));
    Aftercare again = journal().lookAfter(execution(begun), DUE_AGAIN).orElseThrow();
    assertThat(journal().unseal(again.begun().lease(), "token")).contains(Secret.of("a"));
  }

  @Test
  void isDoneWithItAfterTheLastTime() {
    Begun begun = finishedRotation("a");
    Aftercare care = journal().lookAfter(execution(begun), DUE).orElseThrow();

    journal().lookedAfter(care.begun().lease(), Optional.empty());

    assertThat(journal().due(DUE_AGAIN, 10)).isEmpty();
    assertThat(journal().lookAfter(execution(begun), DUE_AGAIN)).isEmpty();
  }

  @Test
  void whatIsBeingLookedAfterHoldsItsLane() {
    Begun begun = finishedRotation("a");
    Aftercare care = journal().lookAfter(execution(begun), DUE).orElseThrow();

    assertThat(claim(rotate("b").lane("a"))).isEqualTo(new Claim.HeldElsewhere(execution(begun)));
    journal().lookedAfter(care.begun().lease(), Optional.empty());
    assertThat(claim(rotate("b").lane("a"))).isInstanceOf(Begun.class);
  }

  @Test
  void whatHasNotTouchedItsLaneWasNeverThere() {
    Begun first = finishedRotation("a");
    finishUntouched(begin(rotate("b").lane("a")), SUCCESS);

    assertThat(ids(journal().due(DUE, 10))).containsExactly(execution(first));
    assertThat(journal().lookAfter(execution(first), DUE)).map(Aftercare::newest).contains(true);
    assertThat(claim(rotate("b").lane("a"))).isEqualTo(new Claim.HeldElsewhere(execution(first)));
  }

  @Test
  void whoComesAfterOneThatNeverWasThereComesAfterTheOneBefore() {
    Begun first = finishedRotation("a");
    finishUntouched(begin(rotate("b").lane("a")), SUCCESS);
    finishUntouched(begin(rotate("c").lane("a")), SUCCESS);
    assertThat(journal().due(DUE, 10)).hasSize(1);
    finish(begin(rotate("d").lane("a")), SUCCESS, false, Asking.START);
    finishUntouched(begin(rotate("e").lane("a")), SUCCESS);

    assertThat(journal().lookAfter(execution(first), DUE)).map(Aftercare::newest).contains(false);
  }

  @Test
  void aLaneThatNobodyHasTouchedIsEmpty() {
    finishUntouched(begin(rotate("a").lane("a")), SUCCESS);

    assertThat(begin(rotate("b").lane("a")).laneShared()).isFalse();
  }

  @Test
  void nobodyLooksAfterItWhileAnotherIsUnfinishedInItsLane() {
    Begun first = finishedRotation("a");
    Begun second = begin(rotate("b").lane("a"));
    assertThat(journal().due(DUE, 10)).isEmpty();
    assertThat(journal().lookAfter(execution(first), DUE)).isEmpty();
    journal().release(second.lease());
    assertThat(journal().due(DUE, 10)).isEmpty();
    assertThat(journal().lookAfter(execution(first), DUE)).isEmpty();

    finishUntouched(begin(rotate("b").lane("a")), SUCCESS);

    assertThat(ids(journal().due(DUE, 10))).containsExactly(execution(first));
    assertThat(journal().lookAfter(execution(first), DUE)).map(Aftercare::newest).contains(true);
  }

  @Test
  void whoLooksAfterItLearnsHowItEnded() {
    Begun begun = begin(rotate("a"));
    journal().seal(begun.lease(), "token", Secret.of("a"));
    finish(begun, FAILURE, false, Asking.START, Optional.of(DUE));

    Aftercare care = journal().lookAfter(execution(begun), DUE).orElseThrow();

    assertThat(care.outcome()).isEqualTo(FAILURE);
    assertThat(journal().unseal(care.begun().lease(), "token")).contains(Secret.of("a"));
  }

  final Claim claim(Asking asking) {
    return journal().claim(asking.intent());
  }

  static ExecutionId execution(Begun begun) {
    return begun.lease().execution();
  }

  /** Each in a lane of its own name, its token sealed, to be looked after later. */
  private Begun finishedRotation(String secret) {
    Begun begun = begin(rotate(secret).lane(secret));
    journal().seal(begun.lease(), "token", Secret.of(secret));
    finish(begun, SUCCESS, false, Asking.START, Optional.of(DUE));
    return begun;
  }

  private static Asking rotate(String secret) {
    return Asking.of(new UpdateSecretBindings(new SecretId(secret))).lane("robot");
  }

  private static List<ExecutionId> ids(List<Unfinished> listed) {
    return listed.stream().map(Unfinished::execution).toList();
  }
}
