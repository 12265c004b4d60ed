package dev.executionworkers.port.out;

import dev.executionworkers.domain.command.Secret;
import dev.executionworkers.domain.command.SecretId;
import dev.executionworkers.domain.outcome.Result.Confirmed;
import dev.executionworkers.domain.outcome.StepResult;

/** Who hands a new token to everything that uses it. Thread-safe. */
public interface BindingPropagator {

  /** Whether it is configured and accepts a connection, found out without asking for anything. */
  StepResult<Confirmed> reachable(Attempt attempt);

  /** Hands the token on. Repeatable. */
  StepResult<Confirmed> propagate(BindingUpdate update, Attempt attempt);

  /**
   * A token for the bindings of a secret.
   *
   * @param username who logs in with it
   * @param generation rises with every rotation of one robot, so that a receiver can ignore an
   *     update that comes late
   */
  record BindingUpdate(SecretId secret, Secret token, String username, long generation) {}
}
