package dev.executionworkers.adapter.out.github;

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
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

/**
 * The adapter against a real GitHub: {@code CODEHOST_CONTRACT_TOKEN}, {@code
 * CODEHOST_CONTRACT_OWNER} (an organisation, or the token's own user), {@code
 * CODEHOST_CONTRACT_API_URL} (the public API when absent), and {@code
 * CODEHOST_CONTRACT_PRIVATE=false} where the plan protects public repositories only. Repositories
 * are named {@code contract-…} and deleted afterwards if the token may; otherwise they stay.
 */
@EnabledIfEnvironmentVariable(
    named = "CODEHOST_CONTRACT_TOKEN",
    matches = ".+",
    disabledReason = "set CODEHOST_CONTRACT_TOKEN and CODEHOST_CONTRACT_OWNER to run it")
@EnabledIfEnvironmentVariable(
    named = "CODEHOST_CONTRACT_OWNER",
    matches = ".+",
    disabledReason = "set CODEHOST_CONTRACT_TOKEN and CODEHOST_CONTRACT_OWNER to run it")
class RealGitHubContractTest extends CodeHostContract {
  private static final Map<String, String> SETTINGS = System.getenv();

  private final URI apiUrl =
      URI.create(SETTINGS.getOrDefault("CODEHOST_CONTRACT_API_URL", "https://api.github.com"));
  private final Secret token = Secret.of(SETTINGS.getOrDefault("CODEHOST_CONTRACT_TOKEN", ""));
  private final HttpExchange exchange = Exchanges.to(Peer.GIT_PROVIDER, apiUrl);
  private final CodeHost host =
      new GitHubCodeHost(exchange, apiUrl, GitHubCredentials.ofToken(() -> Optional.of(token)));

  @AfterEach
  void stop() {
    exchange.close();
  }

  @Override
  protected CodeHost host() {
    return host;
  }

  @Override
  protected RepositoryOwner owner() {
    return new RepositoryOwner(SETTINGS.getOrDefault("CODEHOST_CONTRACT_OWNER", ""));
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

  @Override
  protected void dispose(List<RepositoryRef> repositories) {
    for (RepositoryRef repository : repositories) {
      exchange.send(
          OutboundRequest.of(Method.DELETE, GitHubApi.at(apiUrl).repository(repository))
              .with("Authorization", "Bearer " + token.reveal()));
      pause();
    }
  }
}
