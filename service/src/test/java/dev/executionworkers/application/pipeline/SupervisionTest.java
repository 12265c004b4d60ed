package dev.executionworkers.application.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.executionworkers.adapter.out.journal.InMemoryJournal;
import dev.executionworkers.application.pipeline.ScriptedJournal.Call;
import dev.executionworkers.domain.command.EnvironmentId;
import dev.executionworkers.domain.command.ExecutionId;
import dev.executionworkers.domain.command.ProvisionSecrets;
import dev.executionworkers.domain.command.Requester;
import dev.executionworkers.domain.command.SecretId;
import dev.executionworkers.domain.command.UpdateSecretBindings;
import dev.executionworkers.domain.outcome.Problem;
import dev.executionworkers.domain.outcome.Result.Confirmed;
import dev.executionworkers.domain.outcome.StepResult;
import dev.executionworkers.port.in.Answer;
import dev.executionworkers.port.in.SuperviseExecutions.Decision;
import dev.executionworkers.port.in.SuperviseExecutions.Running;
import dev.executionworkers.port.out.Asking;
import dev.executionworkers.port.out.Journal;
import dev.executionworkers.port.out.Journal.Claim.Begun;
import dev.executionworkers.port.out.Ledger;
import dev.executionworkers.port.out.Ledger.RecordedStep;
import dev.executionworkers.port.out.Registry.Proof;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** What an operator sees of executions, and does about those that are pending. */
class SupervisionTest {
  private static final Confirmed YES = new Confirmed();
  private static final Requester JANE = new Requester("jane");
  private static final ProvisionSecrets PROVISION = new ProvisionSecrets(new EnvironmentId("e1"));

  private final InMemoryJournal memory = new InMemoryJournal();
  private final ScriptedJournal journal = new ScriptedJournal(memory);
  private final World world = World.withSettableRegistry(Optional.of("robot"), journal);

  private void everythingWorks() {
    world.rotates("robot$robot");
  }

  /** A rotation that its bindings refuse, and that sleeps for long by now. */
  private ExecutionId refusedRotation() {
    everythingWorks();
    world.propagate.fromNowOn().refuses(Problem.REJECTED);
    ExecutionId id = ((Answer.Failed) world.ask(update("a"))).execution();
    world.pass(Duration.ofHours(12));
    return id;
  }

  @Test
  void aRetryWakesARefusedRotationAtOnce() {
    ExecutionId id = refusedRotation();
    world.propagate.fromNowOn().confirms(YES);
    Instant start = world.time.now();

    assertThat(retry(id)).isEqualTo(Decision.TAKEN);

    assertThat(world.events)
        .singleElement()
        .satisfies(event -> {
          assertThat(event.result()).isEqualTo("success");
          assertThat(event.execution()).isEqualTo(id);
        });
    assertThat(world.since(start)).isZero();
    assertThat(world.set).hasSize(1);
  }

  @Test
  void aRetryDoesNotComeBeforeThePeerAllowsIt() {
    everythingWorks();
    Instant allowed = world.time.now().plus(Duration.ofHours(1));
    world.propagate.fromNowOn().throttlesUntil(allowed).confirms(YES);
    ExecutionId id = ((Answer.Failed) world.ask(update("a"))).execution();

    assertThat(retry(id)).isEqualTo(Decision.TAKEN);

    assertThat(world.propagate.calls()).isEqualTo(1);
    world.pass(Duration.ofHours(1));
    assertThat(world.propagate.calls()).isEqualTo(2);
  }

  @Test
  void anAbandonedRotationEndsWithItsLastFailureAndTheNextOneProceeds() {
    everythingWorks();
    world.propagate.fromNowOn().isUnavailable();
    ExecutionId id = ((Answer.Failed) world.ask(update("a"))).execution();
    CompletableFuture<Answer> next = world.asking(update("b"));
    world.pass(Duration.ofSeconds(5));
    assertThat(world.set).hasSize(1);
    int attempts = world.propagate.calls();
    world.propagate.fromNowOn().confirms(YES);

    assertThat(abandon(id)).isEqualTo(Decision.TAKEN);

    assertThat(world.time.get(next)).isInstanceOf(Answer.Succeeded.class);
    assertThat(world.events)
        .extracting(event -> event.subject() + " " + event.errorCode().orElse("success"))
        .containsExactly("a secret_bindings_unavailable", "b success");
    assertThat(world.propagate.calls()).as("not tried once more").isEqualTo(attempts + 1);
    assertThat(world.pipeline.rotationsPending()).isZero();
    assertThat(memory.due(Instant.MAX, 10))
        .extracting(Journal.Unfinished::execution)
        .doesNotContain(id);
  }

