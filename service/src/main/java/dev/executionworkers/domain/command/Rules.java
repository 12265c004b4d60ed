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

  /** What GitHub takes as it is in the name of a repository. */
  static void nameCharacters(String field, String value) {
    for (int i = 0; i < value.length(); i++) {
      if (!isNameCharacter(value.charAt(i))) {
        throw new InvalidCommandException(field, "must be letters, digits, '.', '_' and '-'");
      }
    }
  }

  private static boolean isNameCharacter(char c) {
    return isBetween('a', c, 'z')
        || isBetween('A', c, 'Z')
        || isBetween('0', c, '9')
        || c == '.'
        || c == '_'
        || c == '-';
  }

  private static boolean isBetween(char first, char c, char last) {
    return first <= c && c <= last;
  }

  /** Refuses control, format (bidirectional), line separator and lone surrogate characters. */
  static void printable(String field, String value) {
    if (UNSAFE.matcher(value).find()) {
      throw new InvalidCommandException(
          field, "must not contain control, formatting or unpaired surrogate characters");
    }
  }
}
