package dev.executionworkers.domain.command;

import java.util.regex.Pattern;

/**
 * The account that owns a repository: an organisation or a user.
 *
 * <p>The rule is GitHub's for logins: letters and digits with single inner hyphens, at most {@value
 * #MAX_CHARS} characters.
 *
 * @param value the login as the caller wrote it; GitHub compares it without regard to case
 */
public record RepositoryOwner(String value) {
  static final int MAX_CHARS = 39;
  private static final Pattern LOGIN = Pattern.compile("[A-Za-z0-9]+(?:-[A-Za-z0-9]+)*");

  public RepositoryOwner {
    Rules.length("owner", value, MAX_CHARS);
    Rules.matches("owner", value, LOGIN, "letters and digits with single inner hyphens");
  }

  @Override
  public String toString() {
    return value;
  }
}
