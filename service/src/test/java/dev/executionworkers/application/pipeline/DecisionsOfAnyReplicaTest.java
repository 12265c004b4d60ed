package dev.executionworkers.application.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.executionworkers.adapter.out.journal.InMemoryJournal;
import dev.executionworkers.application.pipeline.ScriptedJournal.Call;
import dev.executionworkers.domain.command.ExecutionId;
import dev.executionworkers.domain.command.Requester;
import dev.executionworkers.domain.command.SecretId;
import dev.executionworkers.domain.command.UpdateSecretBindings;
import dev.executionworkers.domain.outcome.Problem;
import dev.executionworkers.domain.outcome.Result.Confirmed;
import dev.executionworkers.port.in.Answer;
import dev.executionworkers.port.in.SuperviseExecutions;
import dev.executionworkers.port.in.SuperviseExecutions.Decision;
import dev.executionworkers.port.out.Asking;
import dev.executionworkers.port.out.DomainEvent;
import dev.executionworkers.port.out.Journal;
import dev.executionworkers.port.out.Journal.Claim.Begun;
import dev.executionworkers.port.out.Registry.Proof;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** An operator's decision may come to a replica that does not run what it is about. */
class DecisionsOfAnyReplicaTest {
  private static final Confirmed YES = new Confirmed();
  private static final Requester JANE = new Requester("jane");
  private static final UpdateSecretBindings UPDATE = new UpdateSecretBindings(new SecretId("ci"));
  private static final Duration NEXT_LOOK = Duration.ofSeconds(1);

  private final InMemoryJournal memory = new InMemoryJournal();
  private final ScriptedJournal journal = new ScriptedJournal(memory);
  private final World world = World.withSettableRegistry(Optional.of("robot"), journal);
  private final SuperviseExecutions elsewhere = world.another().supervision();

  private void everythingWorks() {
    world.rotates("robot$robot");
  }

  /** A rotation that its bindings refuse, and that sleeps for long by now. */
  private ExecutionId refusedRotation() {
    everythingWorks();
    world.withHousekeeping();
    world.propagate.fromNowOn().refuses(Problem.REJECTED);
    ExecutionId id = ((Answer.Failed) world.ask(UPDATE)).execution();
    world.pass(Duration.ofHours(12));
    return id;
  }

  @Test
  void aRetryReachesTheReplicaThatRunsIt() {
    ExecutionId id = refusedRotation();
    world.propagate.fromNowOn().confirms(YES);
    Instant asked = world.time.now();

    assertThat(retry(id)).isEqualTo(Decision.TAKEN);
    world.pass(NEXT_LOOK);

    assertThat(world.events)
        .singleElement()
        .satisfies(event -> {
          assertThat(event.execution()).isEqualTo(id);
          assertThat(event.result()).isEqualTo("success");
          assertThat(event.at()).isBetween(asked, asked.plus(NEXT_LOOK));
        });
    assertThat(world.telemetry.lines()).contains("retry-asked by jane");
  }

  @Test
  void anAbandonmentReachesTheReplicaThatRunsIt() {
    ExecutionId id = refusedRotation();
    int attempts = world.propagate.calls();

    assertThat(abandon(id)).isEqualTo(Decision.TAKEN);
    world.pass(NEXT_LOOK);

    assertThat(world.events)
        .singleElement()
        .extracting(DomainEvent::errorCode)
        .isEqualTo(Optional.of("secret_bindings_rejected"));
    assertThat(world.propagate.calls()).isEqualTo(attempts);
    assertThat(world.pipeline.rotationsPending()).isZero();
  }

  @Test
  void aRetryIsOneAttemptWhoeverIsAsked() {
    ExecutionId id = refusedRotation();
    int attempts = world.propagate.calls();

    assertThat(retry(id)).isEqualTo(Decision.TAKEN);
    world.pass(Duration.ofSeconds(30));
    assertThat(world.propagate.calls()).isEqualTo(attempts + 1);

    assertThat(world.time.call(() -> world.pipeline.supervision().retry(id, JANE)))
        .isEqualTo(Decision.TAKEN);
    world.pass(Duration.ofSeconds(30));
    assertThat(world.propagate.calls()).isEqualTo(attempts + 2);
  }

  @Test
  void whatIsRecordedIsDoneThoughItCouldNotBeReadAtOnce() {
    ExecutionId id = refusedRotation();
    world.propagate.fromNowOn().confirms(YES);
    journal.failsNext(Call.REQUESTED);

    assertThat(world.time.call(() -> world.pipeline.supervision().retry(id, JANE)))
        .isEqualTo(Decision.TAKEN);
    world.pass(NEXT_LOOK.multipliedBy(2));

    assertThat(world.events).extracting(DomainEvent::result).containsExactly("success");
  }

  @Test
  void whatNobodyRunsIsDecidedOnForWhoeverTakesItUp() {
    everythingWorks();
    world.setToken.fromNowOn().losesTheReply();
    ExecutionId id = new ExecutionId("left");
    leave(id);

    assertThat(abandon(id)).isEqualTo(Decision.TAKEN);
    world.withHousekeeping();
    world.pass(NEXT_LOOK.multipliedBy(2));

    assertThat(world.events)
        .singleElement()
        .extracting(DomainEvent::errorCode)
        .isEqualTo(Optional.of("registry_timeout"));
  }

  @Test
  void aRepairIsGivenUpFromAnywhereToo() {
    everythingWorks();
    world.withHousekeeping();
    ExecutionId id = ((Answer.Succeeded) world.ask(UPDATE)).execution();
    world.prove.fromNowOn().confirms(Proof.DISPROVED);
    world.setToken.fromNowOn().losesTheReply();
    world.pass(Duration.ofMinutes(5));
    assertThat(world.pipeline.rotationsPending()).isEqualTo(1);

    assertThat(abandon(id)).isEqualTo(Decision.TAKEN);
    world.pass(Duration.ofMinutes(1));

    assertThat(world.pipeline.rotationsPending()).isZero();
    assertThat(memory.ledger().find(id).orElseThrow().aftercareAt()).isEmpty();
  }

  /** As a process leaves it that dies while it sets the token. */
  private void leave(ExecutionId id) {
    Asking asking = Asking.of(UPDATE).lane("robot").at(world.time.now());
    Begun begun = (Begun) memory.claim(asking.intent(id));
    memory.record(begun.lease(), Journal.POINT_OF_NO_RETURN, "");
    memory.record(begun.lease(), "set-token-begun", "");
    memory.release(begun.lease());
  }

  private Decision retry(ExecutionId id) {
    return world.time.call(() -> elsewhere.retry(id, JANE));
  }

  private Decision abandon(ExecutionId id) {
    return world.time.call(() -> elsewhere.abandon(id, JANE));
  }
}
