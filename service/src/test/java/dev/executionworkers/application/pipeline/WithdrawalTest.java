package dev.executionworkers.application.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.executionworkers.domain.command.CreateRepository;
import dev.executionworkers.domain.command.RepositoryName;
import dev.executionworkers.domain.command.RepositoryOwner;
import dev.executionworkers.domain.command.RepositoryRef;
import dev.executionworkers.domain.command.SecretId;
import dev.executionworkers.domain.command.UpdateSecretBindings;
import dev.executionworkers.domain.outcome.Problem;
import dev.executionworkers.domain.outcome.StepResult;
import dev.executionworkers.port.in.Answer;
import dev.executionworkers.port.in.Envelope;
import dev.executionworkers.port.in.StartCommand.Waiting;
import dev.executionworkers.port.out.Registry.Proof;
import dev.executionworkers.port.out.Registry.Robot;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Callers who go away. */
class WithdrawalTest extends WaitingScene {
  private static final UpdateSecretBindings UPDATE = new UpdateSecretBindings(new SecretId("ci"));
  private static final CreateRepository CREATE =
      new CreateRepository(
          new RepositoryRef(new RepositoryOwner("acme"), new RepositoryName("website")),
          true,
          Optional.empty(),
          true);
  private static final Robot ROBOT = new Robot(7, "robot$ci");

  @Test
  void whatCouldNotBeSentIsStoppedWhenItsCallerGoes() {
    world.provision.cannotBeReached();
    Waiting waiting = started(PROVISION);
    assertThat(await(waiting, Duration.ofSeconds(10))).isEmpty();

    withdraw(waiting);
    int calls = world.provision.calls();
    world.pass(TIMEOUT);

    assertThat(world.provision.calls()).isEqualTo(calls);
    assertThat(world.events).hasSize(1);
    assertThat(world.events.getFirst().errorCode()).contains("appenv_secrets_unavailable");
  }

  @Test
  void whatMayHaveHadItsEffectIsFoundOutAllTheSame() {
    world.provision.losesTheReply().answersAfter(Duration.ofSeconds(20), StepResult.done(YES));
    Waiting waiting = started(PROVISION);
    assertThat(await(waiting, Duration.ofSeconds(10))).isEmpty();

    withdraw(waiting);
    world.pass(Duration.ofMinutes(1));

    assertThat(world.events).hasSize(1);
    assertThat(world.events.getFirst().result()).isEqualTo("success");
  }

  @Test
  void whatHasOnlyReadDoesNotWriteWhenItsCallerGoes() {
    robotWorks();
    world.look.fromNowOn().answersAfter(Duration.ofSeconds(20), StepResult.done(ROBOT));
    Waiting waiting = started(UPDATE);
    assertThat(await(waiting, Duration.ofSeconds(10))).isEmpty();

    withdraw(waiting);
    world.pass(TIMEOUT);

    assertThat(world.set).isEmpty();
    assertThat(world.pipeline.rotationsPending()).isZero();
    assertThat(world.events).hasSize(1);
    assertThat(world.events.getFirst().errorCode()).contains("secret_bindings_unavailable");
  }

  @Test
  void whatIsLookedForAndIsNotThereIsNotMadeWhenItsCallerGoes() {
    world.find.answersAfter(Duration.ofSeconds(20), StepResult.done(Optional.empty()));
    Waiting waiting = started(CREATE);
    assertThat(await(waiting, Duration.ofSeconds(10))).isEmpty();

    withdraw(waiting);
    world.pass(TIMEOUT);

    assertThat(world.create.calls()).isZero();
    assertThat(world.events).hasSize(1);
    assertThat(world.events.getFirst().errorCode()).contains("git_unavailable");
  }

  @Test
  void whatOthersStillWaitForIsWritten() {
    world.find.answersAfter(Duration.ofSeconds(20), StepResult.done(Optional.empty()));
    world.create.refuses(Problem.REJECTED);
    Waiting one = started(CREATE);
    CompletableFuture<Optional<Answer>> other =
        world.time.async(() -> start(CREATE).await(start.plus(TIMEOUT)));
    assertThat(await(one, Duration.ofSeconds(10))).isEmpty();

    withdraw(one);

    assertThat(world.time.get(other)).get().isInstanceOf(Answer.Failed.class);
    assertThat(world.create.calls()).isEqualTo(1);
  }

