package dev.executionworkers.simulators.github;

/** Whose request it is. */
sealed interface Caller {

  /** No credentials: reads what is public. */
  record Anonymous() implements Caller {}

  /** A personal access token, which may all that its user may. */
  record User(Account account) implements Caller {}

  /**
   * An App's installation token.
   *
   * @param administration whether it has {@code administration: write}
   */
  record Installation(Account on, boolean administration) implements Caller {}

  /** An App itself, by its JWT. It may ask for its installations and their tokens alone. */
  record Application(App app) implements Caller {}

  /** Whose rate limit it uses up: all tokens of a user share one. */
  default String bucket() {
    return switch (this) {
      case Anonymous() -> "anonymous";
      case User(Account account) -> "user ID " + account.id;
      case Installation(Account on, _) -> "installation ID " + on.id;
      case Application(App app) -> "app ID " + app.id();
    };
  }
}
