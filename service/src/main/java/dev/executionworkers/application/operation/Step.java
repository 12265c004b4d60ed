package dev.executionworkers.application.operation;

import dev.executionworkers.domain.policy.Repeatability;
import java.util.Optional;
import java.util.function.Function;

/**
 * A step of an operation: its name, what repeating it does, and what the journal keeps of it.
 *
 * @param name unique within its operation; in the journal, in logs
 * @param format how its value is written to the journal; empty when it is not recorded
 * @param pointOfNoReturn whether its effect, once possible, obliges the execution to go on to the
 *     end
 * @param <T> what the step is for
 */
public record Step<T>(
    String name, Repeatability repeatability, Optional<Format<T>> format, boolean pointOfNoReturn) {

  /** A step that a later execution simply makes again. */
  public static <T> Step<T> repeated(String name, Repeatability repeatability) {
    return new Step<>(name, repeatability, Optional.empty(), false);
  }

  /** A step whose value is durable before the next begins, and is not made again after that. */
  public static <T> Step<T> recorded(String name, Repeatability repeatability, Format<T> format) {
    return new Step<>(name, repeatability, Optional.of(format), false);
  }

  /** This step, after whose first possible effect the execution must be finished. */
  public Step<T> withPointOfNoReturn() {
    return new Step<>(name, repeatability, format, true);
  }

  /** How a value is kept in the journal; never for secrets, which are sealed. */
  public record Format<T>(Function<T, String> write, Function<String, T> read) {}
}
