package dev.executionworkers.application.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.executionworkers.domain.command.EnvironmentId;
import dev.executionworkers.domain.command.ProvisionSecrets;
import dev.executionworkers.domain.outcome.Problem;
import dev.executionworkers.domain.outcome.Result.Confirmed;
import dev.executionworkers.domain.outcome.StepResult;
import dev.executionworkers.port.in.Answer;
import dev.executionworkers.port.in.Readiness;
import dev.executionworkers.port.out.Attempt;
import dev.executionworkers.port.out.DomainEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** How requests are joined, held, answered, and sent away. */
class PipelineTest {
  private static final ProvisionSecrets PROVISION = new ProvisionSecrets(new EnvironmentId("e1"));
  private static final Confirmed YES = new Confirmed();

  private final World world = World.withoutRegistry();

  @Test
  void answersASuccessAtOnceAndTellsOfItOnce() {
    world.provision.confirms(YES);
    Instant start = world.time.now();

    assertThat(world.ask(PROVISION)).isInstanceOf(Answer.Succeeded.class);

    assertThat(world.since(start)).isZero();
    assertThat(world.events).hasSize(1);
    assertThat(world.events.getFirst().result()).isEqualTo("success");
    assertThat(world.telemetry.lines())
        .containsExactly(
            "open appenv.ProvisionSecrets", "ended appenv_secrets_provisioned success", "close");
  }

  @Test
  void twentyEqualRequestsMakeOneCallAndGetOneAnswer() {
    world.provision.answersAfter(Duration.ofSeconds(5), StepResult.done(YES));

    List<CompletableFuture<Answer>> asked =
        Stream.generate(() -> world.askingAtOnce(PROVISION)).limit(20).toList();

    assertThat(asked).extracting(world.time::get).hasSize(20).containsOnly(first(asked));
    assertThat(world.provision.calls()).isEqualTo(1);
    assertThat(world.events).hasSize(1);
  }

  @Test
  void requestsForDifferentThingsDoNotJoin() {
    world.provision.answersAfter(Duration.ofSeconds(5), StepResult.done(YES));

    CompletableFuture<Answer> one = world.asking(PROVISION);
    CompletableFuture<Answer> other = world.asking(new ProvisionSecrets(new EnvironmentId("e2")));

    assertThat(world.time.get(one)).isNotEqualTo(world.time.get(other));
    assertThat(world.provision.calls()).isEqualTo(2);
  }

  @Test
  void answersADefiniteNoAtOnce() {
    world.provision.refuses(Problem.REJECTED);
    Instant start = world.time.now();

    assertThat(code(world.ask(PROVISION))).isEqualTo("appenv_secrets_rejected");

    assertThat(world.since(start)).isZero();
    assertThat(world.provision.calls()).isEqualTo(1);
    assertThat(world.events.getFirst().errorCode()).contains("appenv_secrets_rejected");
  }

  @Test
  void answersAtOnceWhatTimeDoesNotMendAlthoughItMayBeTriedAgain() {
    world.provision.refuses(Problem.CREDENTIALS_REJECTED);
    Instant start = world.time.now();

    assertThat(code(world.ask(PROVISION))).isEqualTo("appenv_secrets_credentials_rejected");
    assertThat(world.since(start)).isZero();
  }

  @Test
  void holdsARequestWhoseTroubleMayPassUntilItsDeadline() {
    world.provision.isUnavailable();
    Instant start = world.time.now();

    assertThat(code(world.ask(PROVISION))).isEqualTo("appenv_secrets_unavailable");

    assertThat(world.since(start)).isEqualTo(World.PATIENCE);
    assertThat(world.provision.calls()).isBetween(5, 60);
  }

  @Test
  void answersInProgressAtTheDeadlineWhenNothingHasFailedYet() {
    world.provision.answersAfter(Duration.ofSeconds(30), StepResult.done(YES));
    Instant start = world.time.now();

    assertThat(world.ask(PROVISION)).isInstanceOf(Answer.InProgress.class);
    assertThat(world.since(start)).isEqualTo(World.PATIENCE);
  }

  @Test
  void theNextRequestJoinsTheCallThatWasSlowerThanTheFirst() {
    world.provision.answersAfter(Duration.ofSeconds(20), StepResult.done(YES));

    Answer first = world.ask(PROVISION);
    world.pass(Duration.ofSeconds(5));
    Answer second = world.ask(PROVISION);

    assertThat(first).isInstanceOf(Answer.InProgress.class);
    assertThat(second).isInstanceOf(Answer.Succeeded.class);
    assertThat(world.provision.calls()).isEqualTo(1);
  }

  @Test
  void goesOnForAMinuteAfterItsLastCallerAndEndsThen() {
    world.provision.isUnavailable();

    world.ask(PROVISION);
    assertThat(world.events).isEmpty();
    world.pass(Duration.ofSeconds(59));
    assertThat(world.events).isEmpty();
    world.pass(Duration.ofSeconds(5));

    assertThat(world.events).hasSize(1);
    assertThat(world.events.getFirst().errorCode()).contains("appenv_secrets_unavailable");
  }

