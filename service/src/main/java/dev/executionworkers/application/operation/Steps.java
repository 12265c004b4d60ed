package dev.executionworkers.application.operation;

import dev.executionworkers.domain.command.ExecutionId;
import dev.executionworkers.domain.command.Secret;
import dev.executionworkers.domain.outcome.StepResult;
import dev.executionworkers.port.out.Attempt;
import dev.executionworkers.port.out.ExecutionTelemetry.Notice;
import dev.executionworkers.port.out.ExecutionTelemetry.Phase;
import java.util.function.Function;

/**
 * What an operation may use of the pipeline. Belongs to one execution and its thread.
 *
 * <p>A failed step has been tried again as often as its repeatability and the execution's time
 * allow: the operation only passes the failure on.
 */
public interface Steps {

  /** Makes a step happen, unless the journal says that it has. */
  <T> StepResult<T> run(Step<T> step, Call<T> call);

  /** Whether the journal says that a recorded step has happened. */
  boolean hasDone(Step<?> step);

  /**
   * Goes on with what was left half done: when the journal says that it has passed its point of no
   * return, what comes now is tried until it succeeds.
   */
  void resume();

  /** Whether it must be finished: it has passed its point of no return, here or earlier. */
  boolean isCommitted();

  /** Obtains a secret and seals it before going on; the same one whenever the execution resumes. */
  StepResult<Secret> obtain(Step<Secret> step, Call<Secret> call);

  /** The execution that they belong to. */
  ExecutionId execution();

  /** A number that rises with every execution of the lane. */
  long generation();

  /** Does part of the operation under a span of its own. */
  <T> StepResult<T> within(Phase phase, Function<Part, StepResult<T>> part);

  /** Tells operators something although nothing failed. */
  void notice(Notice notice);

  /**
   * One attempt.
   *
   * @param <T> what it is for
   */
  @FunctionalInterface
  interface Call<T> {

    /** Makes the attempt and waits for what comes of it. */
    StepResult<T> make(Attempt attempt);
  }

  /** A part of an operation that has a span of its own. */
  interface Part {

    /** Names the robot account at work. */
    void robot(String username);
  }
}
