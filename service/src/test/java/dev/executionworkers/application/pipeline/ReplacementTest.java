package dev.executionworkers.application.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.executionworkers.adapter.out.journal.InMemoryJournal;
import dev.executionworkers.domain.command.SecretId;
import dev.executionworkers.domain.outcome.Failure;
import dev.executionworkers.domain.outcome.Problem;
import dev.executionworkers.port.in.Answer;
import dev.executionworkers.port.out.BindingPropagator.BindingUpdate;
import dev.executionworkers.port.out.InMemoryReplacingRegistry.Call;
import dev.executionworkers.port.out.Journal;
import dev.executionworkers.port.out.Registry.Successor;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Robots that are replaced: from the look until a new one is handed on, and all that goes wrong.
 */
class ReplacementTest extends ReplacementScene {
  private static final Failure UNREACHABLE = new Failure.NeverSent(error(Problem.UNAVAILABLE));
  private static final Failure FAILED =
      new Failure.PeerFailed(error(Problem.UNAVAILABLE), Optional.empty());
  private static final Failure LOST = new Failure.LostReply(error(Problem.TIMEOUT));
  private static final Failure TOO_FAST =
      new Failure.Throttled(error(Problem.RATE_LIMITED), START.plusSeconds(2));
  private static final Failure FORBIDDEN = new Failure.Refused(error(Problem.PERMISSION_DENIED));

  @Test
  void makesProvesAndHandsOnANewRobotBesideTheOld() {
    assertThat(world.ask(UPDATE)).isInstanceOf(Answer.Succeeded.class);

    assertThat(successors()).containsExactly(FIRST_NAME);
    BindingUpdate handed = world.handedOn.getFirst();
    assertThat(handed.username()).isEqualTo("robot$" + FIRST_NAME);
    assertThat(handed.secret()).isEqualTo(new SecretId("ci"));
    assertBindingsWork(world);
    assertThat(registry.created())
        .extracting(Successor::definition, made -> made.madeBy().value())
        .containsExactly(tuple("may pull", world.events.getFirst().execution().value()));
    assertThat(registry.calls()).containsExactly(Call.LOOK, Call.MARKED, Call.CREATE, Call.PROVE);
    assertThat(world.telemetry.lines())
        .containsSubsequence(
            "phase ROTATE_ROBOT_TOKEN",
            "robot robot$" + FIRST_NAME,
            "ended secret_bindings_update_accepted success");
  }

  @Test
  void nothingIsMadeWhenTheBindingsCannotBeReached() {
    world.reachable.fromNowOn().cannotBeReached();

    assertThat(code(world.ask(UPDATE))).isEqualTo("secret_bindings_unavailable");

    assertThat(registry.calls()).isEmpty();
  }

  /** The journal may have been away for so long that somebody else has taken over. */
  @Test
  void noRobotIsMadeOnceItsNameIsRecordedAndTheLeaseIsLost() {
    ScriptedJournal journal = new ScriptedJournal(new InMemoryJournal());
    int untilTheNameIsRecorded = 4;
    for (int renewal = 0; renewal < untilTheNameIsRecorded; renewal++) {
      journal.next(ScriptedJournal.Call.RENEW, () -> Journal.Renewal.HELD);
    }
    journal.next(ScriptedJournal.Call.RENEW, () -> Journal.Renewal.LOST);
    World alone = World.with(registry, journal);
    alone.reachable.confirms(YES);

    assertThat(alone.ask(UPDATE)).isInstanceOf(Answer.InProgress.class);

    assertThat(registry.calls()).containsExactly(Call.LOOK, Call.MARKED);
    assertThat(journal.calls(ScriptedJournal.Call.RENEW)).isEqualTo(untilTheNameIsRecorded + 1);
  }

  @ParameterizedTest
  @EnumSource(
      value = Call.class,
      names = {"LOOK", "MARKED", "CREATE"})
  void aRefusalBeforeAnythingWasMadeEndsTheRotation(Call call) {
    registry.failNext(call, FORBIDDEN);

    assertThat(code(world.ask(UPDATE))).isEqualTo("registry_permission_denied");

    assertThat(world.pipeline.rotationsPending()).isZero();
    assertThat(world.events).hasSize(1);
    assertThat(successors()).isEmpty();
  }

  @Test
  void aLookThatFailsBeforeAnythingWasMadeLeavesNothingPending() {
    for (int i = 0; i < 1_000; i++) {
      registry.failNext(Call.MARKED, LOST);
    }

    world.ask(UPDATE);
    assertThat(world.pipeline.rotationsPending()).isZero();
    world.pass(Duration.ofMinutes(2));

    assertThat(world.events.getFirst().errorCode()).contains("registry_timeout");
    assertThat(registry.created()).isEmpty();
  }

  static Stream<Arguments> failures() {
    return Stream.of(Call.values())
        .flatMap(call ->
            Stream.of(UNREACHABLE, FAILED, LOST, TOO_FAST)
                .flatMap(failure ->
                    failure.effectUnknown()
                        ? Stream.of(
                            Arguments.of(call, failure, false), Arguments.of(call, failure, true))
                        : Stream.of(Arguments.of(call, failure, false))));
  }

