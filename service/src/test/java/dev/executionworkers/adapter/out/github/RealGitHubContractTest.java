package dev.executionworkers.adapter.out.github;

import static dev.executionworkers.port.out.StepResults.done;

import dev.executionworkers.adapter.out.exchange.Exchanges;
import dev.executionworkers.adapter.out.exchange.HttpExchange;
import dev.executionworkers.adapter.out.exchange.OutboundRequest;
import dev.executionworkers.adapter.out.exchange.OutboundRequest.Method;
import dev.executionworkers.domain.command.RepositoryOwner;
import dev.executionworkers.domain.command.RepositoryRef;
import dev.executionworkers.domain.command.Secret;
import dev.executionworkers.domain.outcome.Peer;
import dev.executionworkers.port.out.CodeHost;
import dev.executionworkers.port.out.CodeHostContract;
import dev.executionworkers.port.out.Standby;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

/**
 * The adapter against a real GitHub: {@code CODEHOST_CONTRACT_OWNER} (an organisation, or the
 * token's own user), {@code CODEHOST_CONTRACT_TOKEN} or an App by {@code CODEHOST_CONTRACT_APP_ID},
 * {@code CODEHOST_CONTRACT_APP_KEY_FILE} and {@code CODEHOST_CONTRACT_APP_INSTALLATION_ID}, {@code
 * CODEHOST_CONTRACT_API_URL} (the public API when absent), and {@code
 * CODEHOST_CONTRACT_PRIVATE=false} where the plan protects public repositories only. Repositories
 * are named {@code contract-…} and deleted afterwards if the token may; otherwise they stay.
 */
@EnabledIfEnvironmentVariable(
    named = "CODEHOST_CONTRACT_OWNER",
    matches = ".+",
    disabledReason = "set CODEHOST_CONTRACT_OWNER, and a token or an App, to run it")
class RealGitHubContractTest extends CodeHostContract {
  private static final Map<String, String> SETTINGS = System.getenv();

  private final URI apiUrl =
      URI.create(SETTINGS.getOrDefault("CODEHOST_CONTRACT_API_URL", "https://api.github.com"));
  private final HttpExchange exchange =
      Exchanges.to(Peer.GIT_PROVIDER, apiUrl, InstantSource.system());
  private final GitHubCredentials credentials =
      SETTINGS.containsKey("CODEHOST_CONTRACT_APP_ID") ? app() : token();
  private final CodeHost host = new GitHubCodeHost(exchange, apiUrl, credentials);

  private static GitHubCredentials token() {
    return GitHubCredentials.ofToken(
        () -> Optional.ofNullable(SETTINGS.get("CODEHOST_CONTRACT_TOKEN")).map(Secret::of));
  }

  private GitHubCredentials app() {
    Secret key = Secret.of(read(Path.of(setting("CODEHOST_CONTRACT_APP_KEY_FILE"))));
    long installation = Long.parseLong(setting("CODEHOST_CONTRACT_APP_INSTALLATION_ID"));
    return new AppCredentials(
        exchange,
        apiUrl,
        new AppIdentity(setting("CODEHOST_CONTRACT_APP_ID"), () -> key, Optional.of(installation)),
        InstantSource.system(),
        () -> Standby.NONE);
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String setting(String name) {
    return SETTINGS.getOrDefault(name, "");
  }

  @Override
  protected CodeHost host() {
    return host;
  }

  @Override
  protected RepositoryOwner owner() {
    return new RepositoryOwner(setting("CODEHOST_CONTRACT_OWNER"));
  }

  @Override
  protected boolean isPrivate() {
    return !"false".equals(SETTINGS.get("CODEHOST_CONTRACT_PRIVATE"));
  }

  /** GitHub asks for a second between requests that change something. */
  @Override
  protected void pause() {
    try {
      boolean over = new CountDownLatch(1).await(1, TimeUnit.SECONDS);
      assert !over;
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  /** The last thing that happens: a subclass's own clean-up would come before it. */
  @Override
  protected void dispose(List<RepositoryRef> repositories) {
    for (RepositoryRef repository : repositories) {
      exchange.send(
          OutboundRequest.of(Method.DELETE, GitHubApi.at(apiUrl).repository(repository))
              .with(
                  "Authorization", "Bearer " + done(credentials.login(owner())).token().reveal()));
      pause();
    }
    exchange.close();
  }
}
