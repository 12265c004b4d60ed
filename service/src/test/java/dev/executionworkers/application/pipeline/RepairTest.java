package dev.executionworkers.application.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.executionworkers.adapter.out.journal.InMemoryJournal;
import dev.executionworkers.domain.command.Secret;
import dev.executionworkers.domain.command.SecretId;
import dev.executionworkers.domain.command.UpdateSecretBindings;
import dev.executionworkers.domain.outcome.Problem;
import dev.executionworkers.domain.outcome.Result.Confirmed;
import dev.executionworkers.domain.outcome.StepResult;
import dev.executionworkers.port.in.Answer;
import dev.executionworkers.port.out.BindingPropagator.BindingUpdate;
import dev.executionworkers.port.out.InMemoryReplacingRegistry;
import dev.executionworkers.port.out.Journal;
import dev.executionworkers.port.out.Registry.Proof;
import dev.executionworkers.port.out.Registry.Robot;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A token that somebody has taken from the robot and from its bindings after it was handed on, and
 * whose repair is interrupted: the robot has ours again, and its bindings must get it.
 */
class RepairTest {
  private static final Confirmed YES = new Confirmed();
  private static final UpdateSecretBindings UPDATE = update("ci");
  private static final Secret THEIRS = Secret.of("Theirs");
  private static final Duration AFTER_THE_WINDOW = Duration.ofSeconds(185);
  private static final int WRITES_OF_THE_ROTATION = 8;

  private Secret robot = Secret.of("old");
  private Secret bindings = Secret.of("old");

  @Test
  void whenItsSetIsAnsweredWithDeathItIsHandedOn() {
    World world = rotatedAndTaken(new InMemoryJournal());
    world.setToken.fromNowOn().answers(this::setAndDie).answers(() -> set(world));

    world.pass(Duration.ofHours(1));

    assertIsMended(world);
  }

  @Test
  void whenTheBindingsTakeItAndDoNotAnswerBeforeItDiesItIsHandedOnOnceMore() {
    World world = rotatedAndTaken(new InMemoryJournal());
    world.propagate.fromNowOn().dies().answers(() -> take(world));

    world.pass(Duration.ofHours(1));

    assertIsMended(world);
    assertThat(world.handedOn).extracting(BindingUpdate::generation).doesNotHaveDuplicates();
  }

  @Test
  void whenItsProofDiesItIsHandedOn() {
    World world = rotatedAndTaken(new InMemoryJournal());
    world.prove.fromNowOn().confirms(Proof.DISPROVED).dies().answers(() -> prove(world));

    world.pass(Duration.ofHours(1));

    assertIsMended(world);
  }

  static Stream<Arguments> deaths() {
    return Stream.of(1, 2, 3, 4, 5, 6)
        .map(write -> WRITES_OF_THE_ROTATION + write)
        .flatMap(write -> Stream.of(Arguments.of(write, false), Arguments.of(write, true)));
  }

  @ParameterizedTest
  @MethodSource("deaths")
  void whereverItDiesItIsHandedOnInTheEnd(int write, boolean durable) {
    MortalJournal journal = new MortalJournal(new InMemoryJournal(), write, durable);
    World world = rotatedAndTaken(journal);
    assertThat(journal.wasDeadly()).isFalse();

    world.pass(Duration.ofHours(1));

    assertIsMended(world);
    assertThat(world.telemetry.lines()).filteredOn(it -> it.startsWith("defect died")).hasSize(1);
    assertNothingIsLeftToDo(journal, world);
  }

  @Test
  void whenItDiesWhileTheBindingsAreAwayItStaysPendingUntilTheyAreBack() {
    Journal journal = new InMemoryJournal();
    World world = rotatedAndTaken(journal);
    world.propagate.fromNowOn().isUnavailable().isUnavailable().dies().isUnavailable();

    world.pass(Duration.ofHours(1));
    assertThat(robot).isEqualTo(world.set.getFirst());
    assertThat(bindings).isEqualTo(THEIRS);
    assertThat(world.pipeline.rotationsPending()).as("visible").isEqualTo(1);
    world.propagate.fromNowOn().answers(() -> take(world));
    world.pass(Duration.ofHours(1));

    assertIsMended(world);
    assertNothingIsLeftToDo(journal, world);
  }

  @Test
  void whatMakesWayForARotationThatSetsNothingIsHandedOnAfterAll() {
    World world = rotatedAndTaken(World.withSettableRegistry(Optional.of("shared")));
    world.propagate.fromNowOn().refuses(Problem.REJECTED);
    world.pass(AFTER_THE_WINDOW);
    assertThat(world.pipeline.rotationsPending()).isEqualTo(1);

    world.look.fromNowOn().refuses(Problem.CONFLICT);
    assertThat(world.ask(update("other"))).isInstanceOf(Answer.Failed.class);
    assertThat(world.pipeline.rotationsPending()).isZero();
    world.propagate.fromNowOn().answers(() -> take(world));
    world.pass(Duration.ofHours(1));

    assertIsMended(world);
  }

