package dev.executionworkers.adapter.out.github;

import dev.executionworkers.domain.command.Secret;

/**
 * As whom one attempt calls GitHub. Immutable.
 *
 * @param token what is sent as a bearer token
 * @param principal whose it is
 */
public record GitHubLogin(Secret token, Principal principal) {

  /**
   * Who calls. It stays the same when the token is renewed: GitHub's limits are counted by it, not
   * by the token.
   */
  public sealed interface Principal {

    /** Whose limits its calls count against, among all that one process may call as. */
    default String account() {
      return switch (this) {
        case TokenHolder() -> "";
        case App() -> "app";
        case Installation(long id) -> "installation-" + id;
      };
    }

    /** Whoever the one token of the settings belongs to. */
    record TokenHolder() implements Principal {}

    /** The App itself, by its JWT: only to find its installations and to get their tokens. */
    record App() implements Principal {}

    /**
     * The App in one account.
     *
     * @param id GitHub's number of the installation
     */
    record Installation(long id) implements Principal {}
  }
}
