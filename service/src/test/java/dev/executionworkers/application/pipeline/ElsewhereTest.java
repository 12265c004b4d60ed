package dev.executionworkers.application.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.executionworkers.adapter.out.journal.InMemoryJournal;
import dev.executionworkers.application.pipeline.ScriptedJournal.Call;
import dev.executionworkers.domain.command.EnvironmentId;
import dev.executionworkers.domain.command.ExecutionId;
import dev.executionworkers.domain.command.ProvisionSecrets;
import dev.executionworkers.domain.outcome.DomainError;
import dev.executionworkers.domain.outcome.Failure;
import dev.executionworkers.domain.outcome.Outcome;
import dev.executionworkers.domain.outcome.Peer;
import dev.executionworkers.domain.outcome.Problem;
import dev.executionworkers.domain.outcome.Result.Confirmed;
import dev.executionworkers.port.in.Answer;
import dev.executionworkers.port.out.DomainEvent;
import dev.executionworkers.port.out.Journal.Claim;
import dev.executionworkers.port.out.Journal.Intent;
import dev.executionworkers.port.out.Journal.Lease;
import dev.executionworkers.port.out.Journal.Renewal;
import dev.executionworkers.port.out.LeaseLostException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What another process works on, works before, or has taken over. */
class ElsewhereTest {
  private static final ProvisionSecrets PROVISION = new ProvisionSecrets(new EnvironmentId("e1"));
  private static final Confirmed YES = new Confirmed();
  private static final ExecutionId THEIRS = new ExecutionId("theirs");

  private final ScriptedJournal journal = new ScriptedJournal(new InMemoryJournal());
  private final World world = World.with(journal);

  @Test
  void looksTwiceASecondWhetherAnotherProcessIsDone() {
    heldElsewhere(5);
    journal.next(Call.CLAIM, () -> new Claim.Settled(THEIRS, new Outcome.Completed(YES)));
    Instant start = world.time.now();

    assertThat(world.ask(PROVISION)).isEqualTo(new Answer.Succeeded(THEIRS, YES));

    assertThat(world.since(start)).isEqualTo(Duration.ofMillis(2500));
    assertThat(world.provision.calls()).isZero();
    assertThat(world.events).as("the other process tells of it").isEmpty();
  }

  @Test
  void takesOverWhatAnotherProcessLetGo() {
    world.provision.confirms(YES);
    heldElsewhere(3);

    assertThat(world.ask(PROVISION)).isInstanceOf(Answer.Succeeded.class);
    assertThat(world.provision.calls()).isEqualTo(1);
  }

  @Test
  void answersAtItsDeadlineUnderTheIdOfTheOneAtWork() {
    heldElsewhere(1000);
    Instant start = world.time.now();

    assertThat(world.ask(PROVISION)).isEqualTo(new Answer.InProgress(THEIRS));
    assertThat(world.since(start)).isEqualTo(World.PATIENCE);
  }

  @Test
  void stopsLookingAMinuteAfterItsLastCaller() {
    heldElsewhere(1000);
    world.ask(PROVISION);
    world.pass(Duration.ofSeconds(61));
    int claims = journal.calls(Call.CLAIM);

    world.pass(Duration.ofSeconds(30));

    assertThat(claims).isBetween(140, 150);
    assertThat(journal.calls(Call.CLAIM)).isEqualTo(claims);
  }

  @Test
  void stopsLookingWhenTheProcessIsAboutToEnd() {
    heldElsewhere(1000);
    world.ask(PROVISION);

    assertThat(world.time.call(() -> world.pipeline.drain(Duration.ofSeconds(30)))).isZero();
  }

  @Test
  void sendsNothingWithoutTheRightToAndAsksForItAgain() {
    world.provision.confirms(YES);
    journal.next(Call.RENEW, () -> Renewal.LOST);
    journal.next(Call.CLAIM, () -> journalClaim());
    heldElsewhere(2);
    journal.next(Call.CLAIM, () -> new Claim.Settled(THEIRS, new Outcome.Completed(YES)));

    assertThat(world.ask(PROVISION)).isEqualTo(new Answer.Succeeded(THEIRS, YES));

    assertThat(world.provision.calls()).isZero();
    assertThat(world.telemetry.lines()).contains("ended without an outcome");
    assertThat(world.events).isEmpty();
  }

  @Test
  void whoeverLostTheRightTellsNothingOfWhatItDid() {
    world.provision.confirms(YES);
    journal.next(
        Call.FINISH,
        () -> {
          throw new LeaseLostException(THEIRS);
        });
    journal.next(Call.CLAIM, () -> journalClaim());
    journal.next(Call.CLAIM, () -> new Claim.Settled(THEIRS, new Outcome.Completed(YES)));

    assertThat(world.ask(PROVISION)).isEqualTo(new Answer.Succeeded(THEIRS, YES));

    assertThat(world.events).isEmpty();
    assertThat(world.telemetry.lines()).contains("ended without an outcome");
  }

