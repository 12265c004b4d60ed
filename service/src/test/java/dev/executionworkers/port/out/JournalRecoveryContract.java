package dev.executionworkers.port.out;

import static org.assertj.core.api.Assertions.assertThat;

import dev.executionworkers.domain.command.EnvironmentId;
import dev.executionworkers.domain.command.ExecutionId;
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
import dev.executionworkers.port.out.Journal.Intent;
import dev.executionworkers.port.out.Journal.Unfinished;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * What every {@link Journal} promises of executions that nobody asks for any more; the second part
 * of {@link JournalContract}.
 */
abstract class JournalRecoveryContract extends JournalClaimContract {
  static final Duration MINUTE = Duration.ofMinutes(1);
  static final Outcome FAILURE =
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
  void nobodyOvertakesWhatIsUnfinishedInItsLane() {
    Begun first = begin(rotate("a"));
    assertThat(claim(rotate("b"))).isEqualTo(new Claim.HeldElsewhere(execution(first)));
    journal().release(first.lease());
    assertThat(claim(rotate("b"))).isEqualTo(new Claim.HeldElsewhere(execution(first)));

    Begun resumed = begin(rotate("a"));
    finish(resumed, SUCCESS, false, Asking.START);

    assertThat(claim(rotate("b"))).isInstanceOf(Begun.class);
  }

  final Claim claim(Asking asking) {
    return journal().claim(asking.intent());
  }

  static ExecutionId execution(Begun begun) {
    return begun.lease().execution();
  }

  static Asking rotate(String secret) {
    return Asking.of(new UpdateSecretBindings(new SecretId(secret))).lane("robot");
  }

  static List<ExecutionId> ids(List<Unfinished> listed) {
    return listed.stream().map(Unfinished::execution).toList();
  }
}