  @Test
  void whatAnEarlierRunMayHaveDoneIsFoundOutAllTheSame() {
    world.provision.dies().cannotBeReached();
    assertThat(world.ask(PROVISION)).isInstanceOf(Answer.Defect.class);
    Waiting waiting = started(PROVISION);
    assertThat(await(waiting, Duration.ofSeconds(10))).isEmpty();

    withdraw(waiting);
    int calls = world.provision.calls();
    world.pass(Duration.ofSeconds(40));

    assertThat(world.provision.calls()).isGreaterThan(calls);
  }

  @Test
  void aReadWhoseAnswerIsLostIsNoReasonToGoOn() {
    robotWorks();
    world.look.fromNowOn().losesTheReply();
    Waiting waiting = started(UPDATE);
    assertThat(await(waiting, Duration.ofSeconds(10))).isEmpty();

    withdraw(waiting);
    int calls = world.look.calls();
    world.pass(TIMEOUT);

    assertThat(world.look.calls()).isEqualTo(calls);
    assertThat(world.events).hasSize(1);
  }

  @Test
  void whoOnlyStopsWaitingMayComeBackThoughAnotherHasGoneForGood() {
    world.provision.cannotBeReached();
    Waiting one = started(PROVISION);
    Instant deadline = start.plus(Duration.ofSeconds(20));
    CompletableFuture<Answer> other =
        world.time.async(
            () -> world.pipeline.execute(new Envelope(PROVISION, Optional.empty(), deadline)));
    assertThat(await(one, Duration.ofSeconds(10))).isEmpty();
    withdraw(one);
    assertThat(world.time.get(other)).isInstanceOf(Answer.Failed.class);

    int calls = world.provision.calls();
    world.pass(Duration.ofSeconds(40));

    assertThat(world.provision.calls()).isGreaterThan(calls);
  }

  @Test
  void aRotationPastItsPointOfNoReturnGoesOn() {
    robotWorks();
    world.propagate.cannotBeReached();
    Waiting waiting = started(UPDATE);
    assertThat(await(waiting, Duration.ofSeconds(30))).isEmpty();

    withdraw(waiting);
    world.pass(Duration.ofHours(1));
    assertThat(world.events).isEmpty();
    world.propagate.fromNowOn().confirms(YES);
    world.pass(Duration.ofMinutes(1));

    assertThat(world.set).hasSize(1);
    assertThat(world.events).hasSize(1);
    assertThat(world.events.getFirst().result()).isEqualTo("success");
  }

  @Test
  void aRotationThatWaitsForItsRobotIsNeverBegun() {
    World shared = World.withSettableRegistry(Optional.of("robot"));
    shared.reachable.confirms(YES);
    shared.look.confirms(new Robot(7, "robot"));
    shared.setToken.confirms(YES);
    shared.prove.confirms(Proof.PROVEN);
    shared.propagate.isUnavailable();
    shared.ask(UPDATE);
    Waiting second =
        shared.time.call(() ->
            shared.pipeline.start(
                new Envelope(
                    new UpdateSecretBindings(new SecretId("other")),
                    Optional.empty(),
                    shared.time.now().plus(TIMEOUT))));

    shared.time.call(() -> {
      second.withdraw();
      return "";
    });
    shared.propagate.fromNowOn().confirms(YES);
    shared.pass(TIMEOUT);

    assertThat(shared.set).hasSize(1);
    assertThat(shared.events).extracting(event -> event.subject()).containsExactly("ci");
  }

  @Test
  void whatOthersWaitForGoesOn() {
    world.provision.cannotBeReached();
    Waiting one = started(PROVISION);
    CompletableFuture<Optional<Answer>> other =
        world.time.async(() -> start(PROVISION).await(start.plus(TIMEOUT)));
    assertThat(await(one, Duration.ofSeconds(10))).isEmpty();

    withdraw(one);
    world.pass(Duration.ofSeconds(30));
    world.provision.fromNowOn().confirms(YES);

    assertThat(world.time.get(other)).get().isInstanceOf(Answer.Succeeded.class);
  }

  @Test
  void whoeverComesAfterAllFindsItRunning() {
    world.provision.answersAfter(Duration.ofSeconds(20), StepResult.done(YES));
    Waiting one = started(PROVISION);
    withdraw(one);

    assertThat(await(started(PROVISION), TIMEOUT)).get().isInstanceOf(Answer.Succeeded.class);
    assertThat(world.provision.calls()).isEqualTo(1);
  }

  private void robotWorks() {
    world.reachable.confirms(YES);
    world.look.confirms(ROBOT);
    world.setToken.confirms(YES);
    world.prove.confirms(Proof.PROVEN);
  }
}
