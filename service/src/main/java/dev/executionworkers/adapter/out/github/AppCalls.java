package dev.executionworkers.adapter.out.github;

import dev.executionworkers.adapter.out.exchange.Exchange;
import dev.executionworkers.adapter.out.exchange.Exchanged;
import dev.executionworkers.adapter.out.exchange.Exchanged.Answered;
import dev.executionworkers.adapter.out.exchange.Json;
import dev.executionworkers.adapter.out.exchange.OutboundRequest.Sender;
import dev.executionworkers.adapter.out.exchange.PeerClock;
import dev.executionworkers.adapter.out.github.GitHubLogin.Principal;
import dev.executionworkers.domain.command.RepositoryOwner;
import dev.executionworkers.domain.command.Secret;
import dev.executionworkers.domain.outcome.DomainError;
import dev.executionworkers.domain.outcome.Failure;
import dev.executionworkers.domain.outcome.Problem;
import dev.executionworkers.domain.outcome.StepResult;
import dev.executionworkers.port.out.Standby;
import java.net.URI;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import tools.jackson.databind.JsonNode;

/**
 * What the App asks GitHub for as itself. Whatever fails here, what it was needed for was never
 * sent; and it is never the caller's fault, so that nothing here is a 4xx. Thread-safe.
 */
final class AppCalls {
  /** GitHub's answer, a 404, to a JWT of an App that it does not have. */
  private static final String UNKNOWN_APP = "Integration not found";

  private final Exchange exchange;
  private final GitHubApi api;
  private final AppJwts jwts;
  private final Supplier<Standby> standby;

  AppCalls(Exchange exchange, GitHubApi api, AppJwts jwts, Supplier<Standby> standby) {
    this.exchange = exchange;
    this.api = api;
    this.jwts = jwts;
    this.standby = standby;
  }

  /**
   * The installation in {@code owner}; empty when there is none. GitHub finds organisations by the
   * users' address too, though it does not say so: so the other is asked before one gives up.
   */
  StepResult<Optional<Long>> installationOf(RepositoryOwner owner) {
    return installation(api.installationOfUser(owner))
        .then(found ->
            found.isPresent()
                ? StepResult.done(found)
                : installation(api.installationOfOrganisation(owner)));
  }

  private StepResult<Optional<Long>> installation(URI address) {
    Session session = session();
    Exchanged exchanged = session.get(address);
    if (isMissing(exchanged)) {
      return StepResult.done(Optional.empty());
    }
    if (!(exchanged instanceof Answered answer) || answer.status() != 200) {
      return failed(exchanged, session);
    }
    return Json.read(answer.body())
        .map(body -> body.path("id").longValue(0))
        .filter(id -> id > 0)
        .map(id -> StepResult.done(Optional.of(id)))
        .orElseGet(() -> failed(GitHubAnswers.unreadable(answer, "an installation's id")));
  }

  /** A new token of the installation; empty when there is no such installation. */
  StepResult<Optional<InstallationToken>> token(long installation) {
    Session session = session();
    Exchanged exchanged = session.postWithoutContent(api.accessTokens(installation), Json.object());
    if (isMissing(exchanged)) {
      return StepResult.done(Optional.empty());
    }
    if (!(exchanged instanceof Answered answer) || answer.status() != 201) {
      return failed(exchanged, session);
    }
    return Json.read(answer.body())
        .flatMap(body -> token(body, installation, answer))
        .map(token -> StepResult.done(Optional.of(token)))
        .orElseGet(() -> failed(GitHubAnswers.unreadable(answer, "a token and its end")));
  }

  /** Its end is measured against the answer's {@code Date}, so that our clock may be wrong. */
  private static Optional<InstallationToken> token(
      JsonNode body, long installation, Answered answer) {
    return Optional.of(body.path("token").stringValue(""))
        .filter(text -> GitHubCredentials.TOKEN.matcher(text).matches())
        .flatMap(text ->
            instant(body.path("expires_at").stringValue(""))
                .map(end -> Duration.between(PeerClock.at(answer), end))
                .map(left ->
                    new InstallationToken(
                        Secret.of(text),
                        installation,
                        answer.receivedAt(),
                        answer.receivedAt().plus(left))));
  }

  private static Optional<Instant> instant(String text) {
    try {
      return Optional.of(Instant.parse(text));
    } catch (DateTimeException unreadable) {
      return Optional.empty();
    }
  }

  private Session session() {
    // An App has limits of its own, apart from its installations'.
    Principal app = new Principal.App();
    Sender sender = new Sender(app.account(), List.of(), standby.get());
    return new Session(exchange::send, new GitHubLogin(jwts.next(), app), sender);
  }

  private static boolean isMissing(Exchanged exchanged) {
    return exchanged instanceof Answered answer
        && GitHubAnswers.isMissing(answer)
        && !ErrorBody.of(answer.body()).message().equals(UNKNOWN_APP);
  }

  private <T> StepResult<T> failed(Exchanged exchanged, Session session) {
    Failure failure = GitHubAnswers.classify(exchanged, session.shown());
    if (exchanged instanceof Answered answer) {
      if (answer.status() == 401 && jwts.correctedBy(answer)) {
        return failed(new Failure.NotYet(failure.error()));
      }
      if (GitHubAnswers.isMissing(answer)) {
        return failed(refused(Problem.CREDENTIALS_REJECTED, failure.error()));
      }
    }
    return failed(failure);
  }

  private static <T> StepResult<T> failed(Failure failure) {
    DomainError error = named(failure.error());
    boolean finalRefusal = failure instanceof Failure.Refused && !error.problem().retryable();
    return StepResult.failed(
        finalRefusal
            ? refused(Problem.PERMISSION_DENIED, error)
            : failure.withoutEffect().with(error));
  }

  private static Failure refused(Problem problem, DomainError error) {
    return new Failure.Refused(
        new DomainError(error.peer(), problem, error.peerStatus(), error.detail()));
  }

  private static DomainError named(DomainError error) {
    return new DomainError(
        error.peer(),
        error.problem(),
        error.peerStatus(),
        "no token for the GitHub App: " + error.detail());
  }
}
