package dev.executionworkers.adapter.in.temporal;

import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;
import io.temporal.common.converter.RawValue;

/**
 * The six activities, by the names that workflows in any language call. Each takes one argument,
 * the JSON that the operation's path takes over HTTP, and its result is the JSON of the answer
 * there.
 */
@ActivityInterface
public interface Activities {

  /** Takes {@code owner}, {@code name}, …; the result is the repository. */
  @ActivityMethod(name = "CreateRepository")
  RawValue createRepository(RawValue input);

  /** Takes {@code applicationEnvironmentId}, …. */
  @ActivityMethod(name = "ApplyBranchProtection")
  RawValue applyBranchProtection(RawValue input);

  /** Takes {@code applicationEnvironmentId}. */
  @ActivityMethod(name = "ProvisionSecrets")
  RawValue provisionSecrets(RawValue input);

  /** Takes {@code applicationEnvironmentId}. */
  @ActivityMethod(name = "CreateSecretBindings")
  RawValue createSecretBindings(RawValue input);

  /** Takes {@code applicationEnvironmentId}. */
  @ActivityMethod(name = "VerifyGitOpsReconciliation")
  RawValue verifyGitOpsReconciliation(RawValue input);

  /** Takes {@code secretId}. */
  @ActivityMethod(name = "UpdateSecretBindings")
  RawValue updateSecretBindings(RawValue input);
}
