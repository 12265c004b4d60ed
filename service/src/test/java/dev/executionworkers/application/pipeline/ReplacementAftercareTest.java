package dev.executionworkers.application.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.executionworkers.adapter.out.journal.InMemoryJournal;
import dev.executionworkers.domain.command.ExecutionId;
import dev.executionworkers.domain.outcome.Failure;
import dev.executionworkers.domain.outcome.Problem;
import dev.executionworkers.port.in.Answer;
import dev.executionworkers.port.out.Attempt;
import dev.executionworkers.port.out.InMemoryReplacingRegistry.Call;
import dev.executionworkers.port.out.Journal;
import dev.executionworkers.port.out.Registry.Proof;
import dev.executionworkers.port.out.Registry.Robot;
import dev.executionworkers.port.out.Registry.Successor;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Robots that are replaced: from the answer to the end of the overlap. */
class ReplacementAftercareTest extends ReplacementScene {
  private static final Attempt ATTEMPT = new Attempt("test", 1, false);
  private static final Failure FORBIDDEN = new Failure.Refused(error(Problem.PERMISSION_DENIED));

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
    registry.sharedRobot("shared");
    world.propagate.fromNowOn().losesTheReply().refuses(Problem.REJECTED);

    world.ask(update("a"));
    world.propagate.fromNowOn().confirms(YES);
    world.ask(update("b"));

    assertThat(world.events)
        .extracting(event -> event.subject() + " " + event.result())
        .containsExactly("a error", "b success");
    assertThat(successors()).hasSize(2);
    world.pass(Duration.ofMinutes(14));
    assertThat(successors()).hasSize(2);
    world.pass(Duration.ofMinutes(2));
    assertThat(successors()).hasSize(1);
    assertBindingsWork(world);
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

  private long proofs() {
    return registry.calls().stream().filter(Call.PROVE::equals).count();
  }
}
