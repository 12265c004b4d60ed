package dev.executionworkers.port.out;

import dev.executionworkers.domain.command.CreateSecretBindings;
import dev.executionworkers.domain.command.ProvisionSecrets;
import dev.executionworkers.domain.command.VerifyGitOpsReconciliation;
import dev.executionworkers.domain.outcome.Result.Confirmed;
import dev.executionworkers.domain.outcome.StepResult;

/**
 * The systems that provide for an application environment on our behalf. Thread-safe. Each method
 * is one attempt, repeatable downstream under the attempt's idempotency key.
 */
public interface EnvironmentProvider {

  /** Has the environment's secrets provisioned. */
  StepResult<Confirmed> provisionSecrets(ProvisionSecrets command, Attempt attempt);

  /** Has the environment's secret bindings created. */
  StepResult<Confirmed> createSecretBindings(CreateSecretBindings command, Attempt attempt);

  /** Asks whether the environment is reconciled; only yes is a success. */
  StepResult<Confirmed> verifyGitOps(VerifyGitOpsReconciliation command, Attempt attempt);
}
