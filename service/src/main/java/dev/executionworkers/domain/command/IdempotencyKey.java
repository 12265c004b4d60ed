package dev.executionworkers.domain.command;

import java.util.regex.Pattern;

/**
 * The {@code Idempotency-Key} a caller sent.
 *
 * @param value 1 to {@value #MAX_CHARS} visible ASCII characters
 */
public record IdempotencyKey(String value) {
  static final int MAX_CHARS = 255;
  private static final Pattern VISIBLE = Pattern.compile("[\\x21-\\x7e]+");

  public IdempotencyKey {
    Rules.length("Idempotency-Key", value, MAX_CHARS);
    Rules.matches("Idempotency-Key", value, VISIBLE, "visible ASCII characters");
  }

  @Override
  public String toString() {
    return value;
  }
}
