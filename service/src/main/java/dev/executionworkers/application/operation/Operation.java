package dev.executionworkers.application.operation;

import dev.executionworkers.domain.command.Command;
import dev.executionworkers.domain.outcome.Outcome;
import dev.executionworkers.domain.policy.ReplayPolicy;
import java.util.Optional;

/**
 * How one kind of command is made to happen. Stateless and thread-safe.
 *
 * @param <C> the command
 */
public interface Operation<C extends Command> {

  /** Makes it happen, by steps that the pipeline records and tries again. */
  Outcome run(C command, Steps steps);

  /** What a repeated request gets, when its caller chose no key of its own. */
  ReplayPolicy replay();

  /** What a repeated request gets whose caller chose its key. */
  default ReplayPolicy replayByCallersKey() {
    return replay().byCallersKey();
  }

  /** What no two executions may work on at a time; empty when they do not disturb each other. */
  default Optional<String> lane(C command) {
    return Optional.empty();
  }
}
