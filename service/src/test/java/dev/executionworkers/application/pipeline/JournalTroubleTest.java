package dev.executionworkers.application.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.executionworkers.adapter.out.journal.InMemoryJournal;
import dev.executionworkers.application.pipeline.ScriptedJournal.Call;
import dev.executionworkers.domain.command.EnvironmentId;
import dev.executionworkers.domain.command.ProvisionSecrets;
import dev.executionworkers.domain.outcome.Result.Confirmed;
import dev.executionworkers.domain.outcome.StepResult;
import dev.executionworkers.port.in.Answer;
import dev.executionworkers.port.in.Readiness;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** A journal that is away. */
class JournalTroubleTest {
  private static final ProvisionSecrets PROVISION = new ProvisionSecrets(new EnvironmentId("e1"));
  private static final Confirmed YES = new Confirmed();

  private final ScriptedJournal journal = new ScriptedJournal(new InMemoryJournal());
  private final World world = World.with(journal);

  @Test
  void nothingLeavesBeforeTheIntentIsRecorded() {
    world.provision.confirms(YES);
    journal.isAway(true);

    Answer answer = world.ask(PROVISION);

    assertThat(answer).isInstanceOf(Answer.JournalUnavailable.class);
    assertThat(world.provision.calls()).isZero();
    assertThat(world.events).isEmpty();
  }

  @Test
  void aClaimThatNobodyWaitsForAnyMoreIsGivenUp() {
    world.provision.confirms(YES);
    journal.isAway(true);
    world.ask(PROVISION);
    world.pass(Duration.ofMinutes(2));
    int claims = journal.calls(Call.CLAIM);

    world.pass(Duration.ofMinutes(2));

    assertThat(journal.calls(Call.CLAIM)).isEqualTo(claims);
    journal.isAway(false);
    assertThat(world.ask(PROVISION)).isInstanceOf(Answer.Succeeded.class);
  }

  @Test
  void aShortAbsenceIsWaitedOut() {
    world.provision.confirms(YES);
    journal.failsNext(Call.CLAIM).failsNext(Call.RENEW).failsNext(Call.FINISH);
    Instant start = world.time.now();

    assertThat(world.ask(PROVISION)).isInstanceOf(Answer.Succeeded.class);

    assertThat(world.since(start)).isEqualTo(Duration.ofSeconds(3));
    assertThat(world.provision.calls()).isEqualTo(1);
    assertThat(world.events).hasSize(1);
  }

  @Test
  void nothingIsAnsweredBeforeItsOutcomeIsRecorded() {
    world.provision.answers(() -> {
      journal.isAway(true);
      return StepResult.done(YES);
    });
    Instant start = world.time.now();

    assertThat(world.ask(PROVISION)).isInstanceOf(Answer.JournalUnavailable.class);
    assertThat(world.since(start)).isEqualTo(World.PATIENCE);
    assertThat(world.events).isEmpty();
    world.pass(Duration.ofHours(1));
    assertThat(world.events).isEmpty();
    journal.isAway(false);
    world.pass(Duration.ofSeconds(2));

    assertThat(world.events).hasSize(1);
    assertThat(world.events.getFirst().result()).isEqualTo("success");
    assertThat(world.provision.calls()).isEqualTo(1);
  }

  @Test
  void aJournalThatIsBackIsNoReasonAnyMore() {
    world.provision.isUnavailable();
    journal.failsNext(Call.CLAIM).failsNext(Call.CLAIM);

    assertThat(world.ask(PROVISION)).isInstanceOf(Answer.Failed.class);
  }

  @Test
  void isNotReadyWhileTheJournalIsAway() {
    assertThat(world.pipeline.state()).isEqualTo(Readiness.State.READY);
    journal.isAway(true);
    assertThat(world.pipeline.state()).isEqualTo(Readiness.State.JOURNAL_UNAVAILABLE);
    journal.isAway(false);
    assertThat(world.pipeline.state()).isEqualTo(Readiness.State.READY);
  }

  @Test
  void tellsWhoeverWaitsThatTheJournalIsAway() {
    world.provision.answers(() -> {
      journal.isAway(true);
      return StepResult.done(YES);
    });

    assertThat(world.ask(PROVISION)).isInstanceOf(Answer.JournalUnavailable.class);
  }

  @Test
  void aDefectWhoseClaimCannotBeReleasedIsStillADefect() {
    world.provision.answers(() -> {
      throw new IllegalStateException("bug");
    });
    journal.failsNext(Call.RELEASE);

    assertThat(world.ask(PROVISION)).isInstanceOf(Answer.Defect.class);
    assertThat(world.telemetry.lines()).contains("defect bug", "close");
  }
}
