package dev.executionworkers.domain.command;

import java.util.List;

/**
 * Have a branch protected at least this much.
 *
 * @param environment the environment whose repository this is
 * @param repository the repository; derived from the environment unless the caller named it
 * @param branch the branch to protect
 * @param requiredApprovals approvals a pull request needs, {@value #MIN_APPROVALS} to {@value
 *     #MAX_APPROVALS}
 */
public record ApplyBranchProtection(
    EnvironmentId environment, RepositoryRef repository, BranchName branch, int requiredApprovals)
    implements Command {
  /** The fewest approvals one may ask for. */
  public static final int MIN_APPROVALS = 1;

  /** The most approvals GitHub knows (OpenAPI description, 0–6). */
  public static final int MAX_APPROVALS = 6;

  public ApplyBranchProtection {
    if (requiredApprovals < MIN_APPROVALS || requiredApprovals > MAX_APPROVALS) {
      throw new InvalidCommandException(
          "requiredApprovals", "must be from " + MIN_APPROVALS + " to " + MAX_APPROVALS);
    }
  }

  @Override
  public OperationName operation() {
    return OperationName.APPLY_BRANCH_PROTECTION;
  }

  @Override
  public String subject() {
    return environment.value();
  }

  @Override
  public List<String> canonicalFields() {
    return List.of(
        environment.value(),
        repository.owner().value(),
        repository.name().value(),
        branch.value(),
        Integer.toString(requiredApprovals));
  }
}
