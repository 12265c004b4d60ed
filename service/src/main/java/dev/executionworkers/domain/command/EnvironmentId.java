package dev.executionworkers.domain.command;

import java.util.regex.Pattern;

/**
 * The control plane's id of an application environment. It becomes part of a repository's name, so
 * it has that name's characters.
 *
 * @param value letters, digits, {@code .}, {@code _} and {@code -}, at most {@value #MAX_CHARS}
 */
public record EnvironmentId(String value) {
  /** The name of the field on the wire. */
  public static final String FIELD = "applicationEnvironmentId";

  static final int MAX_CHARS = 100;
  private static final Pattern ID = Pattern.compile("[A-Za-z0-9._-]+");

  public EnvironmentId {
    Rules.length(FIELD, value, MAX_CHARS);
    Rules.matches(FIELD, value, ID, "letters, digits, '.', '_' and '-'");
    if (value.equals(".") || value.equals("..")) {
      throw new InvalidCommandException(FIELD, "must not be '.' or '..'");
    }
  }

  @Override
  public String toString() {
    return value;
  }
}
