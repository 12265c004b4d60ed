package dev.executionworkers.application.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.executionworkers.adapter.out.journal.InMemoryJournal;
import dev.executionworkers.domain.outcome.Problem;
import dev.executionworkers.port.in.Answer;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Robots that are replaced by a process that dies in the middle. */
class ReplacementDeathsTest extends ReplacementScene {
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

  @Test
  void whatWasSealedBeforeTheDeathIsHandedOnAfterIt() {
    world.propagate.fromNowOn().dies().confirms(YES);

    assertThat(world.ask(UPDATE)).isInstanceOf(Answer.Defect.class);
    world.pass(Duration.ofSeconds(5));

    assertThat(registry.created()).hasSize(1);
    assertThat(world.handedOn).hasSize(2).containsOnly(world.handedOn.getFirst());
    assertBindingsWork(world);
  }
}
