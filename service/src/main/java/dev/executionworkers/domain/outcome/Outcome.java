package dev.executionworkers.domain.outcome;

/** The end of an execution. */
public sealed interface Outcome {

  /** All that was asked for happened, and a foreign system confirmed it. */
  record Completed(Result result) implements Outcome {}

  /** It ended without success; the failure says what is known about the effect. */
  record Failed(Failure failure) implements Outcome {}

  /** The outcome of an operation whose last step gave {@code result}. */
  static Outcome of(StepResult<? extends Result> result) {
    return switch (result) {
      case StepResult.Done<? extends Result>(Result value) -> new Completed(value);
      case StepResult.Failed<? extends Result>(Failure failure) -> new Failed(failure);
    };
  }
}
