package dev.executionworkers.adapter.out.telemetry;

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
import dev.executionworkers.domain.outcome.DomainError;
import dev.executionworkers.domain.outcome.Failure;
import dev.executionworkers.domain.outcome.Outcome;
import dev.executionworkers.domain.outcome.Peer;
import dev.executionworkers.domain.outcome.Problem;
import dev.executionworkers.domain.outcome.Result;
import dev.executionworkers.port.out.DomainEvent;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One of everything that telemetry is told of. */
final class Samples {
  static final ExecutionId EXECUTION = new ExecutionId("01937f5e-0000-7000-8000-000000000001");
  static final EnvironmentId ENVIRONMENT = new EnvironmentId("env-1");
  static final RepositoryRef REPOSITORY =
      new RepositoryRef(new RepositoryOwner("platform"), new RepositoryName("appenv-env-1"));
  static final UpdateSecretBindings UPDATE =
      new UpdateSecretBindings(new SecretId("robot$team+ci"));
  static final ProvisionSecrets PROVISION = new ProvisionSecrets(ENVIRONMENT);
  static final List<Command> COMMANDS =
      List.of(
          new CreateRepository(REPOSITORY, true, Optional.empty(), true),
          new ApplyBranchProtection(ENVIRONMENT, REPOSITORY, new BranchName("main"), 1),
          PROVISION,
          new CreateSecretBindings(ENVIRONMENT),
          new VerifyGitOpsReconciliation(ENVIRONMENT),
          UPDATE);
  static final Failure UNAVAILABLE = failure(Peer.HARBOR, Problem.UNAVAILABLE, 502);
  static final Outcome COMPLETED = new Outcome.Completed(new Result.Confirmed());

  private Samples() {}

  static Failure failure(Peer peer, Problem problem, int status) {
    return new Failure.PeerFailed(
        new DomainError(peer, problem, status, "it is\nbroken"), Optional.empty());
  }

  static DomainEvent event(Command command, Optional<String> code) {
    return new DomainEvent(EXECUTION, command.operation(), command.subject(), Instant.EPOCH, code);
  }

  static TelemetryOptions options(Map<String, String> otelVariables) {
    return new TelemetryOptions(
        "execution-workers",
        "test",
        Optional.of(URI.create("https://admin:hunter2@harbor.example:8443/base?x=y")),
        otelVariables);
  }
}
