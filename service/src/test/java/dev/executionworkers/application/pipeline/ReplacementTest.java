package dev.executionworkers.application.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.executionworkers.adapter.out.journal.InMemoryJournal;
import dev.executionworkers.domain.command.ExecutionId;
import dev.executionworkers.domain.command.SecretId;
import dev.executionworkers.domain.command.UpdateSecretBindings;
import dev.executionworkers.domain.outcome.DomainError;
import dev.executionworkers.domain.outcome.Failure;
import dev.executionworkers.domain.outcome.Peer;
import dev.executionworkers.domain.outcome.Problem;
import dev.executionworkers.domain.outcome.Result.Confirmed;
import dev.executionworkers.port.in.Answer;
import dev.executionworkers.port.out.Attempt;
import dev.executionworkers.port.out.BindingPropagator.BindingUpdate;
import dev.executionworkers.port.out.InMemoryReplacingRegistry;
import dev.executionworkers.port.out.InMemoryReplacingRegistry.Call;
import dev.executionworkers.port.out.Journal;
import dev.executionworkers.port.out.Registry.Proof;
import dev.executionworkers.port.out.Registry.Robot;
import dev.executionworkers.port.out.Registry.Successor;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Robots that are replaced: from the look to the end of the overlap, and all that goes wrong. */
class ReplacementTest {
  private static final Attempt ATTEMPT = new Attempt("test", 1, false);
  private static final Confirmed YES = new Confirmed();
  private static final UpdateSecretBindings UPDATE = update("ci");
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  private static final String FIRST_NAME = "ci-" + START.toEpochMilli();

  private static final Failure UNREACHABLE = new Failure.NeverSent(error(Problem.UNAVAILABLE));
  private static final Failure FAILED =
      new Failure.PeerFailed(error(Problem.UNAVAILABLE), Optional.empty());
  private static final Failure LOST = new Failure.LostReply(error(Problem.TIMEOUT));
  private static final Failure TOO_FAST =
      new Failure.Throttled(error(Problem.RATE_LIMITED), START.plusSeconds(2));
  private static final Failure FORBIDDEN = new Failure.Refused(error(Problem.PERMISSION_DENIED));

  private final InMemoryReplacingRegistry registry =
      new InMemoryReplacingRegistry()
          .robot("ci", "may pull")
          .robot("ci-1", "somebody else's")
          .robot("ci-other", "somebody else's");
  private final World world = worldWith(new InMemoryJournal());

