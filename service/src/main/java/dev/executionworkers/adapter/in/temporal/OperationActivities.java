package dev.executionworkers.adapter.in.temporal;

import static dev.executionworkers.domain.command.OperationName.APPLY_BRANCH_PROTECTION;
import static dev.executionworkers.domain.command.OperationName.CREATE_REPOSITORY;
import static dev.executionworkers.domain.command.OperationName.CREATE_SECRET_BINDINGS;
import static dev.executionworkers.domain.command.OperationName.PROVISION_SECRETS;
import static dev.executionworkers.domain.command.OperationName.UPDATE_SECRET_BINDINGS;
import static dev.executionworkers.domain.command.OperationName.VERIFY_GITOPS_RECONCILIATION;

import io.temporal.common.converter.RawValue;

/** Which operation each activity is. Thread-safe. */
final class OperationActivities implements Activities {
  private final ActivityDesk desk;

  OperationActivities(ActivityDesk desk) {
    this.desk = desk;
  }

  @Override
  public RawValue createRepository(RawValue input) {
    return desk.serve(CREATE_REPOSITORY, input);
  }

  @Override
  public RawValue applyBranchProtection(RawValue input) {
    return desk.serve(APPLY_BRANCH_PROTECTION, input);
  }

  @Override
  public RawValue provisionSecrets(RawValue input) {
    return desk.serve(PROVISION_SECRETS, input);
  }

  @Override
  public RawValue createSecretBindings(RawValue input) {
    return desk.serve(CREATE_SECRET_BINDINGS, input);
  }

  @Override
  public RawValue verifyGitOpsReconciliation(RawValue input) {
    return desk.serve(VERIFY_GITOPS_RECONCILIATION, input);
  }

  @Override
  public RawValue updateSecretBindings(RawValue input) {
    return desk.serve(UPDATE_SECRET_BINDINGS, input);
  }
}