  @Test
  void anAbandonmentDoesNotCutAnAttemptShort() {
    everythingWorks();
    world.propagate.fromNowOn().answersAfter(Duration.ofSeconds(30), StepResult.done(YES));
    CompletableFuture<Answer> asking = world.asking(update("a"));
    world.pass(Duration.ofSeconds(20));
    ExecutionId id = ((Answer.InProgress) world.time.get(asking)).execution();

    assertThat(abandon(id)).isEqualTo(Decision.TAKEN);
    world.pass(Duration.ofSeconds(20));

    assertThat(world.events).extracting(event -> event.result()).containsExactly("success");
  }

  @Test
  void anAbandonedRepairIsNotTakenUpAgain() {
    everythingWorks();
    world.withHousekeeping();
    ExecutionId id = ((Answer.Succeeded) world.ask(update("a"))).execution();
    world.prove.fromNowOn().confirms(Proof.DISPROVED);
    world.setToken.fromNowOn().losesTheReply();
    world.pass(Duration.ofMinutes(5));
    assertThat(world.pipeline.rotationsPending()).isEqualTo(1);

    assertThat(abandon(id)).isEqualTo(Decision.TAKEN);
    world.pass(Duration.ofHours(1));

    assertThat(world.pipeline.rotationsPending()).isZero();
    assertThat(entry(id).aftercareAt()).isEmpty();
    assertThat(world.events).hasSize(1);
  }

  @Test
  void aRepairThatSucceedsAllTheSameIsProvedOnceMore() {
    everythingWorks();
    world.withHousekeeping();
    ExecutionId id = ((Answer.Succeeded) world.ask(update("a"))).execution();
    world.prove.fromNowOn().confirms(Proof.DISPROVED).confirms(Proof.PROVEN);
    world.setToken.fromNowOn().losesTheReply();
    world.setToken.answersAfter(Duration.ofMinutes(5), StepResult.done(YES));
    world.pass(Duration.ofMinutes(5));

    assertThat(abandon(id)).isEqualTo(Decision.TAKEN);
    world.pass(Duration.ofMinutes(5));

    assertThat(world.handedOn).hasSize(2);
    assertThat(entry(id).aftercareAt()).isPresent();
  }

  @Test
  void anAbandonmentHoldsOverACrash() {
    everythingWorks();
    world.setToken.fromNowOn().losesTheReply();
    ExecutionId id = new ExecutionId("left");
    leaveAbandoned(update("a"), id);

    world.withHousekeeping();
    world.pass(Duration.ofSeconds(2));

    assertThat(world.events)
        .singleElement()
        .satisfies(event -> {
          assertThat(event.execution()).isEqualTo(id);
          assertThat(event.errorCode()).contains("registry_timeout");
        });
    assertThat(world.pipeline.rotationsPending()).isZero();
  }

  @Test
  void eachDecisionIsRecordedAndToldWithWhoMadeIt() {
    ExecutionId id = refusedRotation();

    retry(id);
    abandon(id);

    assertThat(entry(id).steps())
        .filteredOn(step -> step.by().isPresent())
        .extracting(RecordedStep::name)
        .containsExactlyInAnyOrder("retry-asked", "abandoned");
    assertThat(world.telemetry.lines()).contains("retry-asked by jane", "abandoned by jane");
    assertThat(entry(id).line().state()).isEqualTo(Ledger.State.FAILED);
  }

