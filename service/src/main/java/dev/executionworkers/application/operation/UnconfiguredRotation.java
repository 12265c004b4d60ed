package dev.executionworkers.application.operation;

import dev.executionworkers.domain.command.SecretId;
import dev.executionworkers.domain.outcome.DomainError;
import dev.executionworkers.domain.outcome.Peer;
import dev.executionworkers.domain.outcome.Problem;
import dev.executionworkers.domain.outcome.StepResult;
import dev.executionworkers.domain.policy.Repeatability;

/**
 * A rotation that was begun at a registry that the settings no longer name. This process cannot
 * finish it and must not end it: half done, it waits for one that can.
 */
final class UnconfiguredRotation implements Rotation {
  private static final Step<NewToken> REGISTRY_CONFIGURED =
      Step.repeated("registry-configured", Repeatability.READ);

  private static final DomainError NOT_CONFIGURED =
      new DomainError(
          Peer.HARBOR,
          Problem.NOT_CONFIGURED,
          DomainError.NO_STATUS,
          "HARBOR_URL and its credentials are not set, and this rotation was begun with them");

  @Override
  public StepResult<NewToken> rotate(SecretId secret, Steps steps) {
    return steps.run(REGISTRY_CONFIGURED, _ -> StepResult.refused(NOT_CONFIGURED));
  }
}
