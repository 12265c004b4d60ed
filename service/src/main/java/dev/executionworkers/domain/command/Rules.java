package dev.executionworkers.domain.command;

import java.util.regex.Pattern;

/** The checks that several identifiers share. Each throws {@link InvalidCommandException}. */
final class Rules {
  private static final Pattern UNSAFE = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}\\p{Cs}]");

  private Rules() {}

  static void length(String field, String value, int maxChars) {
    if (value.isEmpty()) {
      throw new InvalidCommandException(field, "must not be empty");
    }
    if (value.length() > maxChars) {
      throw new InvalidCommandException(field, "must have at most " + maxChars + " characters");
    }
  }

  static void matches(String field, String value, Pattern pattern, String allowed) {
    if (!pattern.matcher(value).matches()) {
      throw new InvalidCommandException(field, "must be " + allowed);
    }
  }

  /** Refuses control, format (bidirectional), line separator and lone surrogate characters. */
  static void printable(String field, String value) {
    if (UNSAFE.matcher(value).find()) {
      throw new InvalidCommandException(
          field, "must not contain control, formatting or unpaired surrogate characters");
    }
  }
}
