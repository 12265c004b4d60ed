package dev.executionworkers.domain.command;

import java.util.Locale;

/**
 * The name of a repository, without its owner.
 *
 * <p>Only names that GitHub takes as they are: it silently rewrites other characters ({@code "Kyles
 * Repository"} became {@code Kyles-Repository}, terraform-provider-github #1001), strips {@code
 * .git}, and keeps {@code .wiki} for itself.
 *
 * @param value the name as the caller wrote it; GitHub compares it without regard to case
 */
public record RepositoryName(String value) {
  static final int MAX_CHARS = 100;

  public RepositoryName {
    check("name", value);
  }

  /** Checks {@code value} as a repository's name and blames {@code field} when it is none. */
  static void check(String field, String value) {
    Rules.length(field, value, MAX_CHARS);
    Rules.nameCharacters(field, value);
    String lower = value.toLowerCase(Locale.ROOT);
    if (value.equals(".") || value.equals("..")) {
      throw new InvalidCommandException(field, "must not be '.' or '..'");
    }
    if (lower.endsWith(".git") || lower.endsWith(".wiki")) {
      throw new InvalidCommandException(field, "must not end in '.git' or '.wiki'");
    }
  }

  /**
   * The name for a value that came under another field's name.
   *
   * @throws InvalidCommandException naming {@code field}
   */
  public static RepositoryName named(String field, String value) {
    check(field, value);
    return new RepositoryName(value);
  }

  @Override
  public String toString() {
    return value;
  }
}
