package dev.executionworkers.domain.command;

import java.util.List;

/**
 * Find out whether GitOps has reconciled an environment.
 *
 * @param environment the environment it is about
 */
public record VerifyGitOpsReconciliation(EnvironmentId environment) implements Command {

  @Override
  public OperationName operation() {
    return OperationName.VERIFY_GITOPS_RECONCILIATION;
  }

  @Override
  public String subject() {
    return environment.value();
  }

  @Override
  public List<String> canonicalFields() {
    return List.of(environment.value());
  }
}
