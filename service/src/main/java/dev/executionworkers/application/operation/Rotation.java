package dev.executionworkers.application.operation;

import dev.executionworkers.domain.command.Secret;
import dev.executionworkers.domain.command.SecretId;
import dev.executionworkers.domain.outcome.StepResult;

/** How a registry's robot gets a new token. */
interface Rotation {

  /**
   * Rotates the token of the robot that belongs to {@code secret}; success means it is in force.
   */
  StepResult<NewToken> rotate(SecretId secret, Steps steps);

  /** A token in force and who logs in with it. */
  record NewToken(String username, Secret secret) {}
}