  private World worldWith(Journal journal) {
    World made = World.with(registry, journal).withHousekeeping();
    made.reachable.confirms(YES);
    made.propagate.confirms(YES);
    return made;
  }

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
  void aDelayedCreationThatLandsAfterAllIsSweptAtTheEndOfTheOverlap() {
    world.ask(UPDATE);
    ExecutionId execution = world.events.getFirst().execution();
    for (int number : new int[] {-1, 1}) {
      String name = "ci-" + (START.toEpochMilli() + number);
      registry.create(new Successor(name, execution, "may pull"), ATTEMPT);
    }
    assertThat(successors()).hasSize(3);

    assertNothingIsLeftInTheEnd(world);
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

  @Test
  void theOldRobotLivesForTheOverlapAndNoLonger() {
    world.ask(UPDATE);
    world.pass(Duration.ofHours(1));
    world.ask(UPDATE);
    List<String> both = successors();
    assertThat(both).hasSize(2);

    world.pass(Duration.ofMinutes(14));
    assertThat(successors()).isEqualTo(both);
    world.pass(Duration.ofMinutes(2));

    assertThat(successors()).containsExactly(both.getLast());
    assertThat(registry.names()).contains("ci", "ci-1", "ci-other");
    assertBindingsWork(world);
  }

  @Test
  void theNewRobotIsProvedOnceMoreAfterTheReplayWindow() {
    world.ask(UPDATE);
    world.pass(Duration.ofSeconds(170));
    assertThat(proofs()).isEqualTo(1);

    world.pass(Duration.ofHours(1));

    assertThat(proofs()).isEqualTo(2);
    assertThat(world.handedOn).hasSize(1);
  }

  @Test
  void eachRotationDeletesItsOwnOldRobotsAlsoWhenThereIsANewerOne() {
    world.ask(UPDATE);
    world.pass(Duration.ofMinutes(5));
    world.ask(UPDATE);
    world.pass(Duration.ofMinutes(5));
    world.ask(UPDATE);
    List<String> all = successors();
    assertThat(all).hasSize(3);

    world.pass(Duration.ofMinutes(9)); // 19 after the first, 14 after the second
    assertThat(successors()).isEqualTo(all);
    world.pass(Duration.ofMinutes(2)); // 16 after the second
    assertThat(successors()).isEqualTo(all.subList(1, 3));
    world.pass(Duration.ofMinutes(5)); // 16 after the third

    assertThat(successors()).containsExactly(all.getLast());
    assertBindingsWork(world);
  }

  @Test
  void aDeletionThatFailsIsTriedAgainUntilItSucceeds() {
    world.ask(UPDATE);
    world.pass(Duration.ofHours(1));
    world.ask(UPDATE);
    for (int i = 0; i < 5; i++) {
      registry.failNext(Call.DELETE, FORBIDDEN);
    }

    world.pass(Duration.ofMinutes(17));
    assertThat(successors()).hasSize(2);
    world.pass(Duration.ofMinutes(30));

    assertThat(successors()).hasSize(1);
    assertBindingsWork(world);
  }

  @Test
  void aRobotThatWasTakenAwayIsReplacedAndHandedOnAgain() {
    world.ask(UPDATE);
    registry.remove(FIRST_NAME);

    world.pass(Duration.ofSeconds(185));

    assertThat(world.telemetry.lines()).contains("notice ROTATION_REOPENED");
    assertThat(world.handedOn).hasSize(2);
    assertThat(world.handedOn.getLast().generation())
        .isGreaterThan(world.handedOn.getFirst().generation());
    assertBindingsWork(world);
    world.pass(Duration.ofHours(1));
    assertThat(world.handedOn).hasSize(2);
    assertThat(registry.created()).hasSize(2);
    assertNothingIsLeftInTheEnd(world);
  }

  @Test
  void aRepairedRobotIsHandedOnOnceTheBindingsTakeIt() {
    world.ask(UPDATE);
    registry.remove(FIRST_NAME);
    world.propagate.fromNowOn().isUnavailable();

    world.pass(Duration.ofMinutes(10));
    world.propagate.fromNowOn().confirms(YES);
    world.pass(Duration.ofMinutes(5));

    assertThat(registry.created()).hasSize(2);
    assertBindingsWork(world);
    assertNothingIsLeftInTheEnd(world);
  }

  @Test
  void aRobotThatTheBindingsRefuseStaysUntilTheNextOverlapEnds() {
    World shared = sharingOneRobot();
    shared.propagate.fromNowOn().losesTheReply().refuses(Problem.REJECTED);

    shared.ask(update("a"));
    shared.propagate.fromNowOn().confirms(YES);
    shared.ask(update("b"));

    assertThat(shared.events)
        .extracting(event -> event.subject() + " " + event.result())
        .containsExactly("a error", "b success");
    assertThat(successors()).hasSize(2);
    shared.pass(Duration.ofMinutes(14));
    assertThat(successors()).hasSize(2);
    shared.pass(Duration.ofMinutes(2));
    assertThat(successors()).hasSize(1);
    assertBindingsWork(shared);
  }

  /** Also when it dies after the refused rotation has made way, and before that is recorded. */
  @ParameterizedTest
  @MethodSource("deaths")
  void whereverItDiesWhileItMakesWayNoDeadRobotIsHandedOn(int write, boolean durable) {
    registry.sharedRobot("shared");
    World mortal = worldWith(new MortalJournal(new InMemoryJournal(), write, durable));
    mortal.propagate.fromNowOn().refuses(Problem.REJECTED);

    mortal.ask(update("a"));
    CompletableFuture<Answer> next = mortal.asking(update("b"));
    mortal.pass(Duration.ofSeconds(1));
    mortal.propagate.fromNowOn().confirms(YES);
    mortal.time.get(next);
    mortal.pass(Duration.ofMinutes(2));

    assertBindingsWork(mortal);
    assertThat(mortal.events).isNotEmpty();
  }

  private World sharingOneRobot() {
    registry.sharedRobot("shared");
    return worldWith(new InMemoryJournal());
  }

  @Test
  void aRotationOfAnotherStrategyIsFinishedByThisOneAndNotLookedAfterForEver() {
    Journal journal = new InMemoryJournal();
    World refreshing = World.withSettableRegistry(journal);
    refreshing.reachable.confirms(YES);
    refreshing.look.confirms(new Robot(7, "robot$ci"));
    refreshing.setToken.confirms(YES);
    refreshing.prove.confirms(Proof.PROVEN);
    refreshing.propagate.confirms(YES);
    assertThat(refreshing.ask(UPDATE)).isInstanceOf(Answer.Succeeded.class);
    refreshing.propagate.fromNowOn().dies();
    refreshing.ask(update("other"));
    registry.robot("other", "may pull");

    World replacing = worldWith(journal);
    replacing.pass(Duration.ofHours(1));

    assertBindingsWork(replacing);
    assertThat(replacing.handedOn).extracting(it -> it.secret().value()).containsExactly("other");
    assertThat(replacing.telemetry.lines())
        .filteredOn(line -> line.startsWith("failed"))
        .containsExactly("failed create-robot 1 registry_unexpected_response");
  }

  static Stream<Arguments> deaths() {
    return Stream.iterate(1, write -> write <= 11, write -> write + 1)
        .flatMap(write -> Stream.of(Arguments.of(write, false), Arguments.of(write, true)));
  }

  @ParameterizedTest
  @MethodSource("deaths")
  void whereverItDiesOneRobotIsMadeInTheEndAndHandedOn(int write, boolean durable) {
    MortalJournal journal = new MortalJournal(new InMemoryJournal(), write, durable);
    World mortal = worldWith(journal);

    mortal.ask(UPDATE);
    mortal.pass(Duration.ofMinutes(2));

    assertThat(mortal.events.size()).isLessThanOrEqualTo(1);
    assertThat(successors()).hasSize(1);
    assertBindingsWork(mortal);
    assertNothingIsLeftInTheEnd(mortal);
    assertThat(journal.wasDeadly()).isTrue();
    assertThat(mortal.telemetry.lines()).anyMatch(line -> line.startsWith("defect died"));
  }

  @ParameterizedTest
  @MethodSource("deaths")
  void whereverItDiesTheOldRobotLivesForTheOverlapAndNoLonger(int write, boolean durable) {
    world.ask(UPDATE);
    world.pass(Duration.ofHours(1));
    String old = successors().getFirst();
    World mortal = worldWith(new MortalJournal(new InMemoryJournal(), write, durable));
    mortal.pass(Duration.ofHours(2));

    mortal.ask(UPDATE);
    mortal.pass(Duration.ofMinutes(14));
    assertThat(successors()).contains(old);
    mortal.pass(Duration.ofMinutes(6));

    assertThat(successors()).hasSize(1).doesNotContain(old);
    assertBindingsWork(mortal);
  }

  @Test
  void whatWasSealedBeforeTheDeathIsHandedOnAfterIt() {
    world.propagate.fromNowOn().dies().confirms(YES);

    assertThat(world.ask(UPDATE)).isInstanceOf(Answer.Defect.class);
    world.pass(Duration.ofSeconds(5));

    assertThat(registry.created()).hasSize(1);
    assertThat(world.handedOn).hasSize(2).containsOnly(world.handedOn.getFirst());
    assertBindingsWork(world);
  }

  private void assertBindingsWork(World of) {
    BindingUpdate last = of.handedOn.getLast();
    assertThat(registry.logsIn(last.username(), last.token())).isTrue();
  }

  /** Only the robot that was handed on, and those that are somebody else's. */
  private void assertNothingIsLeftInTheEnd(World of) {
    of.pass(Duration.ofHours(1));
    String inForce = of.handedOn.getLast().username().substring("robot$".length());
    assertThat(registry.names()).containsExactlyInAnyOrder("ci", "ci-1", "ci-other", inForce);
    assertBindingsWork(of);
  }

  private List<String> successors() {
    return registry.names().stream()
        .filter(name -> registry.created().stream().anyMatch(made -> made.name().equals(name)))
        .toList();
  }

  private long proofs() {
    return registry.calls().stream().filter(Call.PROVE::equals).count();
  }

  private static UpdateSecretBindings update(String secret) {
    return new UpdateSecretBindings(new SecretId(secret));
  }

  private static DomainError error(Problem problem) {
    return new DomainError(Peer.HARBOR, problem, 0, "as told");
  }

  private static String code(Answer answer) {
    return ((Answer.Failed) answer).failure().error().code();
  }
}
