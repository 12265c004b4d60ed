package dev.executionworkers.application.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.executionworkers.domain.command.ApplyBranchProtection;
import dev.executionworkers.domain.command.BranchName;
import dev.executionworkers.domain.command.EnvironmentId;
import dev.executionworkers.domain.command.RepositoryName;
import dev.executionworkers.domain.command.RepositoryOwner;
import dev.executionworkers.domain.command.RepositoryRef;
import dev.executionworkers.domain.outcome.DomainError;
import dev.executionworkers.domain.outcome.Failure;
import dev.executionworkers.domain.outcome.Peer;
import dev.executionworkers.domain.outcome.Problem;
import dev.executionworkers.domain.outcome.Result.Confirmed;
import dev.executionworkers.domain.outcome.StepResult;
import dev.executionworkers.port.in.Answer;
import dev.executionworkers.port.out.CodeHost.Protection;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ApplyBranchProtectionTest {
  private static final ApplyBranchProtection PROTECT =
      new ApplyBranchProtection(
          new EnvironmentId("e1"),
          new RepositoryRef(new RepositoryOwner("platform"), new RepositoryName("appenv-e1")),
          new BranchName("main"),
          1);
  private static final Failure NOT_YET =
      new Failure.NotYet(new DomainError(Peer.GIT_PROVIDER, Problem.NOT_FOUND, 404, "not there"));

  private final World world = World.withoutRegistry();

  @ParameterizedTest
  @EnumSource
  void isConfirmedWhetherItWroteOrFoundItSatisfied(Protection protection) {
    world.protect.confirms(protection);

    assertThat(world.ask(PROTECT))
        .isInstanceOfSatisfying(
            Answer.Succeeded.class,
            answer -> assertThat(answer.result()).isEqualTo(new Confirmed()));
  }

  @Test
  void waitsForABranchThatIsNotVisibleYet() {
    world.protect.fails(NOT_YET).fails(NOT_YET).confirms(Protection.WRITTEN);

    assertThat(world.ask(PROTECT)).isInstanceOf(Answer.Succeeded.class);
    assertThat(world.protect.calls()).isEqualTo(3);
  }

  @Test
  void isNotFoundAtTheDeadlineAndNotBefore() {
    world.protect.fails(NOT_YET);
    Instant start = world.time.now();

    assertThat(code(world.ask(PROTECT))).isEqualTo("git_not_found");

    assertThat(world.since(start)).isEqualTo(World.PATIENCE);
    world.pass(Duration.ofSeconds(1));
    assertThat(world.events).as("ended with its deadline").hasSize(1);
  }

  @Test
  void aSecondCallerKeepsItWaitingUntilHisDeadline() {
    world.protect.fails(NOT_YET);
    Instant start = world.time.now();

    CompletableFuture<Answer> first = world.asking(PROTECT);
    world.pass(Duration.ofSeconds(10));
    CompletableFuture<Answer> second = world.asking(PROTECT);

    assertThat(code(world.time.get(first))).isEqualTo("git_not_found");
    assertThat(world.since(start)).isEqualTo(World.PATIENCE);
    assertThat(world.events).isEmpty();
    assertThat(code(world.time.get(second))).isEqualTo("git_not_found");
    assertThat(world.since(start)).isEqualTo(World.PATIENCE.plusSeconds(10));
  }

  @Test
  void isNotSaidToBeMissingWhileAnybodyIsLooking() {
    world
        .protect
        .fails(NOT_YET)
        .answersAfter(Duration.ofSeconds(20), StepResult.done(Protection.WRITTEN));

    assertThat(world.ask(PROTECT)).isInstanceOf(Answer.InProgress.class);
    assertThat(world.ask(PROTECT)).isInstanceOf(Answer.Succeeded.class);
  }

  @Test
  void isNotSaidToBeMissingAfterAMomentOnly() {
    world
        .protect
        .answersAfter(
            World.PATIENCE.minusSeconds(1),
            StepResult.failed(
                new Failure.LostReply(
                    new DomainError(Peer.GIT_PROVIDER, Problem.TIMEOUT, 0, "slow"))))
        .fails(NOT_YET);

    assertThat(world.ask(PROTECT)).isInstanceOf(Answer.InProgress.class);
    world.protect.fromNowOn().confirms(Protection.WRITTEN);
    assertThat(world.ask(PROTECT)).isInstanceOf(Answer.Succeeded.class);
  }

  @Test
  void converges() {
    world.protect.confirms(Protection.WRITTEN).confirms(Protection.ALREADY_SATISFIED);

    world.ask(PROTECT);
    world.ask(PROTECT);

    assertThat(world.protect.calls()).isEqualTo(2);
  }

  private static String code(Answer answer) {
    return ((Answer.Failed) answer).failure().error().code();
  }
}
