package dev.executionworkers.application.operation;

import dev.executionworkers.domain.command.Secret;
import dev.executionworkers.domain.command.SecretId;
import dev.executionworkers.domain.outcome.StepResult;
import dev.executionworkers.domain.policy.Repeatability;
import dev.executionworkers.port.out.ExecutionTelemetry.Phase;
import dev.executionworkers.port.out.Registry;

/**
 * A rotation whose token the other side chooses. A lost answer is a lost token: only rotating again
 * repairs it, and the last one wins.
 */
final class IssueRotation implements Rotation {
  private static final Step<Secret> ISSUE =
      Step.<Secret>repeated("issue-token", Repeatability.REPEATABLE).withPointOfNoReturn();

  private final Registry.Issuing registry;

  IssueRotation(Registry.Issuing registry) {
    this.registry = registry;
  }

  @Override
  public StepResult<NewToken> rotate(SecretId secret, Steps steps) {
    return steps.within(
        Phase.ROTATE_ROBOT_TOKEN,
        part -> {
          String username = registry.robotName(secret);
          part.robot(username);
          return steps
              .obtain(ISSUE, attempt -> registry.issue(secret, attempt))
              .map(token -> new NewToken(username, token));
        });
  }
}
