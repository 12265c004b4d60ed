package dev.executionworkers.domain.outcome;

/**
 * Who may see a repository.
 *
 * @param name as its host calls it: {@code private}, {@code public}, or what only some hosts have,
 *     such as the {@code internal} of GitHub Enterprise, which the whole enterprise may see
 */
public record Visibility(String name) {
  /** Only who was given access. */
  public static final Visibility PRIVATE = new Visibility("private");

  /** Everybody. */
  public static final Visibility PUBLIC = new Visibility("public");

  /** One of the two that can be asked for. */
  public static Visibility of(boolean isPrivate) {
    return isPrivate ? PRIVATE : PUBLIC;
  }
}
