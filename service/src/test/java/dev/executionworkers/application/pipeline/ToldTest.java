package dev.executionworkers.application.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.executionworkers.adapter.out.journal.InMemoryJournal;
import dev.executionworkers.application.pipeline.ScriptedJournal.Call;
import dev.executionworkers.domain.command.EnvironmentId;
import dev.executionworkers.domain.command.ProvisionSecrets;
import dev.executionworkers.domain.command.Secret;
import dev.executionworkers.domain.command.SecretId;
import dev.executionworkers.domain.command.UpdateSecretBindings;
import dev.executionworkers.domain.outcome.Problem;
import dev.executionworkers.domain.outcome.Result.Confirmed;
import dev.executionworkers.domain.outcome.StepResult;
import dev.executionworkers.port.in.Answer;
import dev.executionworkers.port.out.Attempt;
import dev.executionworkers.port.out.Journal.Renewal;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** What operators, ledger and adapters are told while an execution runs. */
class ToldTest {
  private static final Confirmed YES = new Confirmed();
  private static final ProvisionSecrets PROVISION = new ProvisionSecrets(new EnvironmentId("e1"));
  private static final UpdateSecretBindings UPDATE = new UpdateSecretBindings(new SecretId("ci"));

  @Test
  void everyFailedAttemptIsToldAndNoted() {
    ScriptedJournal journal = new ScriptedJournal(new InMemoryJournal());
    World world = World.with(journal);
    world.provision.cannotBeReached().losesTheReply().confirms(YES);
    Instant start = world.time.now();

    world.ask(PROVISION);

    assertThat(world.telemetry.lines())
        .containsSubsequence(
            "failed provision-secrets 1 appenv_secrets_unavailable",
            "failed provision-secrets 2 appenv_secrets_timeout",
            "ended appenv_secrets_provisioned success");
    assertThat(journal.noted())
        .extracting(noted -> noted.step() + " " + noted.number() + " " + noted.error().code())
        .containsExactly(
            "provision-secrets 1 appenv_secrets_unavailable",
            "provision-secrets 2 appenv_secrets_timeout");
    assertThat(journal.noted().getFirst().at()).isEqualTo(start);
  }

  @Test
  void aFailedPhaseIsToldWithItsRobot() {
    World world = settable();
    world.setToken.fromNowOn().refuses(Problem.PERMISSION_DENIED);

    world.ask(UPDATE);

    assertThat(world.telemetry.lines())
        .containsSubsequence("robot robot$ci", "phase failed registry_permission_denied");
  }

  @Test
  void aFacadesRobotIsTold() {
    World facade = World.withIssuingRegistry();
    facade.reachable.confirms(YES);
    facade.issue.confirms(Secret.of("issued"));
    facade.propagate.confirms(YES);

    facade.ask(UPDATE);

    assertThat(facade.telemetry.lines()).contains("robot ci");
  }

  @Test
  void whatIsPendingForHoursGetsALineAMinute() {
    World world = settable();
    world.setToken.fromNowOn().losesTheReply();

    world.ask(UPDATE);
    world.pass(Duration.ofHours(1));

    assertThat(world.telemetry.lines().stream().filter(line -> line.startsWith("failed set-token")))
        .hasSizeGreaterThan(200)
        .filteredOn(line -> !line.endsWith("quiet"))
        .hasSizeBetween(48, 61);
  }

  @Test
  void whileACallerMayWaitEveryFailureIsWorthALine() {
    World world = World.withoutRegistry();
    world.provision.isUnavailable();

    world.ask(PROVISION);

    assertThat(world.telemetry.lines())
        .filteredOn(line -> line.startsWith("failed"))
        .hasSizeGreaterThan(4)
        .noneMatch(line -> line.endsWith("quiet"));
  }

  @Test
  void doubtIsNotMadeUp() {
    World world = World.withoutRegistry();
    world.provision.cannotBeReached().confirms(YES);

    world.ask(PROVISION);
    world.ask(PROVISION);

    assertThat(world.provision.attempts())
        .hasSize(3)
        .extracting(Attempt::effectInDoubt)
        .containsOnly(false);
  }

