package dev.executionworkers.adapter.out.github;

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

  /** The bearer token to use now, or why there is none. */
  StepResult<Secret> token();

  /**
   * One token from the settings. Without one, nothing is called: {@code not_configured}. GitHub
   * changes the length and alphabet of its tokens (REST OpenAPI description, stateless {@code
   * ghs_…}), so only what cannot stand in a header is refused.
   */
  static GitHubCredentials ofToken(Supplier<Optional<Secret>> setting) {
    return () ->
        setting
            .get()
            .map(GitHubCredentials::usable)
            .orElseGet(() -> notConfigured("GITHUB_TOKEN is not set"));
  }

  private static StepResult<Secret> usable(Secret token) {
    return Pattern.matches("[\\x21-\\x7E]+", token.reveal())
        ? StepResult.done(token)
        : notConfigured("GITHUB_TOKEN is empty or contains characters that no token has");
  }

  private static StepResult<Secret> notConfigured(String detail) {
    return StepResult.refused(
        new DomainError(Peer.GIT_PROVIDER, Problem.NOT_CONFIGURED, DomainError.NO_STATUS, detail));
  }
}
