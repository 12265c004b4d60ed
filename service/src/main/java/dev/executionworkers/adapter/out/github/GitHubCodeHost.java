package dev.executionworkers.adapter.out.github;

import dev.executionworkers.adapter.out.exchange.Exchange;
import dev.executionworkers.adapter.out.exchange.OutboundRequest;
import dev.executionworkers.adapter.out.exchange.OutboundRequest.Method;
import dev.executionworkers.adapter.out.exchange.OutboundRequest.Sender;
import dev.executionworkers.domain.command.ApplyBranchProtection;
import dev.executionworkers.domain.command.CreateRepository;
import dev.executionworkers.domain.command.RepositoryOwner;
import dev.executionworkers.domain.command.RepositoryRef;
import dev.executionworkers.domain.outcome.DomainError;
import dev.executionworkers.domain.outcome.Failure;
import dev.executionworkers.domain.outcome.Repository;
import dev.executionworkers.domain.outcome.StepResult;
import dev.executionworkers.port.out.Attempt;
import dev.executionworkers.port.out.CodeHost;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/** GitHub, public or Enterprise, behind its REST API. Thread-safe. */
public final class GitHubCodeHost implements CodeHost {
  private static final int UNAUTHORIZED = 401;

  private final Exchange exchange;
  private final GitHubCredentials credentials;
  private final Repositories repositories;
  private final BranchProtections protections;

  /**
   * A code host; calls nothing yet.
   *
   * @param exchange bound to the origin of {@code apiUrl}
   * @param apiUrl absolute; {@code https://api.github.com}, or an Enterprise Server with or without
   *     its {@code /api/v3/}, which is appended where no path is given, except for {@code
   *     localhost} and addresses without a name
   */
  public GitHubCodeHost(Exchange exchange, URI apiUrl, GitHubCredentials credentials) {
    GitHubApi api = GitHubApi.at(apiUrl);
    this.exchange = exchange;
    this.credentials = credentials;
    this.repositories = new Repositories(api);
    this.protections = new BranchProtections(api);
  }

  /**
   * A read by which one sees whether GitHub is well again: it counts against no limit ("REST API
   * endpoints for rate limits"), and without credentials against nobody.
   */
  public static OutboundRequest probe(URI apiUrl) {
    return OutboundRequest.of(Method.GET, GitHubApi.at(apiUrl).rateLimit());
  }

  @Override
  public StepResult<Optional<Repository>> find(RepositoryRef repository, Attempt attempt) {
    return as(repository, Work.CREATE, attempt, session -> repositories.find(repository, session));
  }

  @Override
  public StepResult<Creation> create(CreateRepository wanted, Attempt attempt) {
    return as(
        wanted.repository(), Work.CREATE, attempt, session -> repositories.create(wanted, session));
  }

  @Override
  public StepResult<Protection> protect(ApplyBranchProtection wanted, Attempt attempt) {
    return as(
        wanted.repository(),
        Work.PROTECT,
        attempt,
        session -> protections.protect(wanted, session));
  }

  private <T> StepResult<T> as(
      RepositoryRef repository,
      Work work,
      Attempt attempt,
      Function<Session, StepResult<T>> calls) {
    RepositoryOwner owner = repository.owner();
    return credentials
        .login(owner)
        .then(login -> {
          String account = login.principal().account();
          Sender sender = new Sender(account, share(repository, work), attempt.standby());
          return judged(calls.apply(new Session(exchange::send, login, sender)), owner, login);
        });
  }

  /** What is wanted of a repository. */
  private enum Work {
    CREATE,
    PROTECT
  }

  /**
   * What GitHub allows is shared among owners; of each, among what is begun and what is new, so
   * that an environment whose repository is there does not wait for all that have none; and of
   * these among repositories.
   */
  private static List<String> share(RepositoryRef repository, Work work) {
    return List.of(
        repository.owner().value().toLowerCase(Locale.ROOT),
        work.name(),
        repository.name().value().toLowerCase(Locale.ROOT));
  }

  /** A 401 is no definite no where the next attempt may be let in; nothing has happened either. */
  private <T> StepResult<T> judged(StepResult<T> result, RepositoryOwner owner, GitHubLogin login) {
    return result instanceof StepResult.Failed<T>(Failure.Refused(DomainError error))
            && error.peerStatus() == UNAUTHORIZED
            && credentials.mayPass(owner, login)
        ? StepResult.failed(new Failure.NotYet(error))
        : result;
  }
}
