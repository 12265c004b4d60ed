package dev.executionworkers.fitness;

import dev.executionworkers.application.operation.OperationCatalog;
import dev.executionworkers.domain.command.ApplyBranchProtection;
import dev.executionworkers.domain.command.CreateRepository;
import dev.executionworkers.domain.command.CreateSecretBindings;
import dev.executionworkers.domain.command.ProvisionSecrets;
import dev.executionworkers.domain.command.RepositoryRef;
import dev.executionworkers.domain.command.VerifyGitOpsReconciliation;
import dev.executionworkers.domain.outcome.DomainError;
import dev.executionworkers.domain.outcome.Peer;
import dev.executionworkers.domain.outcome.Problem;
import dev.executionworkers.domain.outcome.Repository;
import dev.executionworkers.domain.outcome.Result.Confirmed;
import dev.executionworkers.domain.outcome.StepResult;
import dev.executionworkers.port.out.Attempt;
import dev.executionworkers.port.out.BindingPropagator;
import dev.executionworkers.port.out.CodeHost;
import dev.executionworkers.port.out.EnvironmentProvider;
import dev.executionworkers.port.out.Registry;
import java.time.Duration;
import java.util.Optional;

/** Foreign systems of which none is configured. */
final class Unconfigured implements CodeHost, EnvironmentProvider, BindingPropagator {

  static OperationCatalog catalogue() {
    Unconfigured none = new Unconfigured();
    return new OperationCatalog(
        none, none, new Registry.Absent(), none, Duration.ofMinutes(3), Duration.ofMinutes(15));
  }

  @Override
  public StepResult<Optional<Repository>> find(RepositoryRef repository, Attempt attempt) {
    return missing(Peer.GIT_PROVIDER);
  }

  @Override
  public StepResult<Creation> create(CreateRepository wanted, Attempt attempt) {
    return missing(Peer.GIT_PROVIDER);
  }

  @Override
  public StepResult<Protection> protect(ApplyBranchProtection wanted, Attempt attempt) {
    return missing(Peer.GIT_PROVIDER);
  }

  @Override
  public StepResult<Confirmed> provisionSecrets(ProvisionSecrets command, Attempt attempt) {
    return missing(Peer.APPENV_SECRETS);
  }

  @Override
  public StepResult<Confirmed> createSecretBindings(CreateSecretBindings command, Attempt attempt) {
    return missing(Peer.APPENV_SECRET_BINDINGS);
  }

  @Override
  public StepResult<Confirmed> verifyGitOps(VerifyGitOpsReconciliation command, Attempt attempt) {
    return missing(Peer.APPENV_GITOPS);
  }

  @Override
  public StepResult<Confirmed> reachable(Attempt attempt) {
    return missing(Peer.SECRET_BINDINGS);
  }

  @Override
  public StepResult<Confirmed> propagate(BindingUpdate update, Attempt attempt) {
    return missing(Peer.SECRET_BINDINGS);
  }

  private static <T> StepResult<T> missing(Peer peer) {
    return StepResult.refused(
        new DomainError(peer, Problem.NOT_CONFIGURED, DomainError.NO_STATUS, "not configured"));
  }
}