  @ParameterizedTest
  @MethodSource("failures")
  void whateverFailsOnceOneRobotIsLeftInTheEnd(Call call, Failure failure, boolean effectDone) {
    if (call == Call.DELETE) {
      registry.failNextAfterEffect(Call.CREATE, LOST);
    }
    if (effectDone) {
      registry.failNextAfterEffect(call, failure);
    } else {
      registry.failNext(call, failure);
    }

    assertThat(world.ask(UPDATE)).isInstanceOf(Answer.Succeeded.class);

    assertThat(successors()).hasSize(1);
    assertBindingsWork(world);
    assertNothingIsLeftInTheEnd(world);
  }

  @Test
  void aRobotWhoseTokenWasLostIsDeletedAndAnotherNameTaken() {
    registry.failNextAfterEffect(Call.CREATE, LOST).failNextAfterEffect(Call.CREATE, FAILED);

    assertThat(world.ask(UPDATE)).isInstanceOf(Answer.Succeeded.class);

    assertThat(registry.created()).extracting(Successor::name).doesNotHaveDuplicates().hasSize(3);
    assertThat(successors()).containsExactly(registry.created().getLast().name());
    assertBindingsWork(world);
  }

  @Test
  void aCreationThatMayHaveHappenedObligesToFinish() {
    for (int i = 0; i < 40; i++) {
      registry.failNext(Call.CREATE, FAILED);
    }

    assertThat(code(world.ask(UPDATE))).isEqualTo("registry_unavailable");
    world.pass(Duration.ofMinutes(2));
    assertThat(world.pipeline.rotationsPending()).isEqualTo(1);
    assertThat(world.events).isEmpty();
    registry.mend();
    world.pass(Duration.ofSeconds(20));

    assertThat(world.events.getFirst().result()).isEqualTo("success");
    assertThat(registry.created()).extracting(Successor::name).containsOnly(FIRST_NAME);
    assertNothingIsLeftInTheEnd(world);
  }

  @Test
  void aDelayedCreationThatLandsBeforeTheNextAttemptIsReplaced() {
    registry.delayNextCreation(LOST);
    world.telemetry.onFailure(registry::landDelayedCreations);

    assertThat(world.ask(UPDATE)).isInstanceOf(Answer.Succeeded.class);

    assertThat(registry.names()).doesNotContain(FIRST_NAME);
    assertThat(successors()).hasSize(1);
    assertBindingsWork(world);
  }

  @Test
  void aDelayedCreationThatLandsUnderTheSameNameIsRefusedByTheRegistry() {
    registry.delayNextCreation(LOST);

    assertThat(world.ask(UPDATE)).isInstanceOf(Answer.Succeeded.class);
    registry.landDelayedCreations();

    assertThat(registry.created()).extracting(Successor::name).containsOnly(FIRST_NAME);
    assertThat(successors()).containsExactly(FIRST_NAME);
    assertBindingsWork(world);
  }

  @Test
  void aNameThatSomebodyElseHasTakenIsLeftAlone() {
    registry.robot(FIRST_NAME, "somebody else's");

    assertThat(world.ask(UPDATE)).isInstanceOf(Answer.Succeeded.class);
    world.pass(Duration.ofHours(1));

    assertThat(registry.names())
        .containsExactly("ci", "ci-1", "ci-other", FIRST_NAME, "ci-" + (START.toEpochMilli() + 1));
    assertBindingsWork(world);
  }

  @Test
  void ifAllNamesAreTakenItIsAskedAgainUntilTheDeadline() {
    for (int i = 0; i < 10_000; i++) {
      registry.robot("ci-" + (START.toEpochMilli() + i), "somebody else's");
    }

    assertThat(code(world.ask(UPDATE))).isEqualTo("registry_conflict");

    assertThat(world.since(START)).isGreaterThanOrEqualTo(World.PATIENCE);
    assertThat(world.pipeline.rotationsPending()).isZero();
  }

  @Test
  void aRobotThatCannotLogInIsReplacedByAnother() {
    registry.takeAwayNextCreation();

    world.ask(UPDATE);
    world.pass(Duration.ofMinutes(2));

    assertThat(world.events.getFirst().result()).isEqualTo("success");
    assertThat(registry.created()).hasSize(2);
    assertThat(registry.calls())
        .filteredOn(call -> call == Call.PROVE)
        .as("it might not be visible yet, so it gets eight, and its successor one")
        .hasSize(8 + 1);
    assertThat(world.handedOn).hasSize(1);
    assertBindingsWork(world);
    assertNothingIsLeftInTheEnd(world);
  }

  @Test
  void oneAndTheSameTokenIsHandedOnUntilItIsTaken() {
    world.propagate.fromNowOn().isUnavailable();

    for (int retry = 0; retry < 5; retry++) {
      assertThat(code(world.ask(UPDATE))).isEqualTo("secret_bindings_unavailable");
      world.pass(Duration.ofSeconds(20));
    }
    world.propagate.fromNowOn().confirms(YES);
    assertThat(world.ask(UPDATE)).isInstanceOf(Answer.Succeeded.class);

    assertThat(registry.created()).hasSize(1);
    assertThat(world.handedOn).containsOnly(world.handedOn.getFirst());
    assertBindingsWork(world);
  }
}
