package dev.executionworkers.domain.command;

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

  public EnvironmentId {
    Rules.length(FIELD, value, MAX_CHARS);
    Rules.nameCharacters(FIELD, value);
    if (value.equals(".") || value.equals("..")) {
      throw new InvalidCommandException(FIELD, "must not be '.' or '..'");
    }
  }

  @Override
  public String toString() {
    return value;
  }
}
