package dev.executionworkers.adapter.out.github;

import dev.executionworkers.adapter.out.exchange.Exchanged;
import dev.executionworkers.adapter.out.exchange.Exchanged.Answered;
import dev.executionworkers.adapter.out.exchange.Json;
import dev.executionworkers.domain.command.RepositoryOwner;
import dev.executionworkers.domain.command.Secret;
import dev.executionworkers.domain.outcome.StepResult;
import java.util.Optional;

/**
 * Whose credentials these are. Asked for only when an owner turned out not to be an organisation,
 * and remembered for the token that is in use. Thread-safe: at worst two threads ask.
 */
final class AuthenticatedUser {
  private final GitHubApi api;
  private volatile Optional<Known> known = Optional.empty();

  AuthenticatedUser(GitHubApi api) {
    this.api = api;
  }

  /** Whether {@code owner} is known, without a call, to be the user whose token this is. */
  boolean isKnownAs(RepositoryOwner owner, Session session) {
    return login(session.login().token()).filter(owner.value()::equalsIgnoreCase).isPresent();
  }

  /** Whether {@code owner} is the user whose token this is. An App has none. */
  StepResult<Boolean> is(RepositoryOwner owner, Session session) {
    return login(session.login().token())
        .map(StepResult::done)
        .orElseGet(() -> ask(session))
        .map(owner.value()::equalsIgnoreCase);
  }

  private Optional<String> login(Secret token) {
    return known.filter(user -> user.token().equals(token)).map(Known::login);
  }

  private StepResult<String> ask(Session session) {
    Exchanged exchanged = session.get(api.authenticatedUser());
    if (!(exchanged instanceof Answered answer) || answer.status() != 200) {
      return session.failed(exchanged);
    }
    Optional<String> login =
        Json.read(answer.body())
            .map(user -> user.path("login").stringValue(""))
            .filter(name -> !name.isEmpty());
    login.ifPresent(name -> known = Optional.of(new Known(session.login().token(), name)));
    return login
        .map(StepResult::done)
        .orElseGet(() -> StepResult.failed(GitHubAnswers.unreadable(answer, "a login")));
  }

  private record Known(Secret token, String login) {}
}
