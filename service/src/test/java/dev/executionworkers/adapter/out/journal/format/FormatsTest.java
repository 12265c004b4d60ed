package dev.executionworkers.adapter.out.journal.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.executionworkers.domain.command.ApplyBranchProtection;
import dev.executionworkers.domain.command.BranchName;
import dev.executionworkers.domain.command.Command;
import dev.executionworkers.domain.command.CreateRepository;
import dev.executionworkers.domain.command.CreateSecretBindings;
import dev.executionworkers.domain.command.EnvironmentId;
import dev.executionworkers.domain.command.OperationName;
import dev.executionworkers.domain.command.ProvisionSecrets;
import dev.executionworkers.domain.command.RepositoryName;
import dev.executionworkers.domain.command.RepositoryOwner;
import dev.executionworkers.domain.command.RepositoryRef;
import dev.executionworkers.domain.command.SecretId;
import dev.executionworkers.domain.command.UpdateSecretBindings;
import dev.executionworkers.domain.command.VerifyGitOpsReconciliation;
import dev.executionworkers.domain.outcome.DomainError;
import dev.executionworkers.domain.outcome.Failure;
import dev.executionworkers.domain.outcome.Outcome;
import dev.executionworkers.domain.outcome.Peer;
import dev.executionworkers.domain.outcome.Problem;
import dev.executionworkers.domain.outcome.Repository;
import dev.executionworkers.domain.outcome.Result;
import dev.executionworkers.domain.outcome.Visibility;
import dev.executionworkers.port.out.Ledger.StepFailures;
import java.net.URI;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is written is read again, and never changes. */
class FormatsTest {
  private static final EnvironmentId ENVIRONMENT = new EnvironmentId("prod-1.eu_west");
  private static final RepositoryRef REPOSITORY =
      new RepositoryRef(new RepositoryOwner("platform"), new RepositoryName("appenv-1"));
  private static final Instant UNTIL = Instant.parse("2026-11-24T01:02:03.456789Z");

  static Stream<Command> commands() {
    return Stream.of(
        new CreateRepository(REPOSITORY, true, Optional.empty(), false),
        new CreateRepository(REPOSITORY, false, Optional.of(""), true),
        new CreateRepository(REPOSITORY, false, Optional.of("grün \"🔑\" \\ '"), true),
        new ApplyBranchProtection(ENVIRONMENT, REPOSITORY, new BranchName("release/1.2"), 6),
        new ProvisionSecrets(ENVIRONMENT),
        new CreateSecretBindings(ENVIRONMENT),
        new VerifyGitOpsReconciliation(ENVIRONMENT),
        new UpdateSecretBindings(new SecretId("robot$team+ci")));
  }

  @ParameterizedTest
  @MethodSource("commands")
  void readsTheCommandThatWasWritten(Command command) {
    assertThat(CommandFormat.read(command.operation(), CommandFormat.write(command)))
        .isEqualTo(command);
  }

  @Test
  void everyOperationHasACommandAmongThem() {
    assertThat(commands().map(Command::operation))
        .containsAll(Arrays.asList(OperationName.values()));
  }

  static Stream<Outcome> outcomes() {
    Repository repository =
        new Repository(
            7_000_000_000L,
            "appenv-1",
            "platform/appenv-1",
            Visibility.PRIVATE,
            URI.create("https://github.example/platform/appenv-1"),
            URI.create("https://github.example/platform/appenv-1.git"),
            "git@github.example:platform/appenv-1.git",
            "main");
    return Stream.concat(
        Stream.of(
            new Outcome.Completed(new Result.Confirmed()),
            new Outcome.Completed(new Result.RepositoryReady(repository, true)),
            new Outcome.Completed(new Result.RepositoryReady(repository, false))),
        failures().map(Outcome.Failed::new));
  }

  private static Stream<Failure> failures() {
    return Arrays.stream(Peer.values())
        .flatMap(peer -> Arrays.stream(Problem.values()).map(problem -> error(peer, problem)))
        .flatMap(error ->
            Stream.of(
                new Failure.NeverSent(error),
                new Failure.Throttled(error, UNTIL),
                new Failure.Refused(error),
                new Failure.NotYet(error),
                new Failure.PeerFailed(error, Optional.of(UNTIL)),
                new Failure.PeerFailed(error, Optional.empty()),
                new Failure.LostReply(error),
                new Failure.Interrupted(error)));
  }

  private static DomainError error(Peer peer, Problem problem) {
    return new DomainError(peer, problem, 503, "grün \"quoted\" \\ text");
  }

  @Test
  void readsEveryOutcomeThatWasWritten() {
    assertThat(outcomes())
        .allSatisfy(outcome ->
            assertThat(OutcomeFormat.read(OutcomeFormat.write(outcome))).isEqualTo(outcome));
  }

  /** What stands in journals out there. */
  @Test
  void readsWhatTheFirstVersionWrote() {
    assertThat(
            OutcomeFormat.read(
                "{\"failed\":\"throttled\",\"peer\":\"GIT_PROVIDER\",\"problem\":\"RATE_LIMITED\","
                    + "\"peerStatus\":403,\"detail\":\"slow down\","
                    + "\"until\":\"2026-11-24T01:02:03.456789Z\"}"))
        .isEqualTo(
            new Outcome.Failed(
                new Failure.Throttled(
                    new DomainError(Peer.GIT_PROVIDER, Problem.RATE_LIMITED, 403, "slow down"),
                    UNTIL)));
    assertThat(
            CommandFormat.read(
                OperationName.CREATE_REPOSITORY,
                "{\"owner\":\"platform\",\"name\":\"appenv-1\",\"private\":true,"
                    + "\"description\":\"d\",\"autoInit\":true}"))
        .isEqualTo(new CreateRepository(REPOSITORY, true, Optional.of("d"), true));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{",
        "null",
        "[]",
        "{}",
        "{\"failed\":\"other\"}",
        "{\"completed\":\"other\"}",
        "{\"failed\":\"throttled\",\"peer\":\"GIT_PROVIDER\",\"problem\":\"TIMEOUT\",\"peerStatus\":0,\"detail\":\"\"}",
        "{\"failed\":\"throttled\",\"peer\":\"GIT_PROVIDER\",\"problem\":\"TIMEOUT\",\"peerStatus\":0,\"detail\":\"\",\"until\":\"soon\"}",
        "{\"failed\":\"refused\",\"peer\":\"NOBODY\",\"problem\":\"TIMEOUT\",\"peerStatus\":0,\"detail\":\"\"}",
        "{\"failed\":\"refused\",\"peer\":7,\"problem\":\"TIMEOUT\",\"peerStatus\":0,\"detail\":\"\"}"
      })
  void whatNobodyWroteIsRefused(String text) {
    assertThatThrownBy(() -> OutcomeFormat.read(text))
        .isInstanceOf(UnreadableRecordException.class);
    assertThatThrownBy(() -> CommandFormat.read(OperationName.CREATE_REPOSITORY, text))
        .isInstanceOf(UnreadableRecordException.class);
  }

  @Test
  void readsTheFailuresThatWereWritten() {
    List<StepFailures> failures =
        List.of(
            new StepFailures(
                "set-token", 3, "registry_timeout", 0, "grün \"", Instant.ofEpochMilli(7)),
            new StepFailures("prove", 1, "registry_unavailable", 503, "", Instant.EPOCH));

    assertThat(FailuresFormat.write(failures).map(FailuresFormat::read)).contains(failures);
    assertThat(FailuresFormat.write(List.of())).isEmpty();
  }
}
