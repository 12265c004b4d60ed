package dev.executionworkers.application.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.executionworkers.domain.command.EnvironmentId;
import dev.executionworkers.domain.command.IdempotencyKey;
import dev.executionworkers.domain.command.ProvisionSecrets;
import dev.executionworkers.domain.outcome.StepResult;
import dev.executionworkers.port.in.Answer;
import dev.executionworkers.port.in.Envelope;
import dev.executionworkers.port.in.StartCommand.Waiting;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Callers who have other things to do while they wait, and look now and then. */
class WaitingInPiecesTest extends WaitingScene {

  @Test
  void theAnswerIsThereInOneOfThePieces() {
    world.provision.answersAfter(Duration.ofSeconds(25), StepResult.done(YES));
    Waiting waiting = started(PROVISION);

    assertThat(await(waiting, Duration.ofSeconds(10))).isEmpty();
    assertThat(await(waiting, Duration.ofSeconds(10))).isEmpty();
    assertThat(await(waiting, Duration.ofSeconds(10))).get().isInstanceOf(Answer.Succeeded.class);
    assertThat(world.since(start)).isEqualTo(Duration.ofSeconds(25));
  }

  @Test
  void atTheDeadlineThereIsAlwaysAnAnswer() {
    world.provision.answersAfter(TIMEOUT.multipliedBy(2), StepResult.done(YES));
    Waiting waiting = started(PROVISION);

    assertThat(await(waiting, TIMEOUT.multipliedBy(2))).get().isInstanceOf(Answer.InProgress.class);
    assertThat(world.since(start)).isEqualTo(TIMEOUT);
  }

  @Test
  void aLimitThatOutlastsTheDeadlineIsToldAtOnce() {
    world.provision.throttlesUntil(start.plus(Duration.ofMinutes(40)));
    Waiting waiting = started(PROVISION);

    assertThat(await(waiting, Duration.ofMinutes(1)))
        .get()
        .isInstanceOfSatisfying(
            Answer.Failed.class,
            failed ->
                assertThat(failed.failure().retryAt())
                    .contains(start.plus(Duration.ofMinutes(40))));
    assertThat(world.since(start)).isZero();
  }

  @Test
  void aShorterOneIsWaitedOut() {
    world.provision.throttlesUntil(start.plus(Duration.ofMinutes(9))).confirms(YES);
    Waiting waiting = started(PROVISION);

    assertThat(await(waiting, TIMEOUT)).get().isInstanceOf(Answer.Succeeded.class);
    assertThat(world.since(start)).isBetween(Duration.ofMinutes(9), TIMEOUT);
  }

  @Test
  void nobodyIsSeatedUnderAKeyThatIsTaken() {
    world.provision.answersAfter(Duration.ofSeconds(20), StepResult.done(YES));
    Optional<IdempotencyKey> key = Optional.of(new IdempotencyKey("k"));
    Instant deadline = start.plus(TIMEOUT);
    world.time.call(() -> world.pipeline.start(new Envelope(PROVISION, key, deadline)));

    Waiting denied =
        world.time.call(() ->
            world.pipeline.start(
                new Envelope(new ProvisionSecrets(new EnvironmentId("e2")), key, deadline)));

    assertThat(await(denied, TIMEOUT)).contains(new Answer.KeyReused());
    withdraw(denied);
  }
}
