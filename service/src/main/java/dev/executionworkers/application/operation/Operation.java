package dev.executionworkers.application.operation;

import dev.executionworkers.domain.command.Command;
import dev.executionworkers.domain.outcome.Outcome;
import dev.executionworkers.domain.outcome.Peer;
import dev.executionworkers.domain.policy.ReplayPolicy;
import java.time.Duration;
import java.util.Optional;

/**
 * How one kind of command is made to happen. Stateless and thread-safe.
 *
 * @param <C> the command
 */
public interface Operation<C extends Command> {

  /** Makes it happen, by steps that the pipeline records and tries again. */
  Outcome run(C command, Steps steps);

  /** The foreign system whose effect it is; its codes are the operation's. */
  Peer peer();

  /** What a repeated request gets, when its caller chose no key of its own. */
  ReplayPolicy replay();

  /** What a repeated request gets whose caller chose its key. */
  default ReplayPolicy replayByCallersKey() {
    return replay().byCallersKey();
  }

  /** How long after its success an execution is looked after; empty when it never is. */
  default Optional<Duration> aftercare() {
    return Optional.empty();
  }

  /**
   * How long after it made way for the next of its lane an execution is looked after, since that
   * one may come to nothing; empty when it leaves nothing half done.
   */
  default Optional<Duration> aftercareOfMakingWay() {
    return Optional.empty();
  }

  /**
   * Looks after a finished execution: one that has succeeded, or one that has made way.
   *
   * @return how long until it is to be looked after again; empty when that was the last time
   */
  default Optional<Duration> lookAfter(C command, Steps steps, Hindsight hindsight) {
    return Optional.empty();
  }

  /**
   * What is known of a finished execution when it is looked after.
   *
   * @param succeeded whether it did; it has made way for another otherwise
   * @param newest whether none has touched its lane since
   * @param age how long ago it ended
   */
  record Hindsight(boolean succeeded, boolean newest, Duration age) {}

  /** What no two executions may work on at a time; empty when they do not disturb each other. */
  default Optional<String> lane(C command) {
    return Optional.empty();
  }
}