  @Test
  void whatCannotBeRecordedIsNotDone() {
    ExecutionId id = refusedRotation();
    int calls = world.propagate.calls();
    journal.isAway(true);

    assertThat(retry(id)).isEqualTo(Decision.JOURNAL_UNAVAILABLE);
    assertThat(abandon(id)).isEqualTo(Decision.JOURNAL_UNAVAILABLE);

    journal.isAway(false);
    assertThat(world.propagate.calls()).isEqualTo(calls);
    assertThat(world.events).isEmpty();
    assertThat(world.telemetry.lines()).doesNotContain("retry-asked by jane");
  }

  @Test
  void whatIsNotPendingIsLeftAlone() {
    world.provision.isUnavailable();
    ExecutionId id = ((Answer.Failed) world.ask(PROVISION)).execution();
    int records = journal.calls(Call.RECORD);

    assertThat(retry(id)).isEqualTo(Decision.NOT_PENDING);
    assertThat(abandon(id)).isEqualTo(Decision.NOT_PENDING);

    assertThat(journal.calls(Call.RECORD)).isEqualTo(records);
    world.provision.fromNowOn().confirms(YES);
    world.pass(Duration.ofSeconds(10));
    assertThat(world.events).extracting(event -> event.result()).containsExactly("success");
  }

  @Test
  void whatHasEndedOrWasNeverThereIsNotPending() {
    world.provision.confirms(YES);
    ExecutionId ended = ((Answer.Succeeded) world.ask(PROVISION)).execution();

    for (ExecutionId id : List.of(ended, new ExecutionId("nobody"))) {
      assertThat(retry(id)).isEqualTo(Decision.NOT_PENDING);
      assertThat(abandon(id)).isEqualTo(Decision.NOT_PENDING);
      assertThat(running(id)).isEmpty();
    }
  }

  @Test
  void showsWhatAPendingExecutionIsWaitingFor() {
    everythingWorks();
    Instant start = world.time.now();
    Instant allowed = start.plus(Duration.ofHours(1));
    world.propagate.fromNowOn().throttlesUntil(allowed);
    ExecutionId id = ((Answer.Failed) world.ask(update("a"))).execution();

    Running running = running(id).orElseThrow();

    assertThat(running.since()).isEqualTo(start);
    assertThat(running.pending()).isTrue();
    assertThat(running.waitingCallers()).isZero();
    assertThat(running.pausesUntil()).contains(allowed);
    assertThat(running.lastFailure().orElseThrow().error().code())
        .isEqualTo("secret_bindings_rate_limited");
  }

  @Test
  void showsWhoWaitsForAnAttemptThatIsBeingMade() {
    world.provision.answersAfter(Duration.ofSeconds(30), StepResult.done(YES));
    ExecutionId id = ((Answer.InProgress) world.ask(PROVISION)).execution();
    CompletableFuture<Answer> again = world.asking(PROVISION);
    world.pass(Duration.ofSeconds(1));

    Running running = running(id).orElseThrow();

    assertThat(running.waitingCallers()).isEqualTo(1);
    assertThat(running.pending()).isFalse();
    assertThat(running.pausesUntil()).isEmpty();
    assertThat(running.lastFailure()).isEmpty();
    world.time.get(again);
  }

  /** As a process leaves it that dies after the abandonment was granted. */
  private void leaveAbandoned(UpdateSecretBindings command, ExecutionId id) {
    Asking asking = Asking.of(command).lane("robot").at(world.time.now());
    Begun begun = (Begun) memory.claim(asking.intent(id));
    memory.record(begun.lease(), "set-token-begun", "");
    memory.record(begun.lease(), Ledger.Request.ABANDON.step(), "jane");
    memory.release(begun.lease());
  }

  private Decision retry(ExecutionId id) {
    return world.time.call(() -> world.pipeline.supervision().retry(id, JANE));
  }

  private Decision abandon(ExecutionId id) {
    return world.time.call(() -> world.pipeline.supervision().abandon(id, JANE));
  }

  private Optional<Running> running(ExecutionId id) {
    return world.time.call(() -> world.pipeline.supervision().running(id));
  }

  private Ledger.Entry entry(ExecutionId id) {
    return memory.ledger().find(id).orElseThrow();
  }

  private static UpdateSecretBindings update(String secret) {
    return new UpdateSecretBindings(new SecretId(secret));
  }
}