  @Test
  void whatWaitedForAnotherIsBegunUnderAnIdOfItsOwn() {
    world.provision.confirms(YES);
    heldElsewhere(3);

    assertThat(world.ask(PROVISION))
        .isInstanceOfSatisfying(
            Answer.Succeeded.class, answer -> assertThat(answer.execution()).isNotEqualTo(THEIRS));
    assertThat(world.events).extracting(DomainEvent::execution).doesNotContain(THEIRS);
  }

  @Test
  void whatRunsElsewhereIsAskedForByItsIdAndAnsweredWith() {
    List<Optional<ExecutionId>> asked = new ArrayList<>();
    journal.onClaim(intent -> asked.add(intent.resumes()));
    runsElsewhere(3);
    journal.next(Call.CLAIM, () -> new Claim.Settled(THEIRS, new Outcome.Completed(YES)));

    assertThat(world.ask(PROVISION)).isEqualTo(new Answer.Succeeded(THEIRS, YES));

    assertThat(asked)
        .containsExactly(
            Optional.empty(), Optional.of(THEIRS), Optional.of(THEIRS), Optional.of(THEIRS));
    assertThat(world.provision.calls()).isZero();
    assertThat(world.events).isEmpty();
  }

  @Test
  void aRefusalElsewhereIsTheAnswerHereToo() {
    runsElsewhere(1);
    journal.next(Call.CLAIM, () -> new Claim.Settled(THEIRS, failed(Problem.REJECTED)));

    assertThat(world.ask(PROVISION))
        .isInstanceOfSatisfying(
            Answer.Failed.class, answer -> assertThat(answer.execution()).isEqualTo(THEIRS));
    assertThat(world.provision.calls()).isZero();
  }

  @Test
  void whoStillWaitsWhenAnotherHasLostPatienceTriesItself() {
    world.provision.confirms(YES);
    runsElsewhere(1);
    journal.next(Call.CLAIM, () -> new Claim.Settled(THEIRS, failed(Problem.UNAVAILABLE)));

    assertThat(world.ask(PROVISION))
        .isInstanceOfSatisfying(
            Answer.Succeeded.class, answer -> assertThat(answer.execution()).isNotEqualTo(THEIRS));
    assertThat(world.provision.calls()).isEqualTo(1);
  }

  @Test
  void forWhomNobodyWaitsNothingIsTriedAgain() {
    world.provision.confirms(YES);
    runsElsewhere(30);
    journal.next(Call.CLAIM, () -> new Claim.Settled(THEIRS, failed(Problem.UNAVAILABLE)));

    assertThat(world.ask(PROVISION)).isEqualTo(new Answer.InProgress(THEIRS));
    world.pass(Duration.ofMinutes(5));

    assertThat(journal.calls(Call.CLAIM)).isEqualTo(31);
    assertThat(world.provision.calls()).isZero();
  }

  @Test
  void whatAnotherProcessTookOverAndFinishedIsNotBegunAgain() {
    world.provision.confirms(YES);
    Intent[] begun = new Intent[1];
    journal.onClaim(intent -> begun[0] = intent);
    journal.next(Call.RENEW, () -> Renewal.LOST);

    world.ask(PROVISION);

    assertThat(journal.calls(Call.CLAIM)).isGreaterThan(1);
    assertThat(begun[0].resumes()).contains(begun[0].proposed());
  }

  @Test
  void aKeyThatAnotherProcessKnowsForAnotherCommandIsRefused() {
    journal.next(Call.CLAIM, Claim.KeyReused::new);

    assertThat(world.ask(PROVISION, "k")).isInstanceOf(Answer.KeyReused.class);
    assertThat(world.provision.calls()).isZero();
  }

  private static Outcome failed(Problem problem) {
    return new Outcome.Failed(
        new Failure.Refused(new DomainError(Peer.APPENV_SECRETS, problem, 500, "as scripted")));
  }

  private void runsElsewhere(int times) {
    for (int time = 0; time < times; time++) {
      journal.next(Call.CLAIM, () -> new Claim.RunsElsewhere(THEIRS));
    }
  }

  private void heldElsewhere(int times) {
    for (int time = 0; time < times; time++) {
      journal.next(Call.CLAIM, () -> new Claim.HeldElsewhere(THEIRS));
    }
  }

  /** The execution is begun here. */
  private static Claim journalClaim() {
    return new Claim.Begun(new Lease(THEIRS, 1), "key", false, 0, false);
  }
}
