package dev.executionworkers.application.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.executionworkers.adapter.out.journal.InMemoryJournal;
import dev.executionworkers.application.pipeline.ScriptedJournal.Call;
import dev.executionworkers.domain.command.ApplyBranchProtection;
import dev.executionworkers.domain.command.BranchName;
import dev.executionworkers.domain.command.Command;
import dev.executionworkers.domain.command.CreateRepository;
import dev.executionworkers.domain.command.CreateSecretBindings;
import dev.executionworkers.domain.command.EnvironmentId;
import dev.executionworkers.domain.command.ExecutionId;
import dev.executionworkers.domain.command.ProvisionSecrets;
import dev.executionworkers.domain.command.RepositoryName;
import dev.executionworkers.domain.command.RepositoryOwner;
import dev.executionworkers.domain.command.RepositoryRef;
import dev.executionworkers.domain.command.SecretId;
import dev.executionworkers.domain.command.UpdateSecretBindings;
import dev.executionworkers.domain.command.VerifyGitOpsReconciliation;
import dev.executionworkers.domain.outcome.Result.Confirmed;
import dev.executionworkers.domain.outcome.StepResult;
import dev.executionworkers.domain.policy.ReplayPolicy;
import dev.executionworkers.port.in.Answer;
import dev.executionworkers.port.out.Asking;
import dev.executionworkers.port.out.Attempt;
import dev.executionworkers.port.out.Journal.Claim.Begun;
import dev.executionworkers.port.out.Ledger;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What an earlier process left unfinished. */
class RecoveryTest {
  private static final ExecutionId LEFT = new ExecutionId("left");
  private static final ProvisionSecrets PROVISION = new ProvisionSecrets(new EnvironmentId("e1"));
  private static final Confirmed YES = new Confirmed();

  private final InMemoryJournal memory = new InMemoryJournal();
  private final ScriptedJournal journal = new ScriptedJournal(memory);
  private final World world = World.with(journal);

  @Test
  void waitsTenMinutesForItsCallerAndIsClosedThenWithItsEffectUnknown() {
    leave(PROVISION, Optional.empty());
    world.withHousekeeping();

    world.pass(Duration.ofMinutes(10));
    assertThat(world.events).isEmpty();
    world.pass(Duration.ofSeconds(2));

    assertThat(world.events).hasSize(1);
    assertThat(world.events.getFirst().execution()).isEqualTo(LEFT);
    assertThat(world.events.getFirst().errorCode()).contains("appenv_secrets_unavailable");
    assertThat(world.provision.calls()).isZero();
    assertThat(memory.ledger().find(LEFT).orElseThrow().line().state())
        .isEqualTo(Ledger.State.INTERRUPTED);
    world.pass(Duration.ofMinutes(30));
    assertThat(world.events).as("closed once").hasSize(1);
  }

  @Test
  void aCallerHasTenMinutesFromTheStartOfTheProcessHoweverLongAgoHeBegan() {
    leave(PROVISION, Optional.empty());
    world.pass(Duration.ofHours(1));
    world.withHousekeeping();
    world.pass(Duration.ofMinutes(9));
    assertThat(world.events).isEmpty();
    world.provision.confirms(YES);

    assertThat(world.ask(PROVISION)).isEqualTo(new Answer.Succeeded(LEFT, YES));
  }

  @Test
  void whatAnotherProcessLeavesIsClosedTenMinutesAfterItsBegin() {
    world.withHousekeeping();
    world.pass(Duration.ofHours(1));
    leave(PROVISION, Optional.empty());

    world.pass(Duration.ofMinutes(10));
    assertThat(world.events).isEmpty();
    world.pass(Duration.ofSeconds(2));

    assertThat(world.events).hasSize(1);
  }

  @ParameterizedTest
  @MethodSource
  void isClosedUnderTheCodeOfWhomItAsked(Command command, String code) {
    leave(command, Optional.empty());
    world.withHousekeeping();

    world.pass(Duration.ofMinutes(11));

    assertThat(world.events).hasSize(1);
    assertThat(world.events.getFirst().errorCode()).contains(code);
  }

  static Stream<Arguments> isClosedUnderTheCodeOfWhomItAsked() {
    EnvironmentId environment = new EnvironmentId("e1");
    RepositoryRef repository =
        new RepositoryRef(new RepositoryOwner("acme"), new RepositoryName("app"));
    return Stream.of(
        Arguments.of(
            new CreateRepository(repository, true, Optional.empty(), true), "git_unavailable"),
        Arguments.of(
            new ApplyBranchProtection(environment, repository, new BranchName("main"), 1),
            "git_unavailable"),
        Arguments.of(new CreateSecretBindings(environment), "appenv_secret_bindings_unavailable"),
        Arguments.of(new VerifyGitOpsReconciliation(environment), "appenv_gitops_unavailable"),
        Arguments.of(new UpdateSecretBindings(new SecretId("ci")), "secret_bindings_unavailable"));
  }

  @Test
  void aCallerWhoComesTooEarlyForAnAnswerLearnsItsId() {
    leave(PROVISION, Optional.empty());
    world.provision.answersAfter(Duration.ofSeconds(30), StepResult.done(YES));

    assertThat(world.ask(PROVISION)).isEqualTo(new Answer.InProgress(LEFT));
  }

