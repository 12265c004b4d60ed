package dev.executionworkers.port.in;

import dev.executionworkers.domain.command.ExecutionId;
import dev.executionworkers.domain.command.Requester;
import dev.executionworkers.domain.outcome.Failure;
import java.time.Instant;
import java.util.Optional;

/**
 * What an operator sees of executions that run in this process, and may decide of any. Thread-safe.
 *
 * <p>Only what is pending can be decided on: it has passed its point of no return, and goes on by
 * itself until it is done. Everything else ends by itself.
 */
public interface SuperviseExecutions {

  /** How an execution is doing; empty when it does not run in this process. */
  Optional<Running> running(ExecutionId execution);

  /** Has a pending execution make its next attempt now, or as soon as its peer allows it. */
  Decision retry(ExecutionId execution, Requester by);

  /**
   * Ends a pending execution with its last failure as its outcome, as soon as it pauses: its
   * secrets are shredded and its lane is free. An attempt that is being made is not cut short, and
   * when it succeeds the execution goes on.
   */
  Decision abandon(ExecutionId execution, Requester by);

  /**
   * An execution that runs.
   *
   * @param since when this process took it up
   * @param waitingCallers how many requests wait for its answer
   * @param pending whether it has passed its point of no return
   * @param pausesUntil when its next attempt is due; empty while one is being made
   */
  record Running(
      Instant since,
      int waitingCallers,
      Optional<Failure> lastFailure,
      boolean pending,
      Optional<Instant> pausesUntil) {}

  /** What became of a decision. */
  enum Decision {
    /**
     * It is recorded. This process does it at once if it runs the execution, another that runs it
     * within seconds, and whoever takes it up if nobody does.
     */
    TAKEN,
    /** There is no such execution, or it has ended, or it ends by itself. */
    NOT_PENDING,
    /** Whether it was recorded is not known; if it was, it is done. */
    JOURNAL_UNAVAILABLE
  }
}
