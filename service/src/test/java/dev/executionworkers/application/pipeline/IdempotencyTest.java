package dev.executionworkers.application.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.executionworkers.adapter.out.journal.InMemoryJournal;
import dev.executionworkers.domain.command.EnvironmentId;
import dev.executionworkers.domain.command.ProvisionSecrets;
import dev.executionworkers.domain.command.VerifyGitOpsReconciliation;
import dev.executionworkers.domain.outcome.Problem;
import dev.executionworkers.domain.outcome.Result.Confirmed;
import dev.executionworkers.domain.outcome.StepResult;
import dev.executionworkers.port.in.Answer;
import dev.executionworkers.port.out.Attempt;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Under which key an operation goes out, and what a request gets that was made before. */
class IdempotencyTest {
  private static final ProvisionSecrets PROVISION = new ProvisionSecrets(new EnvironmentId("e1"));
  private static final VerifyGitOpsReconciliation VERIFY =
      new VerifyGitOpsReconciliation(new EnvironmentId("e1"));
  private static final Confirmed YES = new Confirmed();

  private final World world = World.withoutRegistry();

  @Test
  void everyAttemptOfAnOperationHasTheSameKeyAndKnowsOfDoubt() {
    world.provision.cannotBeReached().losesTheReply().isUnavailable().confirms(YES);

    world.ask(PROVISION);

    List<Attempt> attempts = world.provision.attempts();
    assertThat(keys(attempts)).hasSize(1);
    assertThat(attempts).extracting(Attempt::number).containsExactly(1, 2, 3, 4);
    assertThat(attempts)
        .extracting(Attempt::effectInDoubt)
        .containsExactly(false, false, true, true);
  }

  @Test
  void aDelegatedOperationAskedForAgainSoonGoesOutUnderTheSameKey() {
    world.provision.confirms(YES);

    world.ask(PROVISION);
    world.pass(Duration.ofSeconds(179));
    world.ask(PROVISION);
    assertThat(world.provision.calls()).isEqualTo(2);
    assertThat(keys(world.provision.attempts())).hasSize(1);

    world.pass(Duration.ofSeconds(181));
    world.ask(PROVISION);
    assertThat(keys(world.provision.attempts())).hasSize(2);
  }

  @Test
  void whatWasRefusedForGoodIsNewWorkWhenAskedForAgain() {
    world.provision.refuses(Problem.REJECTED).confirms(YES);

    world.ask(PROVISION);
    world.ask(PROVISION);

    assertThat(keys(world.provision.attempts())).hasSize(2);
  }

  @Test
  void whatMayPassContinuesUnderItsKeyAndItsDoubt() {
    world.provision.isUnavailable().refuses(Problem.CREDENTIALS_REJECTED).confirms(YES);

    assertThat(code(world.ask(PROVISION))).isEqualTo("appenv_secrets_credentials_rejected");
    assertThat(world.ask(PROVISION)).isInstanceOf(Answer.Succeeded.class);

    assertThat(keys(world.provision.attempts())).hasSize(1);
    assertThat(world.provision.attempts().getLast().effectInDoubt()).isTrue();
  }

  @Test
  void aVerificationKnowsOfAnAttemptThatMayStillBeAtWork() {
    world
        .verify
        .cannotBeReached()
        .losesTheReply()
        .cannotBeReached()
        .isUnavailable()
        .refuses(Problem.CONFLICT);

    world.ask(VERIFY);
    world.ask(VERIFY);

    assertThat(world.verify.attempts())
        .extracting(Attempt::effectInDoubt)
        .containsExactly(false, false, true, true, true, false);
  }

  @Test
  void whatOnlyReadsLeavesNoDoubtBehind() {
    InMemoryJournal journal = new InMemoryJournal();
    World reading = World.with(journal);
    reading.verify.losesTheReply().confirms(YES);

    reading.ask(VERIFY);

    assertThat(reading.verify.calls()).isEqualTo(2);
    assertThat(journal.ledger().find(reading.events.getFirst().execution()))
        .hasValueSatisfying(entry -> assertThat(entry.effectInDoubt()).isFalse());
  }

  @Test
  void aVerificationIsNeverReplayedKeyOrNot() {
    world.verify.confirms(YES);

    world.ask(VERIFY);
    world.ask(VERIFY);
    world.ask(VERIFY, "k");
    world.ask(VERIFY, "k");

    assertThat(world.verify.calls()).isEqualTo(4);
    assertThat(keys(world.verify.attempts())).hasSize(4);
  }

  @Test
  void aKeyOfAVerificationIsForOneEnvironmentForADay() {
    VerifyGitOpsReconciliation other = new VerifyGitOpsReconciliation(new EnvironmentId("e2"));
    world.verify.confirms(YES);

    world.ask(VERIFY, "k");
    world.pass(Duration.ofHours(23));
    assertThat(world.ask(other, "k")).isInstanceOf(Answer.KeyReused.class);

    world.pass(Duration.ofHours(2));
    assertThat(world.ask(other, "k")).isInstanceOf(Answer.Succeeded.class);
  }

  @Test
  void aSuppliedKeyReplaysItsSuccessForADay() {
    world.provision.confirms(YES);

    Answer first = world.ask(PROVISION, "k");
    world.pass(Duration.ofHours(23));
    assertThat(world.ask(PROVISION, "k")).isEqualTo(first);
    assertThat(world.provision.calls()).isEqualTo(1);

    world.pass(Duration.ofHours(2));
    assertThat(world.ask(PROVISION, "k")).isNotEqualTo(first);
    assertThat(world.provision.calls()).isEqualTo(2);
  }

  @Test
  void aSuppliedKeyReplaysAFinalRefusalButNotAPassingFailure() {
    world.provision.refuses(Problem.CREDENTIALS_REJECTED).refuses(Problem.REJECTED).confirms(YES);

    assertThat(code(world.ask(PROVISION, "k"))).isEqualTo("appenv_secrets_credentials_rejected");
    assertThat(code(world.ask(PROVISION, "k"))).isEqualTo("appenv_secrets_rejected");
    assertThat(code(world.ask(PROVISION, "k"))).isEqualTo("appenv_secrets_rejected");
    assertThat(world.provision.calls()).isEqualTo(2);
  }

  @Test
  void aSuppliedKeyRefusesAnotherCommandWhileItRunsAndAfterwards() {
    world.provision.answersAfter(Duration.ofSeconds(5), StepResult.done(YES));
    ProvisionSecrets other = new ProvisionSecrets(new EnvironmentId("e2"));

    CompletableFuture<Answer> first = world.asking(PROVISION, "k");
    assertThat(world.ask(other, "k")).isInstanceOf(Answer.KeyReused.class);
    assertThat(first).isNotDone();
    assertThat(world.time.get(first)).isInstanceOf(Answer.Succeeded.class);
    assertThat(world.ask(other, "k")).isInstanceOf(Answer.KeyReused.class);
    assertThat(world.ask(other, "l")).isInstanceOf(Answer.Succeeded.class);
  }

  @Test
  void aKeyBelongsToItsOperation() {
    world.provision.confirms(YES);
    world.verify.confirms(YES);

    world.ask(PROVISION, "k");

    assertThat(world.ask(VERIFY, "k")).isInstanceOf(Answer.Succeeded.class);
  }

  private static List<String> keys(List<Attempt> attempts) {
    return attempts.stream().map(Attempt::idempotencyKey).distinct().toList();
  }

  private static String code(Answer answer) {
    return ((Answer.Failed) answer).failure().error().code();
  }
}
