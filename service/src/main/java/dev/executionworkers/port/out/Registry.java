package dev.executionworkers.port.out;

import dev.executionworkers.domain.command.ExecutionId;
import dev.executionworkers.domain.command.Secret;
import dev.executionworkers.domain.command.SecretId;
import dev.executionworkers.domain.outcome.Result.Confirmed;
import dev.executionworkers.domain.outcome.StepResult;
import java.util.List;

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
     * Has a new token issued. A lost answer is repaired only by asking again: the last one wins. So
     * when an earlier attempt is in doubt, no failure says that the robot is not there unless that
     * is certain: it would end the rotation.
     */
    StepResult<Secret> issue(SecretId secret, Attempt attempt);
  }

  /**
   * A registry whose robots are not given a new token but a successor, which the registry gives a
   * token itself and tells it once. Robots that were made here carry a mark; only those are ever
   * deleted.
   */
  non-sealed interface Replacing extends Registry {

    /** The robot's name, under which its rotations queue. Its successors' names begin with it. */
    String robotName(SecretId secret);

    /**
     * The robot in force, when it can be read and may log in: the last successor, or the robot that
     * somebody else made where there is none.
     */
    StepResult<Original> look(SecretId secret, Attempt attempt);

    /**
     * Makes a robot. After a lost answer {@link #marked} tells whether it is there; its token is
     * lost then.
     */
    StepResult<Creation> create(Successor successor, Attempt attempt);

    /** Takes the credential of a robot that was made here apart. */
    Login login(Secret credential);

    /**
     * Finds out whether the login succeeds. Changes nothing. A robot that is gone cannot log in.
     */
    StepResult<Proof> prove(Login login, Attempt attempt);

    /** All robots that were made here in the secret's robot's stead and are still there. */
    StepResult<List<Marked>> marked(SecretId secret, Attempt attempt);

    /** Deletes a robot that was made here. Repeatable: one that is gone is deleted. */
    StepResult<Confirmed> delete(Marked robot, Attempt attempt);
  }

  /**
   * A robot that is to be replaced.
   *
   * @param definition what a successor must have in common with it, in the registry's own words:
   *     rights, level, place and duration
   */
  record Original(Robot robot, String definition) {}

  /**
   * A robot to be made.
   *
   * @param name without the registry's prefix: the replaced robot's, a hyphen, and a number that is
   *     higher than those of all successors before
   * @param madeBy the execution it is marked with
   * @param definition as the replaced robot's
   */
  record Successor(String name, ExecutionId madeBy, String definition) {}

  /** What came of the making of a robot. */
  sealed interface Creation {

    /**
     * It is there.
     *
     * @param credential who it is and its token, which is told this once, in one piece so that they
     *     are sealed together
     */
    record Made(Secret credential) implements Creation {}

    /** There is a robot of that name already. */
    record NameTaken() implements Creation {}
  }

  /** A robot and the token it logs in with. */
  record Login(Robot robot, Secret token) {}

  /**
   * A robot that was made here.
   *
   * @param madeBy the execution that made it
   * @param number what its name ends with
   */
  record Marked(Robot robot, ExecutionId madeBy, long number) {}

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