  @Test
  void aRotationThatAnotherProcessWaitsForMakesWayWhenItIsRefused() {
    ScriptedJournal journal = new ScriptedJournal(new InMemoryJournal());
    World world = World.withSettableRegistry(Optional.empty(), journal);
    everythingWorks(world);
    world.propagate.fromNowOn().refuses(Problem.REJECTED);
    world.ask(UPDATE);
    world.pass(Duration.ofMinutes(5));
    assertThat(world.events).isEmpty();

    journal.next(Call.RENEW, () -> Renewal.CHALLENGED);
    world.ask(UPDATE);
    world.pass(Duration.ofSeconds(1));

    assertThat(world.events).hasSize(1);
    assertThat(world.events.getFirst().errorCode()).contains("secret_bindings_rejected");
  }

  @Test
  void aPausingRotationLearnsOfItWhenItsLeaseIsRenewed() {
    ScriptedJournal journal = new ScriptedJournal(new InMemoryJournal());
    World world = World.withSettableRegistry(Optional.empty(), journal);
    everythingWorks(world);
    world.propagate.fromNowOn().refuses(Problem.REJECTED);
    world.ask(UPDATE);
    world.pass(Duration.ofHours(3));
    int calls = world.propagate.calls();

    journal.next(Call.RENEW, () -> Renewal.CHALLENGED);
    world.withHousekeeping();
    world.pass(Duration.ofSeconds(2));

    assertThat(world.propagate.calls()).isEqualTo(calls);
    assertThat(world.events).hasSize(1);
  }

  @Test
  void whoeverQueuedAndWasForgottenIsNeverBegun() {
    World world = World.withSettableRegistry(Optional.of("robot"));
    everythingWorks(world);
    world.propagate.fromNowOn().isUnavailable();
    world.ask(UPDATE);

    assertThat(world.ask(new UpdateSecretBindings(new SecretId("other"))))
        .isInstanceOf(Answer.InProgress.class);
    world.pass(Duration.ofMinutes(5));
    world.propagate.fromNowOn().confirms(YES);
    world.pass(Duration.ofMinutes(1));

    assertThat(world.set).hasSize(1);
    assertThat(world.events).extracting(event -> event.subject()).containsExactly("ci");
  }

  @Test
  void drainingTellsHowManyHaveNotEnded() {
    World world = World.withoutRegistry();
    world.provision.answersAfter(Duration.ofSeconds(30), StepResult.done(YES));
    CompletableFuture<Answer> one = world.asking(PROVISION);
    CompletableFuture<Answer> other = world.asking(new ProvisionSecrets(new EnvironmentId("e2")));
    CompletableFuture<Integer> drained =
        world.time.async(() -> {
          world.time.pass(Duration.ofSeconds(1));
          return world.pipeline.drain(Duration.ofSeconds(5));
        });
    Instant start = world.time.now();

    assertThat(world.time.get(drained)).isEqualTo(2);

    assertThat(world.since(start)).isEqualTo(Duration.ofSeconds(6));
    assertThat(world.time.get(one)).isInstanceOf(Answer.ShuttingDown.class);
    assertThat(world.time.get(other)).isInstanceOf(Answer.ShuttingDown.class);
  }

  @Test
  void drainingLetsGoOfWhatItStops() {
    InMemoryJournal journal = new InMemoryJournal();
    World world = World.with(journal);
    world.provision.isUnavailable();
    world.ask(PROVISION);

    world.time.call(() -> world.pipeline.drain(Duration.ofSeconds(30)));

    assertThat(journal.orphans(10)).hasSize(1);
  }

  private static World settable() {
    World world = World.withSettableRegistry(Optional.empty());
    everythingWorks(world);
    return world;
  }

  private static void everythingWorks(World world) {
    world.rotates("robot$ci");
  }
}