  @Test
  void whatWasClosedGoesOnInDoubtUnderItsKeyWhenItIsAskedForAgain() {
    leave(PROVISION, Optional.empty());
    world.withHousekeeping();
    world.pass(Duration.ofMinutes(11));
    world.provision.confirms(YES);

    world.ask(PROVISION);

    Attempt attempt = world.provision.attempts().getFirst();
    assertThat(attempt.idempotencyKey()).isEqualTo(LEFT.value());
    assertThat(attempt.effectInDoubt()).isTrue();
  }

  @Test
  void aCallerWhoAsksAgainTakesItUp() {
    leave(PROVISION, Optional.empty());
    world.withHousekeeping();
    world.provision.confirms(YES);
    world.pass(Duration.ofMinutes(5));

    assertThat(world.ask(PROVISION)).isEqualTo(new Answer.Succeeded(LEFT, YES));

    Attempt attempt = world.provision.attempts().getFirst();
    assertThat(attempt.idempotencyKey()).isEqualTo(LEFT.value());
    assertThat(attempt.effectInDoubt()).isTrue();
    world.pass(Duration.ofMinutes(11));
    assertThat(world.events).hasSize(1);
  }

  @Test
  void whatHasALaneIsTakenUpWithoutBeingAsked() {
    UpdateSecretBindings update = new UpdateSecretBindings(new SecretId("ci"));
    leave(update, Optional.of("ci"));
    world.withHousekeeping();

    world.pass(Duration.ofSeconds(2));

    assertThat(world.events).hasSize(1);
    assertThat(world.events.getFirst().execution()).isEqualTo(LEFT);
    assertThat(world.events.getFirst().result()).isEqualTo("success");
  }

  @Test
  void whatHasALaneIsTakenUpHoweverManyOlderOnesWaitForTheirCallers() {
    leaveMany(250);
    world.pass(Duration.ofSeconds(1));
    leave(new UpdateSecretBindings(new SecretId("ci")), Optional.of("ci"));
    world.withHousekeeping();

    world.pass(Duration.ofSeconds(1));

    assertThat(world.events).hasSize(1);
    assertThat(world.events.getFirst().execution()).isEqualTo(LEFT);
  }

  @Test
  void allThatWaitInVainAreClosedHoweverMany() {
    leaveMany(250);
    world.withHousekeeping();

    world.pass(Duration.ofMinutes(11));

    assertThat(world.events).hasSize(250);
    assertThat(memory.orphans(1)).isEmpty();
  }

  @Test
  void nothingIsTakenUpAfterTheProcessHasBegunToEnd() {
    world.withHousekeeping();
    world.time.call(() -> world.pipeline.drain(Duration.ofSeconds(1)));
    leave(new UpdateSecretBindings(new SecretId("ci")), Optional.of("ci"));

    world.pass(Duration.ofSeconds(10));

    assertThat(world.events).isEmpty();
  }

  @Test
  void keepsHouseAgainWhenTheJournalIsBack() {
    leave(new UpdateSecretBindings(new SecretId("ci")), Optional.of("ci"));
    journal.isAway(true);
    world.withHousekeeping();
    world.pass(Duration.ofMinutes(5));
    assertThat(world.events).isEmpty();

    journal.isAway(false);
    world.pass(Duration.ofSeconds(2));

    assertThat(world.events).hasSize(1);
  }

  @Test
  void renewsEveryTenSecondsWhatItHolds() {
    world.withHousekeeping();
    world.provision.throttlesUntil(world.time.now().plus(Duration.ofMinutes(1)));
    world.ask(PROVISION);
    int before = journal.calls(Call.RENEW);

    world.pass(Duration.ofSeconds(30));

    assertThat(world.provision.calls()).isEqualTo(1);
    assertThat(journal.calls(Call.RENEW) - before).isEqualTo(3);
  }

  @Test
  void renewsWhatItHoldsThoughTheClockWasPutBack() {
    world.withHousekeeping();
    world.provision.throttlesUntil(world.time.now().plus(Duration.ofMinutes(1)));
    world.ask(PROVISION);
    int before = journal.calls(Call.RENEW);

    world.time.putBack(Duration.ofHours(1));
    world.pass(Duration.ofSeconds(30));

    assertThat(journal.calls(Call.RENEW) - before).isEqualTo(3);
  }

  @Test
  void renewsASecondLaterWhatItCouldNotRenew() {
    world.withHousekeeping();
    world.provision.throttlesUntil(world.time.now().plus(Duration.ofMinutes(1)));
    world.ask(PROVISION);
    int before = journal.calls(Call.RENEW);
    journal.failsNext(Call.RENEW);

    world.pass(Duration.ofSeconds(10));

    assertThat(journal.calls(Call.RENEW) - before).isEqualTo(2);
  }

  private void leaveMany(int count) {
    IntStream.range(0, count)
        .mapToObj(i -> "many-" + i)
        .forEach(name ->
            leave(
                new ExecutionId(name),
                new ProvisionSecrets(new EnvironmentId(name)),
                Optional.empty()));
  }

  private void leave(Command command, Optional<String> lane) {
    leave(LEFT, command, lane);
  }

  /** As a process leaves it that dies with the claim in its hand. */
  private void leave(ExecutionId id, Command command, Optional<String> lane) {
    Asking asking = Asking.of(command).replay(ReplayPolicy.DELEGATED).at(world.time.now());
    var claim = journal.claim(lane.map(asking::lane).orElse(asking).intent(id));
    journal.release(((Begun) claim).lease());
  }
}
