package dev.executionworkers.application.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.executionworkers.domain.command.Secret;
import dev.executionworkers.domain.command.SecretId;
import dev.executionworkers.domain.command.UpdateSecretBindings;
import dev.executionworkers.domain.outcome.Problem;
import dev.executionworkers.domain.outcome.Result.Confirmed;
import dev.executionworkers.domain.outcome.StepResult;
import dev.executionworkers.port.in.Answer;
import dev.executionworkers.port.out.BindingPropagator.BindingUpdate;
import dev.executionworkers.port.out.Registry.Proof;
import dev.executionworkers.port.out.Registry.Robot;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class RotationTest {
  private static final Confirmed YES = new Confirmed();
  private static final UpdateSecretBindings UPDATE = update("ci");

  private final World world = World.withSettableRegistry(Optional.empty());

  private void everythingWorks() {
    world.rotates("robot$ci");
  }

  @Test
  void looksSetsProvesAndHandsOnTheSameToken() {
    everythingWorks();

    assertThat(world.ask(UPDATE)).isInstanceOf(Answer.Succeeded.class);

    BindingUpdate handed = world.handedOn.getFirst();
    assertThat(handed.secret()).isEqualTo(new SecretId("ci"));
    assertThat(handed.username()).isEqualTo("robot$ci");
    assertThat(handed.token()).isEqualTo(world.set.getFirst());
    assertThat(handed.generation()).isPositive();
    assertThat(world.telemetry.lines())
        .containsExactly(
            "open secrets.UpdateBindingsForSecret",
            "phase ROTATE_ROBOT_TOKEN",
            "robot robot$ci",
            "ended secret_bindings_update_accepted success",
            "close");
  }

  @Test
  void withoutARegistryItIsAcceptedAndNothingIsCalled() {
    World bare = World.withoutRegistry();

    assertThat(bare.ask(UPDATE)).isInstanceOf(Answer.Succeeded.class);
    assertThat(bare.telemetry.lines()).contains("notice REGISTRY_NOT_CONFIGURED");
    assertThat(bare.reachable.calls()).isZero();
  }

  @Test
  void nothingIsRotatedWhenTheBindingsCannotBeReached() {
    everythingWorks();
    world.reachable.fromNowOn().cannotBeReached();

    assertThat(code(world.ask(UPDATE))).isEqualTo("secret_bindings_unavailable");
    assertThat(world.look.calls()).isZero();
    assertThat(world.set).isEmpty();
  }

  @Test
  void nothingIsRotatedWhenTheBindingsAreNotConfigured() {
    everythingWorks();
    world.reachable.fromNowOn().refuses(Problem.NOT_CONFIGURED);

    assertThat(code(world.ask(UPDATE))).isEqualTo("secret_bindings_not_configured");
    assertThat(world.set).isEmpty();
  }

  @Test
  void aRefusalBeforeAnythingWasSetEndsTheRotation() {
    everythingWorks();
    world.setToken.fromNowOn().refuses(Problem.PERMISSION_DENIED);

    assertThat(code(world.ask(UPDATE))).isEqualTo("registry_permission_denied");

    assertThat(world.pipeline.rotationsPending()).isZero();
    assertThat(world.events).hasSize(1);
    assertThat(world.propagate.calls()).isZero();
  }

  @Test
  void aRotationThatNeverReachedTheRegistryEndsLikeAnythingElse() {
    everythingWorks();
    world.setToken.fromNowOn().cannotBeReached();

    world.ask(UPDATE);
    assertThat(world.pipeline.rotationsPending()).isZero();
    world.pass(Duration.ofMinutes(2));

    assertThat(world.events.getFirst().errorCode()).contains("registry_unavailable");
  }

  @Test
  void failedPropagationAndFiveRetriesHandOnOneAndTheSameToken() {
    everythingWorks();
    world.propagate.fromNowOn().isUnavailable();

    for (int retry = 0; retry < 5; retry++) {
      assertThat(code(world.ask(UPDATE))).isEqualTo("secret_bindings_unavailable");
      world.pass(Duration.ofSeconds(20));
    }
    world.propagate.fromNowOn().confirms(YES);
    assertThat(world.ask(UPDATE)).isInstanceOf(Answer.Succeeded.class);

    assertThat(world.set).hasSize(1);
    assertThat(world.handedOn).extracting(BindingUpdate::token).containsOnly(world.set.getFirst());
    assertThat(world.handedOn)
        .extracting(BindingUpdate::generation)
        .containsOnly(world.handedOn.getFirst().generation());
  }

  @Test
  void aPendingRotationIsFinishedWithoutBeingAsked() {
    everythingWorks();
    world.setToken.fromNowOn().losesTheReply();

    assertThat(code(world.ask(UPDATE))).isEqualTo("registry_timeout");
    world.pass(Duration.ofHours(3));
    assertThat(world.events).isEmpty();
    assertThat(world.pipeline.rotationsPending()).isEqualTo(1);
    world.setToken.fromNowOn().confirms(YES);
    world.pass(Duration.ofSeconds(20));

    assertThat(world.events.getFirst().result()).isEqualTo("success");
    assertThat(world.pipeline.rotationsPending()).isZero();
    assertThat(world.set).containsOnly(world.set.getFirst());
    assertThat(
            world.telemetry.lines().stream()
                .filter(line -> line.startsWith("failed set-token") && !line.endsWith("quiet"))
                .count())
        .isLessThanOrEqualTo(181);
  }

  @Test
  void aRefusalByTheBindingsIsToldAtOnceAndTheRotationStaysPending() {
    everythingWorks();
    world.propagate.fromNowOn().refuses(Problem.REJECTED);
    Instant start = world.time.now();

    for (int ask = 1; ask <= 5; ask++) {
      assertThat(code(world.ask(UPDATE))).isEqualTo("secret_bindings_rejected");
      assertThat(world.events).isEmpty();
      assertThat(world.pipeline.rotationsPending()).isEqualTo(1);
    }

    assertThat(world.since(start)).isLessThan(Duration.ofSeconds(10));
    assertThat(world.set).hasSize(1);
    world.propagate.fromNowOn().confirms(YES);
    assertThat(world.ask(UPDATE)).isInstanceOf(Answer.Succeeded.class);
    assertThat(world.set).hasSize(1);
  }

  @Test
  void aRefusedRotationIsTriedAgainAtLeastOnceAnHour() {
    everythingWorks();
    world.propagate.fromNowOn().refuses(Problem.REJECTED);
    world.ask(UPDATE);
    world.pass(Duration.ofHours(12));
    int calls = world.propagate.calls();

    world.pass(Duration.ofMinutes(61));

    assertThat(world.propagate.calls()).isGreaterThan(calls);
  }

  @Test
  void aLostSetIsFoundOutByTheProofAndSetAgain() {
    everythingWorks();
    world.prove.fromNowOn().confirms(Proof.DISPROVED).confirms(Proof.PROVEN);

    assertThat(world.ask(UPDATE)).isInstanceOf(Answer.Succeeded.class);

    assertThat(world.set).hasSize(2).containsOnly(world.set.getFirst());
    assertThat(world.telemetry.lines()).contains("notice TOKEN_SET_AGAIN");
  }

  @Test
  void neverSucceedsWithoutAProof() {
    everythingWorks();
    world.prove.fromNowOn().isUnavailable();

    assertThat(code(world.ask(UPDATE))).isEqualTo("registry_unavailable");
    assertThat(world.propagate.calls()).isZero();
  }

  @Test
  void aFinishedRotationIsReplayedForTheWindowAndNoLonger() {
    everythingWorks();

    Answer first = world.ask(UPDATE);
    world.pass(Duration.ofSeconds(170));
    assertThat(world.ask(UPDATE)).isEqualTo(first);
    assertThat(world.set).hasSize(1);
    world.pass(Duration.ofSeconds(20));
    assertThat(world.ask(UPDATE)).isNotEqualTo(first);

    assertThat(world.set).hasSize(2).doesNotHaveDuplicates();
    assertThat(world.handedOn.get(1).generation())
        .isGreaterThan(world.handedOn.get(0).generation());
  }

  @Test
  void rotationsOfOneRobotQueue() {
    World shared = World.withSettableRegistry(Optional.of("robot"));
    shared.reachable.confirms(YES);
    shared.look.confirms(new Robot(7, "robot$robot"));
    shared.setToken.answersAfter(Duration.ofSeconds(3), StepResult.done(YES));
    shared.prove.confirms(Proof.PROVEN);
    shared.propagate.confirms(YES);
    Instant start = shared.time.now();

    CompletableFuture<Answer> one = shared.asking(update("a"));
    CompletableFuture<Answer> two = shared.asking(update("b"));
    assertThat(shared.time.get(one)).isInstanceOf(Answer.Succeeded.class);
    assertThat(shared.time.get(two)).isInstanceOf(Answer.Succeeded.class);

    assertThat(shared.since(start)).isEqualTo(Duration.ofSeconds(6));
    assertThat(shared.telemetry.lines()).contains("notice ROBOT_SHARED");
    assertThat(shared.handedOn).extracting(BindingUpdate::generation).isSorted();
  }

  @Test
  void whoeverJoinsARotationInTheQueueWakesTheOneBeforeIt() {
    World shared = sharingOneRobot();
    shared.propagate.isUnavailable();
    shared.ask(update("a"));
    shared.ask(update("b"));
    int attempts = shared.propagate.calls();

    CompletableFuture<Answer> joining = shared.asking(update("b"));

    assertThat(joining).isNotDone();
    assertThat(shared.propagate.calls()).isEqualTo(attempts + 1);
  }

  @Test
  void aRotationWhoseTokenWasTakenByAnotherIsNotReplayed() {
    World shared = sharingOneRobot();
    shared.propagate.confirms(YES);

    shared.ask(update("a"));
    shared.ask(update("b"));
    shared.ask(update("a"));

    assertThat(shared.set).hasSize(3).doesNotHaveDuplicates();
  }

  @Test
  void onlyARefusalByTheBindingsLetsTheNextRotationTakeOver() {
    World shared = sharingOneRobot();
    shared.propagate.isUnavailable();

    shared.ask(update("a"));
    assertThat(shared.ask(update("b"))).isInstanceOf(Answer.InProgress.class);
    assertThat(shared.set).hasSize(1);

    shared.propagate.fromNowOn().refuses(Problem.REJECTED).confirms(YES);
    shared.pass(Duration.ofSeconds(20));

    assertThat(shared.set).hasSize(2);
    assertThat(shared.events)
        .extracting(event -> event.subject() + " " + event.result())
        .containsExactly("a error", "b success");
  }

  @Test
  void anIssuedTokenIsHandedOnUnderTheRobotsName() {
    World facade = World.withIssuingRegistry();
    facade.reachable.confirms(YES);
    facade.issue.losesTheReply().confirms(Secret.of("issued"));
    facade.propagate.isUnavailable().confirms(YES);

    assertThat(facade.ask(UPDATE)).isInstanceOf(Answer.Succeeded.class);

    assertThat(facade.issue.calls()).isEqualTo(2);
    assertThat(facade.handedOn).extracting(BindingUpdate::token).containsOnly(Secret.of("issued"));
    assertThat(facade.handedOn).extracting(BindingUpdate::username).containsOnly("ci");
  }

  @Test
  void aRobotThatIsGoneEndsItsRotation() {
    everythingWorks();
    world.setToken.fromNowOn().losesTheReply().refuses(Problem.NOT_FOUND);

    assertThat(code(world.ask(UPDATE))).isEqualTo("registry_not_found");

    assertThat(world.pipeline.rotationsPending()).isZero();
    assertThat(world.events).hasSize(1);
  }

  private static UpdateSecretBindings update(String secret) {
    return new UpdateSecretBindings(new SecretId(secret));
  }

  private static String code(Answer answer) {
    return ((Answer.Failed) answer).failure().error().code();
  }

  private static World sharingOneRobot() {
    World shared = World.withSettableRegistry(Optional.of("robot"));
    shared.reachable.confirms(YES);
    shared.look.confirms(new Robot(7, "robot$robot"));
    shared.setToken.confirms(YES);
    shared.prove.confirms(Proof.PROVEN);
    return shared;
  }
}
