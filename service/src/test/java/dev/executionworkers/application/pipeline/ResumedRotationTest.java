package dev.executionworkers.application.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.executionworkers.domain.command.SecretId;
import dev.executionworkers.domain.command.UpdateSecretBindings;
import dev.executionworkers.domain.outcome.Problem;
import dev.executionworkers.domain.outcome.Result.Confirmed;
import dev.executionworkers.port.in.Answer;
import dev.executionworkers.port.out.BindingPropagator.BindingUpdate;
import dev.executionworkers.port.out.Registry.Robot;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * A rotation whose thread has died in the middle, as with its process, and is taken up again. A bug
 * does the same to it: it ends without an outcome, and only the journal knows of it.
 */
class ResumedRotationTest {
  private static final Confirmed YES = new Confirmed();
  private static final UpdateSecretBindings UPDATE = new UpdateSecretBindings(new SecretId("ci"));

  private final World world = World.withSettableRegistry(Optional.empty());

  @BeforeEach
  void everythingWorks() {
    world.rotates("robot$ci");
    world.pipeline.start();
  }

  @Test
  void staysPendingWhenItsFirstStepsFailForLong() {
    dieAtTheHandOn();
    world.reachable.fromNowOn().confirms(YES).cannotBeReached();

    assertThat(world.ask(UPDATE)).isInstanceOf(Answer.Defect.class);
    world.pass(Duration.ofMinutes(10));
    assertThat(world.events).isEmpty();
    assertThat(world.pipeline.rotationsPending()).isEqualTo(1);
    world.reachable.fromNowOn().confirms(YES);
    world.pass(Duration.ofSeconds(20));

    assertThat(world.events.getFirst().result()).isEqualTo("success");
    assertThat(world.pipeline.rotationsPending()).isZero();
    assertThat(world.handedOn)
        .extracting(BindingUpdate::token)
        .hasSize(2)
        .containsOnly(world.set.getFirst());
  }

  @Test
  void staysPendingWhenItsFirstStepsAreRefused() {
    dieAtTheHandOn();
    world.reachable.fromNowOn().confirms(YES).refuses(Problem.NOT_CONFIGURED);

    world.ask(UPDATE);
    world.pass(Duration.ofMinutes(10));

    assertThat(world.events).isEmpty();
    assertThat(world.pipeline.rotationsPending()).isEqualTo(1);
  }

  @Test
  void endsLikeAnythingElseWhenNothingWasSet() {
    world.look.fromNowOn().dies().confirms(new Robot(7, "robot$ci"));
    world.reachable.fromNowOn().confirms(YES).cannotBeReached();

    world.ask(UPDATE);
    world.pass(Duration.ofMinutes(10));

    assertThat(world.events.getFirst().errorCode()).contains("secret_bindings_unavailable");
    assertThat(world.set).isEmpty();
  }

  @Test
  void isTakenUpOnceAMinuteWhenItDiesEachTime() {
    world.propagate.fromNowOn().dies();

    world.ask(UPDATE);
    world.pass(Duration.ofMinutes(10));

    assertThat(world.propagate.calls()).isBetween(9, 12);
    assertThat(world.pipeline.rotationsPending()).isZero();
  }

  private void dieAtTheHandOn() {
    world.propagate.fromNowOn().dies().confirms(YES);
  }
}
