package dev.executionworkers.application.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.executionworkers.adapter.out.journal.InMemoryJournal;
import dev.executionworkers.domain.command.Requester;
import dev.executionworkers.domain.command.Secret;
import dev.executionworkers.domain.command.SecretId;
import dev.executionworkers.domain.command.UpdateSecretBindings;
import dev.executionworkers.domain.outcome.Problem;
import dev.executionworkers.domain.outcome.Result.Confirmed;
import dev.executionworkers.port.in.Answer;
import dev.executionworkers.port.in.SuperviseExecutions.Decision;
import dev.executionworkers.port.out.Registry.Proof;
import dev.executionworkers.port.out.Registry.Robot;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What becomes of a token that its bindings refuse when its rotation makes way for another of the
 * robot. The robot serves two secrets.
 */
class MakingWayTest {
  private static final Confirmed YES = new Confirmed();
  private static final UpdateSecretBindings FIRST = new UpdateSecretBindings(new SecretId("a"));
  private static final UpdateSecretBindings NEXT = new UpdateSecretBindings(new SecretId("b"));
  private static final Duration WHILE = Duration.ofMinutes(2);
  private static final Duration AFTER_THE_WINDOW = Duration.ofSeconds(185);

  private World world =
      World.withSettableRegistry(Optional.of("robot"), new InMemoryJournal()).withHousekeeping();

  @BeforeEach
  void theFirstIsRefused() {
    prepare();
  }

  private void prepare() {
    world.reachable.confirms(YES);
    world.look.confirms(new Robot(7, "robot"));
    world.setToken.confirms(YES);
    world.prove.confirms(Proof.PROVEN);
    world.propagate.refuses(Problem.REJECTED);
    assertThat(world.ask(FIRST)).isInstanceOf(Answer.Failed.class);
    assertThat(world.pipeline.rotationsPending()).isEqualTo(1);
  }

  @Test
  void itIsHandedOnAfterAllWhenTheNextHasSetNothing() {
    theNextEndsBeforeItSetsAnything();
    assertThat(world.pipeline.rotationsPending()).isZero();

    world.pass(WHILE);
    assertThat(world.pipeline.rotationsPending()).as("visible").isEqualTo(1);
    world.propagate.fromNowOn().confirms(YES);
    world.pass(Duration.ofHours(1));

    assertThat(world.set).as("never set again").hasSize(1);
    assertThat(world.handedOn.getLast().token()).isEqualTo(world.set.getFirst());
    assertThat(world.telemetry.lines()).containsOnlyOnce("notice ROTATION_TAKEN_UP_AGAIN");
    assertThat(world.pipeline.rotationsPending()).isZero();
    assertThat(world.events).as("its outcome stands").hasSize(2);
  }

  @Test
  void itIsProvedOnceMoreLater() {
    theNextEndsBeforeItSetsAnything();
    world.propagate.fromNowOn().confirms(YES);
    world.pass(WHILE);
    int proofs = world.prove.calls();
    world.prove.fromNowOn().confirms(Proof.DISPROVED).confirms(Proof.PROVEN);

    world.pass(AFTER_THE_WINDOW);

    assertThat(world.prove.calls()).isGreaterThan(proofs);
    assertThat(world.telemetry.lines()).contains("notice ROTATION_REOPENED");
    assertThat(world.set).hasSize(2).containsOnly(world.set.getFirst());
    assertThat(world.handedOn.getLast().token()).isEqualTo(world.set.getFirst());
  }

  @Test
  void itIsForgottenWhenTheNextHasSetAToken() {
    world.propagate.fromNowOn().confirms(YES);

    assertThat(world.ask(NEXT)).isInstanceOf(Answer.Succeeded.class);
    world.pass(Duration.ofHours(1));

    assertThat(world.set).hasSize(2).doesNotHaveDuplicates();
    assertThat(world.handedOn.getLast().token()).isEqualTo(world.set.getLast());
    assertThat(world.telemetry.lines()).doesNotContain("notice ROTATION_TAKEN_UP_AGAIN");
  }

  @Test
  void itMakesWayOnceMoreForWhoeverComesThen() {
    theNextEndsBeforeItSetsAnything();
    world.pass(WHILE);
    assertThat(world.pipeline.rotationsPending()).isEqualTo(1);
    world.propagate.fromNowOn().confirms(YES);
    world.look.fromNowOn().confirms(new Robot(7, "robot"));

    assertThat(world.ask(NEXT)).isInstanceOf(Answer.Succeeded.class);
    world.pass(Duration.ofHours(1));

    Secret last = world.set.getLast();
    assertThat(world.set).hasSize(2).doesNotHaveDuplicates();
    assertThat(world.handedOn.getLast().token()).isEqualTo(last);
    assertThat(world.pipeline.rotationsPending()).isZero();
  }

  @Test
  void anOperatorMayGiveItUp() {
    theNextEndsBeforeItSetsAnything();
    world.pass(WHILE);
    var first = world.events.getFirst().execution();

    Decision decision =
        world.time.call(
            () -> world.pipeline.supervision().abandon(first, new Requester("jane@example.com")));
    world.pass(Duration.ofHours(1));

    assertThat(decision).isEqualTo(Decision.TAKEN);
    assertThat(world.pipeline.rotationsPending()).isZero();
    int asked = world.propagate.calls();
    world.pass(Duration.ofDays(1));
    assertThat(world.propagate.calls()).isEqualTo(asked);
  }

  @Test
  void aRotationThatTheNextHasNotTouchedIsStillProvedOnceMore() {
    world = World.withSettableRegistry(Optional.of("robot"), new InMemoryJournal());
    world.withHousekeeping();
    prepare();
    world.propagate.fromNowOn().confirms(YES);
    assertThat(world.ask(FIRST)).isInstanceOf(Answer.Succeeded.class);
    int proofs = world.prove.calls();

    theNextEndsBeforeItSetsAnything();
    world.pass(AFTER_THE_WINDOW);

    assertThat(world.prove.calls()).isEqualTo(proofs + 1);
  }

  private void theNextEndsBeforeItSetsAnything() {
    world.look.fromNowOn().refuses(Problem.CONFLICT);
    assertThat(world.ask(NEXT)).isInstanceOf(Answer.Failed.class);
  }
}
