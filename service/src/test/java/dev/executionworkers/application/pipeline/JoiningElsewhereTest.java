package dev.executionworkers.application.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.executionworkers.adapter.out.journal.InMemoryJournal;
import dev.executionworkers.application.pipeline.ScriptedJournal.Call;
import dev.executionworkers.domain.command.EnvironmentId;
import dev.executionworkers.domain.command.ExecutionId;
import dev.executionworkers.domain.command.ProvisionSecrets;
import dev.executionworkers.domain.outcome.DomainError;
import dev.executionworkers.domain.outcome.Outcome;
import dev.executionworkers.domain.outcome.Peer;
import dev.executionworkers.domain.outcome.Problem;
import dev.executionworkers.domain.outcome.Result.Confirmed;
import dev.executionworkers.port.in.Answer;
import dev.executionworkers.port.out.Journal.Claim;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What those hear at their deadlines whose operation another replica executes. */
class JoiningElsewhereTest {
  private static final ProvisionSecrets PROVISION = new ProvisionSecrets(new EnvironmentId("e1"));
  private static final ExecutionId THEIRS = new ExecutionId("theirs");
  private static final int LONGER_THAN_ANYBODY_WAITS = 1_000;

  private final ScriptedJournal journal = new ScriptedJournal(new InMemoryJournal());
  private final World world = World.with(journal);

  @Test
  void theLastFailureThere() {
    DomainError error = error(Problem.UNAVAILABLE);
    runsElsewhere(1, Optional.empty());
    runsElsewhere(LONGER_THAN_ANYBODY_WAITS, Optional.of(error));
    Instant asked = world.time.now();

    assertThat(world.ask(PROVISION))
        .isInstanceOfSatisfying(
            Answer.Failed.class,
            answer -> {
              assertThat(answer.execution()).isEqualTo(THEIRS);
              assertThat(answer.failure().error()).isEqualTo(error);
            });
    assertThat(world.since(asked)).as("not before the deadline").isEqualTo(World.PATIENCE);
    assertThat(world.provision.calls()).isZero();
  }

  @Test
  void thatItIsInProgressWhileNothingHasFailed() {
    runsElsewhere(LONGER_THAN_ANYBODY_WAITS, Optional.empty());

    assertThat(world.ask(PROVISION)).isEqualTo(new Answer.InProgress(THEIRS));
  }

  @Test
  void nothingOfANoThatMayStillBeTakenBack() {
    runsElsewhere(LONGER_THAN_ANYBODY_WAITS, Optional.of(error(Problem.NOT_FOUND)));

    assertThat(world.ask(PROVISION)).isEqualTo(new Answer.InProgress(THEIRS));
  }

  @Test
  void theOutcomeAsSoonAsThereIsOne() {
    runsElsewhere(2, Optional.of(error(Problem.UNAVAILABLE)));
    Confirmed yes = new Confirmed();
    journal.next(Call.CLAIM, () -> new Claim.Settled(THEIRS, new Outcome.Completed(yes)));
    Instant asked = world.time.now();

    assertThat(world.ask(PROVISION)).isEqualTo(new Answer.Succeeded(THEIRS, yes));
    assertThat(world.since(asked)).isEqualTo(Duration.ofSeconds(1));
  }

  private void runsElsewhere(int times, Optional<DomainError> lastFailure) {
    for (int time = 0; time < times; time++) {
      journal.next(Call.CLAIM, () -> new Claim.RunsElsewhere(THEIRS, lastFailure));
    }
  }

  private static DomainError error(Problem problem) {
    return new DomainError(Peer.APPENV_SECRETS, problem, 500, "as scripted");
  }
}