  @Test
  void whatMakesWayForARotationThatSetsATokenIsForgotten() {
    Journal journal = new InMemoryJournal();
    World world = rotatedAndTaken(World.withSettableRegistry(Optional.of("shared"), journal));
    world.propagate.fromNowOn().refuses(Problem.REJECTED);
    world.pass(AFTER_THE_WINDOW);

    world.propagate.fromNowOn().answers(() -> take(world));
    assertThat(world.ask(update("other"))).isInstanceOf(Answer.Succeeded.class);
    world.pass(Duration.ofHours(1));

    assertThat(world.handedOn.getLast().secret()).isEqualTo(new SecretId("other"));
    assertThat(robot).isEqualTo(bindings).isEqualTo(world.set.getLast());
    assertNothingIsLeftToDo(journal, world);
  }

  @Test
  void whatIsTakenOnceMoreAfterARepairIsRepairedOnceMore() {
    World world = rotatedAndTaken(new InMemoryJournal());
    for (int repair = 1; repair <= 3; repair++) {
      world.pass(AFTER_THE_WINDOW);
      assertIsMended(world);
      assertThat(world.handedOn).hasSize(1 + repair);
      takeAway();
    }
    world.setToken.fromNowOn().answers(this::setAndDie).answers(() -> set(world));

    world.pass(Duration.ofHours(1));

    assertIsMended(world);
    assertThat(world.handedOn).extracting(BindingUpdate::generation).isSorted().hasSize(5);
  }

  @Test
  void whatIsTakenInTheMiddleOfARepairIsSetAgainBeforeItIsHandedOn() {
    World world = rotatedAndTaken(new InMemoryJournal());
    world
        .propagate
        .fromNowOn()
        .answers(() -> {
          takeAway();
          throw new IllegalStateException("died");
        })
        .answers(() -> take(world));

    world.pass(Duration.ofHours(1));

    assertIsMended(world);
  }

  @Test
  void aRobotThatIsGoneEndsItsRepair() {
    Journal journal = new InMemoryJournal();
    World world = rotatedAndTaken(journal);
    world.setToken.fromNowOn().answers(this::setAndDie).answers(() -> set(world));
    world.prove.fromNowOn().confirms(Proof.DISPROVED).refuses(Problem.NOT_FOUND);

    world.pass(Duration.ofHours(1));

    assertThat(world.pipeline.rotationsPending()).isZero();
    assertNothingIsLeftToDo(journal, world);
  }

  @Test
  void aRepairIsFinishedByWhateverStrategyThereIs() {
    Journal journal = new InMemoryJournal();
    World refreshing = rotatedAndTaken(journal);
    refreshing.setToken.fromNowOn().answers(this::setAndDie);
    refreshing.pass(AFTER_THE_WINDOW);

    InMemoryReplacingRegistry registry = new InMemoryReplacingRegistry().robot("ci", "may pull");
    World replacing = World.with(registry, journal).withHousekeeping();
    replacing.propagate.confirms(YES);
    replacing.pass(Duration.ofHours(1));

    BindingUpdate last = replacing.handedOn.getLast();
    assertThat(registry.logsIn(last.username(), last.token())).isTrue();
    assertNothingIsLeftToDo(journal, replacing);
  }

  private World rotatedAndTaken(Journal journal) {
    return rotatedAndTaken(World.withSettableRegistry(journal));
  }

  private World rotatedAndTaken(World world) {
    world.withHousekeeping();
    world.reachable.confirms(YES);
    world.look.confirms(new Robot(7, "robot$ci"));
    world.setToken.answers(() -> set(world));
    world.prove.answers(() -> prove(world));
    world.propagate.answers(() -> take(world));
    assertThat(world.ask(UPDATE)).isInstanceOf(Answer.Succeeded.class);
    assertThat(robot).isEqualTo(bindings).isEqualTo(world.set.getFirst());
    takeAway();
    return world;
  }

  private void takeAway() {
    robot = THEIRS;
    bindings = THEIRS;
  }

  private StepResult<Confirmed> set(World world) {
    robot = world.set.getLast();
    return StepResult.done(YES);
  }

  private StepResult<Confirmed> setAndDie() {
    robot = Secret.of("Chosen1");
    throw new IllegalStateException("died");
  }

  private StepResult<Proof> prove(World world) {
    return StepResult.done(robot.equals(world.set.getLast()) ? Proof.PROVEN : Proof.DISPROVED);
  }

  private StepResult<Confirmed> take(World world) {
    bindings = world.handedOn.getLast().token();
    return StepResult.done(YES);
  }

  private void assertIsMended(World world) {
    assertThat(world.telemetry.lines()).contains("notice ROTATION_REOPENED");
    assertThat(robot).isEqualTo(bindings).isEqualTo(world.set.getFirst());
    assertThat(world.set).containsOnly(world.set.getFirst());
    assertThat(world.handedOn.getLast().generation())
        .isGreaterThan(world.handedOn.getFirst().generation());
    assertThat(world.pipeline.rotationsPending()).isZero();
  }

  private static void assertNothingIsLeftToDo(Journal journal, World world) {
    assertThat(journal.due(world.time.now().plus(Duration.ofDays(1)), 1)).isEmpty();
    assertThat(journal.orphans(1)).isEmpty();
  }

  private static UpdateSecretBindings update(String secret) {
    return new UpdateSecretBindings(new SecretId(secret));
  }
}
