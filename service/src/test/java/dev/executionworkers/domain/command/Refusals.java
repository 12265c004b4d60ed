package dev.executionworkers.domain.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.function.Function;

/** What the records of commands say against values. */
final class Refusals {
  private Refusals() {}

  /** How {@code value} is refused, which it must be. */
  static InvalidCommandException refusal(Function<String, Object> constructor, String value) {
    InvalidCommandException refusal =
        catchThrowableOfType(InvalidCommandException.class, () -> constructor.apply(value));
    assertThat(refusal).as("refusal of \"" + value + "\"").isNotNull();
    return refusal;
  }
}
