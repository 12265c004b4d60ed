package dev.executionworkers.port.out;

import dev.executionworkers.domain.outcome.Failure;
import dev.executionworkers.domain.outcome.Problem;
import dev.executionworkers.domain.outcome.StepResult;

/** What a test expects a step to have come to. */
public final class StepResults {
  private StepResults() {}

  /** The value of a step that must have succeeded. */
  public static <T> T done(StepResult<T> result) {
    return switch (result) {
      case StepResult.Done<T>(T value) -> value;
      case StepResult.Failed<T>(Failure failure) -> throw new AssertionError(failure.toString());
    };
  }

  /** The failure of a step that must have failed. */
  public static Failure failure(StepResult<?> result) {
    return switch (result) {
      case StepResult.Done<?>(Object value) -> throw new AssertionError("done: " + value);
      case StepResult.Failed<?>(Failure failure) -> failure;
    };
  }

  /** What is wrong with a step that must have failed. */
  public static Problem problem(StepResult<?> result) {
    return failure(result).error().problem();
  }
}
