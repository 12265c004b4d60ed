package dev.executionworkers.application.operation;

import dev.executionworkers.domain.command.Secret;
import dev.executionworkers.domain.command.SecretId;
import dev.executionworkers.domain.outcome.DomainError;
import dev.executionworkers.domain.outcome.Failure;
import dev.executionworkers.domain.outcome.Peer;
import dev.executionworkers.domain.outcome.Problem;
import dev.executionworkers.domain.outcome.StepResult;

/** How a registry's robot gets a new token. */
interface Rotation {

  /** The token was lost, or this rotation was made by another strategy. */
  Failure TOKEN_GONE =
      new Failure.Refused(
          new DomainError(
              Peer.HARBOR,
              Problem.UNEXPECTED_RESPONSE,
              DomainError.NO_STATUS,
              "the journal no longer has the token that was handed on"));

  /**
   * Rotates the token of the robot that belongs to {@code secret}; success means it is in force.
   */
  StepResult<NewToken> rotate(SecretId secret, Steps steps);

  /** A token in force and who logs in with it. */
  record NewToken(String username, Secret secret) {}
}
