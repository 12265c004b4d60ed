package dev.executionworkers.domain.command;

import java.util.regex.Pattern;

/**
 * Who wants something done about an execution, in their own words: recorded, and not checked.
 *
 * @param value 1 to {@value #MAX_CHARS} visible ASCII characters
 */
public record Requester(String value) {
  /** The header that names them. */
  public static final String FIELD = "X-Requested-By";

  static final int MAX_CHARS = 100;
  private static final Pattern VISIBLE = Pattern.compile("[\\x21-\\x7e]+");

  public Requester {
    Rules.length(FIELD, value, MAX_CHARS);
    Rules.matches(FIELD, value, VISIBLE, "visible ASCII characters");
  }

  @Override
  public String toString() {
    return value;
  }
}
