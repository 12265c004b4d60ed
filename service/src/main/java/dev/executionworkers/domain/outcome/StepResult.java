package dev.executionworkers.domain.outcome;

import java.util.function.Function;

/**
 * What came of one call to a foreign system.
 *
 * @param <T> what the call is for
 */
public sealed interface StepResult<T> {

  /** The peer confirmed it. */
  record Done<T>(T value) implements StepResult<T> {}

  /** It did not succeed. */
  record Failed<T>(Failure failure) implements StepResult<T> {}

  /** A success. */
  static <T> StepResult<T> done(T value) {
    return new Done<>(value);
  }

  /** A failure. */
  static <T> StepResult<T> failed(Failure failure) {
    return new Failed<>(failure);
  }

  /** A definite no. */
  static <T> StepResult<T> refused(DomainError error) {
    return new Failed<>(new Failure.Refused(error));
  }

  /** Goes on with the value, unless this failed. */
  default <U> StepResult<U> then(Function<? super T, StepResult<U>> next) {
    return switch (this) {
      case Done<T>(T value) -> next.apply(value);
      case Failed<T>(Failure failure) -> failed(failure);
    };
  }

  /** Replaces the value, unless this failed. */
  default <U> StepResult<U> map(Function<? super T, ? extends U> change) {
    return then(value -> done(change.apply(value)));
  }
}
