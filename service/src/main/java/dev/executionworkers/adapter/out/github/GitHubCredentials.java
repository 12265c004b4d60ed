package dev.executionworkers.adapter.out.github;

import dev.executionworkers.adapter.out.github.GitHubLogin.Principal;
import dev.executionworkers.domain.command.RepositoryOwner;
import dev.executionworkers.domain.command.Secret;
import dev.executionworkers.domain.outcome.DomainError;
import dev.executionworkers.domain.outcome.Peer;
import dev.executionworkers.domain.outcome.Problem;
import dev.executionworkers.domain.outcome.StepResult;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/**
 * As whom GitHub is called. Asked anew for every attempt, so that a token may be exchanged or
 * expire while the service runs. Thread-safe.
 */
@FunctionalInterface
public interface GitHubCredentials {

  /** What has the characters of a token, so that it can stand in a header. */
  Pattern TOKEN = Pattern.compile("[\\x21-\\x7E]+");

  /**
   * The login to use now for what {@code owner} has, or why there is none. A failure here means
   * that nothing was done: what the login was wanted for was never sent.
   */
  StepResult<GitHubLogin> login(RepositoryOwner owner);

  /**
   * Told that GitHub has answered 401 to a login.
   *
   * @return whether that may pass within seconds, since the next attempt gets another login, or
   *     since this one is too young to be known everywhere
   */
  default boolean mayPass(RepositoryOwner owner, GitHubLogin rejected) {
    return false;
  }

  /**
   * One token from the settings. Without one, nothing is called: {@code not_configured}. GitHub
   * changes the length and alphabet of its tokens (REST OpenAPI description, stateless {@code
   * ghs_…}), so only what cannot stand in a header is refused.
   */
  static GitHubCredentials ofToken(Supplier<Optional<Secret>> setting) {
    return owner ->
        setting
            .get()
            .map(GitHubCredentials::usable)
            .orElseGet(() -> notConfigured("neither GITHUB_TOKEN nor GITHUB_APP_ID is set"));
  }

  private static StepResult<GitHubLogin> usable(Secret token) {
    return TOKEN.matcher(token.reveal()).matches()
        ? StepResult.done(new GitHubLogin(token, new Principal.TokenHolder()))
        : notConfigured("GITHUB_TOKEN is empty or contains characters that no token has");
  }

  private static StepResult<GitHubLogin> notConfigured(String detail) {
    return StepResult.refused(
        new DomainError(Peer.GIT_PROVIDER, Problem.NOT_CONFIGURED, DomainError.NO_STATUS, detail));
  }
}
