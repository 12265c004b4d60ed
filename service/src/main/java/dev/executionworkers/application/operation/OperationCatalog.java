package dev.executionworkers.application.operation;

import dev.executionworkers.domain.command.ApplyBranchProtection;
import dev.executionworkers.domain.command.Command;
import dev.executionworkers.domain.command.CreateRepository;
import dev.executionworkers.domain.command.CreateSecretBindings;
import dev.executionworkers.domain.command.OperationKey;
import dev.executionworkers.domain.command.ProvisionSecrets;
import dev.executionworkers.domain.command.UpdateSecretBindings;
import dev.executionworkers.domain.command.VerifyGitOpsReconciliation;
import dev.executionworkers.domain.outcome.Outcome;
import dev.executionworkers.domain.outcome.Peer;
import dev.executionworkers.domain.policy.ReplayPolicy;
import dev.executionworkers.port.out.BindingPropagator;
import dev.executionworkers.port.out.CodeHost;
import dev.executionworkers.port.out.EnvironmentProvider;
import dev.executionworkers.port.out.Registry;
import java.time.Duration;
import java.util.Optional;

/**
 * Which operation makes which command happen. A seventh command does not compile until it has one.
 */
public final class OperationCatalog {
  private final CreateRepositoryOperation createRepository;
  private final ApplyBranchProtectionOperation applyBranchProtection;
  private final ProvisionSecretsOperation provisionSecrets;
  private final CreateSecretBindingsOperation createSecretBindings;
  private final VerifyGitOpsReconciliationOperation verifyGitOps;
  private final UpdateSecretBindingsOperation updateSecretBindings;

  /**
   * @param rotationReplay for how long a finished rotation is the answer to a repeated request
   * @param rotationOverlap for how long a replaced robot lives on
   */
  public OperationCatalog(
      CodeHost codeHost,
      EnvironmentProvider environments,
      Registry registry,
      BindingPropagator bindings,
      Duration rotationReplay,
      Duration rotationOverlap) {
    createRepository = new CreateRepositoryOperation(codeHost);
    applyBranchProtection = new ApplyBranchProtectionOperation(codeHost);
    provisionSecrets = new ProvisionSecretsOperation(environments);
    createSecretBindings = new CreateSecretBindingsOperation(environments);
    verifyGitOps = new VerifyGitOpsReconciliationOperation(environments);
    updateSecretBindings =
        new UpdateSecretBindingsOperation(registry, bindings, rotationReplay, rotationOverlap);
  }

  /** The command together with the operation that makes it happen. */
  public Task taskFor(Command command) {
    return switch (command) {
      case CreateRepository create -> new BoundTask<>(createRepository, create);
      case ApplyBranchProtection protect -> new BoundTask<>(applyBranchProtection, protect);
      case ProvisionSecrets provision -> new BoundTask<>(provisionSecrets, provision);
      case CreateSecretBindings bind -> new BoundTask<>(createSecretBindings, bind);
      case VerifyGitOpsReconciliation verify -> new BoundTask<>(verifyGitOps, verify);
      case UpdateSecretBindings update -> new BoundTask<>(updateSecretBindings, update);
    };
  }

  /** An operation with its command. */
  public interface Task {

    /** Makes it happen. */
    Outcome run(Steps steps);

    /** What a repeated request gets. */
    ReplayPolicy replay(OperationKey key);

    /** What no two executions may work on at a time. */
    Optional<String> lane();

    /** The foreign system whose effect it is. */
    Peer peer();

    /** How long after its success it is looked after. */
    Optional<Duration> aftercare();

    /** How long after it made way for another it is looked after. */
    Optional<Duration> aftercareOfMakingWay();

    /** Looks after it, and tells how long until it is to be looked after again. */
    Optional<Duration> lookAfter(Steps steps, Operation.Hindsight hindsight);
  }

  private record BoundTask<C extends Command>(Operation<C> operation, C command) implements Task {

    @Override
    public Outcome run(Steps steps) {
      return operation.run(command, steps);
    }

    @Override
    public ReplayPolicy replay(OperationKey key) {
      return key.supplied() ? operation.replayByCallersKey() : operation.replay();
    }

    @Override
    public Optional<String> lane() {
      return operation.lane(command);
    }

    @Override
    public Peer peer() {
      return operation.peer();
    }

    @Override
    public Optional<Duration> aftercare() {
      return operation.aftercare();
    }

    @Override
    public Optional<Duration> aftercareOfMakingWay() {
      return operation.aftercareOfMakingWay();
    }

    @Override
    public Optional<Duration> lookAfter(Steps steps, Operation.Hindsight hindsight) {
      return operation.lookAfter(command, steps, hindsight);
    }
  }
}
