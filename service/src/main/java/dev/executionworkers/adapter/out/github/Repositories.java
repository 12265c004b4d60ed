package dev.executionworkers.adapter.out.github;

import dev.executionworkers.adapter.out.exchange.Exchanged;
import dev.executionworkers.adapter.out.exchange.Exchanged.Answered;
import dev.executionworkers.adapter.out.exchange.Exchanged.Faulted;
import dev.executionworkers.adapter.out.exchange.Json;
import dev.executionworkers.adapter.out.github.GitHubLogin.Principal;
import dev.executionworkers.domain.command.CreateRepository;
import dev.executionworkers.domain.command.RepositoryOwner;
import dev.executionworkers.domain.command.RepositoryRef;
import dev.executionworkers.domain.outcome.Failure;
import dev.executionworkers.domain.outcome.Problem;
import dev.executionworkers.domain.outcome.Repository;
import dev.executionworkers.domain.outcome.StepResult;
import dev.executionworkers.port.out.CodeHost.Creation;
import java.util.Optional;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;

/** Finds and makes repositories. Thread-safe. */
final class Repositories {
  /** GitHub answers 404 to a token without it (google/go-github #681). */
  private static final String SCOPE = "; a classic token needs the scope repo";

  private final GitHubApi api;
  private final AuthenticatedUser user;

  Repositories(GitHubApi api) {
    this.api = api;
    this.user = new AuthenticatedUser(api);
  }

  /** One read. A private repository that the credentials cannot see is 404 too, not 403. */
  StepResult<Optional<Repository>> find(RepositoryRef repository, Session session) {
    Exchanged exchanged = session.get(api.repository(repository));
    return switch (exchanged) {
      case Answered answer when answer.status() == 200 ->
          RepositoryJson.read(answer.body())
              .map(found -> StepResult.done(Optional.of(found)))
              .orElseGet(() -> withoutRepository(answer));
      case Answered answer when GitHubAnswers.isMissing(answer) ->
          StepResult.done(Optional.empty());
      case Answered other -> session.failed(other);
      case Faulted fault -> session.failed(fault);
    };
  }

  /**
   * One write in the usual case. The owner is taken for an organisation until GitHub says that
   * there is none, since asking first would cost a read for every repository.
   */
  StepResult<Creation> create(CreateRepository wanted, Session session) {
    RepositoryOwner owner = wanted.repository().owner();
    if (user.isKnownAs(owner, session)) {
      return makeForItself(wanted, session);
    }
    Exchanged exchanged = session.post(api.repositoriesOf(owner), RepositoryJson.write(wanted));
    return exchanged instanceof Answered answer && GitHubAnswers.isMissing(answer)
        ? makeElsewhere(wanted, session)
        : made(exchanged, session);
  }

  private StepResult<Creation> makeElsewhere(CreateRepository wanted, Session session) {
    return switch (session.login().principal()) {
      case Principal.TokenHolder _ -> makeAsUser(wanted, session);
      case Principal.Installation _, Principal.App _ ->
          notForAnApp(wanted.repository().owner(), session);
    };
  }

  private StepResult<Creation> makeAsUser(CreateRepository wanted, Session session) {
    RepositoryOwner owner = wanted.repository().owner();
    return switch (user.is(owner, session)) {
      case StepResult.Done<Boolean>(Boolean same) ->
          same ? makeForItself(wanted, session) : notForTheToken(owner, session);
      case StepResult.Failed<Boolean>(Failure.Refused(var error))
          when error.problem() == Problem.PERMISSION_DENIED ->
          notForAnApp(owner, session); // GitHub shows no user to an App's token
      case StepResult.Failed<Boolean>(Failure failure) -> StepResult.failed(failure);
    };
  }

  private StepResult<Creation> makeForItself(CreateRepository wanted, Session session) {
    Exchanged exchanged = session.post(api.ownRepositories(), RepositoryJson.write(wanted));
    return exchanged instanceof Answered answer && GitHubAnswers.isMissing(answer)
        ? denied("the token may not create repositories for its own user" + SCOPE)
        : made(exchanged, session);
  }

  /**
   * An owner that is not there and one that hides from the token are 404 alike, but an organisation
   * is shown to everybody. What may be mended by another token is no definite no.
   */
  private StepResult<Creation> notForTheToken(RepositoryOwner owner, Session session) {
    return whenThere(
        owner,
        session,
        account ->
            account.path("type").stringValue("").equals("Organization")
                ? denied(
                    owner
                        + " is an organisation that the token cannot create repositories in"
                        + SCOPE)
                : foreign(owner));
  }

  /** {@code POST /user/repos} is not for Apps: a user's repositories are made by the user alone. */
  private StepResult<Creation> notForAnApp(RepositoryOwner owner, Session session) {
    return whenThere(
        owner,
        session,
        _ ->
            denied(
                owner
                    + " is a user's account, or an organisation that the GitHub App cannot create"
                    + " repositories in; a user's repositories need a token of that user"));
  }

  private StepResult<Creation> whenThere(
      RepositoryOwner owner, Session session, Function<JsonNode, StepResult<Creation>> then) {
    Exchanged exchanged = session.get(api.account(owner));
    return switch (exchanged) {
      case Answered answer when GitHubAnswers.isMissing(answer) -> foreign(owner);
      case Answered answer when answer.status() == 200 ->
          Json.read(answer.body())
              .filter(JsonNode::isObject)
              .map(then)
              .orElseGet(() -> StepResult.failed(GitHubAnswers.unreadable(answer, "an account")));
      case Answered other -> session.failed(other);
      case Faulted fault -> session.failed(fault);
    };
  }

  private static StepResult<Creation> made(Exchanged exchanged, Session session) {
    return switch (exchanged) {
      case Answered answer when answer.status() == 201 ->
          RepositoryJson.read(answer.body())
              .map(made -> StepResult.<Creation>done(new Creation.Made(made)))
              .orElseGet(() -> withoutRepository(answer));
      case Answered answer when answer.status() == 422 && ErrorBody.of(answer.body()).nameTaken() ->
          StepResult.done(new Creation.NameTaken());
      case Answered other -> session.failed(other);
      case Faulted fault -> session.failed(fault);
    };
  }

  private static StepResult<Creation> denied(String detail) {
    return StepResult.failed(GitHubAnswers.refused(Problem.PERMISSION_DENIED, 404, detail));
  }

  private static StepResult<Creation> foreign(RepositoryOwner owner) {
    String detail =
        owner
            + " is neither an organisation in which the credentials can create repositories, nor"
            + " their own user";
    return StepResult.failed(GitHubAnswers.refused(Problem.NOT_FOUND, 404, detail));
  }

  private static <T> StepResult<T> withoutRepository(Answered answer) {
    return StepResult.failed(GitHubAnswers.unreadable(answer, "a repository's data"));
  }
}
