package dev.executionworkers.adapter.out.github;

import dev.executionworkers.adapter.out.exchange.Exchange;
import dev.executionworkers.adapter.out.github.GitHubLogin.Principal;
import dev.executionworkers.domain.command.RepositoryOwner;
import dev.executionworkers.domain.outcome.Problem;
import dev.executionworkers.domain.outcome.StepResult;
import dev.executionworkers.port.out.Standby;
import java.net.URI;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * A GitHub App: its private key is exchanged for a token of the installation in the repository's
 * owner, for an hour at a time. Thread-safe.
 */
public final class AppCredentials implements GitHubCredentials {
  /** Beyond so many, owners in which the App is not installed are forgotten. */
  private static final int MANY_OWNERS = 64;

  private final AppCalls calls;
  private final Optional<Long> configured;
  private final InstantSource clock;
  private final Map<String, InstallationTokens> byOwner = new ConcurrentHashMap<>();

  /**
   * Calls nothing yet.
   *
   * @param exchange bound to the origin of {@code apiUrl}
   * @param apiUrl as {@link GitHubCodeHost} takes it
   * @param clock the one that {@code exchange} goes by
   * @param standby how each call of the App's own waits until it may be sent: all who want the
   *     owner's token wait for it, so that none of them stands by
   */
  public AppCredentials(
      Exchange exchange,
      URI apiUrl,
      AppIdentity app,
      InstantSource clock,
      Supplier<Standby> standby) {
    this.calls = new AppCalls(exchange, GitHubApi.at(apiUrl), new AppJwts(app, clock), standby);
    this.configured = app.installation();
    this.clock = clock;
  }

  @Override
  public StepResult<GitHubLogin> login(RepositoryOwner owner) {
    return tokensOf(owner)
        .get()
        .map(it -> new GitHubLogin(it.token(), new Principal.Installation(it.installation())));
  }

  /** Always so: either it is too young, or the next one is new. */
  @Override
  public boolean mayPass(RepositoryOwner owner, GitHubLogin rejected) {
    tokensOf(owner).rejected(rejected.token());
    return true;
  }

  private InstallationTokens tokensOf(RepositoryOwner owner) {
    if (byOwner.size() > MANY_OWNERS) {
      byOwner.values().removeIf(InstallationTokens::isIdle);
    }
    String key = configured.isPresent() ? "" : owner.value().toLowerCase(Locale.ROOT);
    return byOwner.computeIfAbsent(
        key, _ -> new InstallationTokens(new Renewal(owner)::next, clock));
  }

  /** Gets one owner's tokens. Used by one thread at a time. */
  private final class Renewal {
    private final RepositoryOwner owner;
    private volatile Optional<Long> installation = configured;

    Renewal(RepositoryOwner owner) {
      this.owner = owner;
    }

    /** An App that was removed and installed again has a new installation. */
    StepResult<InstallationToken> next() {
      Optional<Long> known = installation;
      return known.isEmpty()
          ? found()
          : calls
              .token(known.get())
              .then(token ->
                  token
                      .map(StepResult::done)
                      .orElseGet(() -> configured.isPresent() ? notThere(known.get()) : found()));
    }

    private StepResult<InstallationToken> found() {
      installation = Optional.empty();
      return calls
          .installationOf(owner)
          .then(found -> found.map(this::first).orElseGet(() -> notInstalled(owner)));
    }

    private StepResult<InstallationToken> first(long found) {
      return calls
          .token(found)
          .then(token -> {
            installation = token.map(InstallationToken::installation);
            return token.map(StepResult::done).orElseGet(() -> notThere(found));
          });
    }
  }

  private static StepResult<InstallationToken> notThere(long installation) {
    return denied(
        "the GitHub App has no installation "
            + installation
            + ": it was removed, or is another App's (GITHUB_APP_INSTALLATION_ID)");
  }

  private static StepResult<InstallationToken> notInstalled(RepositoryOwner owner) {
    return denied("the GitHub App is not installed in " + owner + ", or there is no such account");
  }

  private static StepResult<InstallationToken> denied(String detail) {
    return StepResult.failed(GitHubAnswers.refused(Problem.PERMISSION_DENIED, 404, detail));
  }
}
