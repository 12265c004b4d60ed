package dev.executionworkers.port.out;

import dev.executionworkers.domain.command.Secret;
import dev.executionworkers.domain.command.SecretId;
import dev.executionworkers.domain.outcome.Result.Confirmed;
import dev.executionworkers.domain.outcome.StepResult;

/**
 * A container registry whose robots log in with a token, by what it lets us do with that token.
 * Implementations are thread-safe. Each method is one attempt.
 */
public sealed interface Registry {

  /** A registry that is not configured: there is no token to rotate. */
  record Absent() implements Registry {}

  /** A registry that takes a token of our choosing, so that every retry can set the same one. */
  non-sealed interface Settable extends Registry {

    /** The robot's name, under which its rotations queue. */
    String robotName(SecretId secret);

    /** The robot, when it can be read and may log in. */
    StepResult<Robot> look(SecretId secret, Attempt attempt);

    /** A fresh random token that meets the registry's rule. */
    Secret choose();

    /** Sets the robot's token. Repeatable. Success proves nothing: see {@link #prove}. */
    StepResult<Confirmed> set(Robot robot, Secret token, Attempt attempt);

    /** Finds out whether the robot can log in with the token. Changes nothing. */
    StepResult<Proof> prove(Robot robot, Secret token, Attempt attempt);
  }

  /** A registry, or a façade before one, that chooses the token itself and tells it once. */
  non-sealed interface Issuing extends Registry {

    /** The robot's name, under which its rotations queue. */
    String robotName(SecretId secret);

    /**
     * Has a new token issued. A lost answer is repaired only by asking again: the last one wins.
     */
    StepResult<Secret> issue(SecretId secret, Attempt attempt);
  }

  /**
   * A robot account.
   *
   * @param id the registry's number, which survives a change of the prefix of names
   * @param username what it logs in as
   */
  record Robot(long id, String username) {}

  /** What a login as the robot has shown. */
  enum Proof {
    PROVEN,
    DISPROVED
  }
}