  @Test
  void aCallerWhoComesBackExtendsIt() {
    world.provision.isUnavailable();

    world.ask(PROVISION);
    world.pass(Duration.ofSeconds(40));
    world.ask(PROVISION);
    world.pass(Duration.ofSeconds(50));

    assertThat(world.events).isEmpty();
    world.provision.fromNowOn().confirms(YES);
    assertThat(world.ask(PROVISION)).isInstanceOf(Answer.Succeeded.class);
    assertThat(world.provision.attempts())
        .extracting(Attempt::idempotencyKey)
        .containsOnly(world.provision.attempts().getFirst().idempotencyKey());
  }

  @Test
  void waitsAsLongAsThePeerSaid() {
    Instant start = world.time.now();
    world.provision.throttlesUntil(start.plusSeconds(7)).confirms(YES);

    assertThat(world.ask(PROVISION)).isInstanceOf(Answer.Succeeded.class);

    assertThat(world.since(start)).isEqualTo(Duration.ofSeconds(7));
    assertThat(world.provision.calls()).isEqualTo(2);
  }

  @Test
  void whoeverPutsTheClockBackProlongsNoPause() {
    world.provision.throttlesUntil(world.time.now().plus(Duration.ofSeconds(30))).confirms(YES);
    world.ask(PROVISION);

    world.time.putBack(Duration.ofHours(1));
    world.pass(Duration.ofSeconds(20));

    assertThat(world.events).extracting(DomainEvent::result).containsExactly("success");
  }

  @Test
  void aLimitLongerThanTheDeadlineIsHeldAndToldWithItsTrueEnd() {
    Instant end = world.time.now().plus(Duration.ofMinutes(40));
    world.provision.throttlesUntil(end);

    Answer answer = world.ask(PROVISION);

    assertThat(answer).isInstanceOf(Answer.Failed.class);
    assertThat(((Answer.Failed) answer).failure().retryAt()).contains(end);
    assertThat(world.provision.calls()).isEqualTo(1);
    world.ask(PROVISION);
    assertThat(world.provision.calls()).isEqualTo(1);
  }

  @Test
  void aBugIsADefectForItsCallerAndDisturbsNobodyElse() {
    world
        .provision
        .answers(() -> {
          throw new IllegalStateException("bug");
        })
        .confirms(YES);

    assertThat(world.ask(PROVISION)).isInstanceOf(Answer.Defect.class);
    assertThat(world.telemetry.lines()).contains("defect bug");
    assertThat(world.ask(PROVISION)).isInstanceOf(Answer.Succeeded.class);
  }

  @Test
  void drainingLetsWhatIsWaitedForFinishAndTakesNothingNew() {
    world.provision.answersAfter(Duration.ofSeconds(5), StepResult.done(YES));
    CompletableFuture<Answer> running = world.asking(PROVISION);
    CompletableFuture<Integer> drained =
        world.time.async(() -> {
          world.time.pass(Duration.ofSeconds(1));
          return world.pipeline.drain(Duration.ofSeconds(30));
        });

    assertThat(world.time.get(running)).isInstanceOf(Answer.Succeeded.class);
    assertThat(world.time.get(drained)).isZero();
    assertThat(world.pipeline.state()).isEqualTo(Readiness.State.DRAINING);
    assertThat(world.ask(PROVISION)).isInstanceOf(Answer.ShuttingDown.class);
  }

  @Test
  void drainingStopsWhatNobodyWaitsForWithoutAnOutcome() {
    world.provision.isUnavailable();
    world.ask(PROVISION);

    Instant start = world.time.now();
    assertThat(world.time.call(() -> world.pipeline.drain(Duration.ofSeconds(30))))
        .as("told of in the last line of the log")
        .isEqualTo(1);

    assertThat(world.since(start)).isLessThan(Duration.ofSeconds(4));
    assertThat(world.events).isEmpty();
    assertThat(world.telemetry.lines()).contains("ended without an outcome");
  }

  @Test
  void whoStillWaitsWhenTheGraceIsOverIsSentAway() {
    world.provision.answersAfter(Duration.ofSeconds(30), StepResult.done(YES));
    CompletableFuture<Answer> waiting = world.asking(PROVISION);
    CompletableFuture<Integer> drained =
        world.time.async(() -> {
          world.time.pass(Duration.ofSeconds(1));
          return world.pipeline.drain(Duration.ofSeconds(5));
        });

    assertThat(world.time.get(waiting)).isInstanceOf(Answer.ShuttingDown.class);
    assertThat(world.time.get(drained)).isEqualTo(1);
  }

  private Answer first(List<CompletableFuture<Answer>> asked) {
    return world.time.get(asked.getFirst());
  }

  private static String code(Answer answer) {
    return ((Answer.Failed) answer).failure().error().code();
  }
}
