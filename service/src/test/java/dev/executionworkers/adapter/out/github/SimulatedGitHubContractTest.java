package dev.executionworkers.adapter.out.github;

import dev.executionworkers.adapter.out.exchange.Exchanges;
import dev.executionworkers.adapter.out.exchange.HttpExchange;
import dev.executionworkers.domain.command.RepositoryOwner;
import dev.executionworkers.domain.command.Secret;
import dev.executionworkers.domain.outcome.Peer;
import dev.executionworkers.port.out.CodeHost;
import dev.executionworkers.port.out.CodeHostContract;
import dev.executionworkers.simulators.github.GitHubSimulator;
import dev.executionworkers.simulators.github.Lag;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;

/** The adapter over a socket; repositories are not visible at once. */
class SimulatedGitHubContractTest {

  @Nested
  class WhenTheOwnerIsAnOrganisation extends Contract {
    @Override
    protected RepositoryOwner owner() {
      return new RepositoryOwner("platform");
    }
  }

  @Nested
  class WhenTheOwnerIsTheAuthenticatedUser extends Contract {
    @Override
    protected RepositoryOwner owner() {
      return new RepositoryOwner("bot");
    }
  }

  abstract static class Contract extends CodeHostContract {
    private final GitHubSimulator github =
        GitHubSimulator.start()
            .organisation("platform")
            .user("bot")
            .admin("platform", "bot")
            .token("ghp_bot", "bot")
            .lagAfterCreate(Lag.REPOSITORY, 2)
            .lagAfterCreate(Lag.PROTECTION_NOT_FOUND, 1)
            .lagAfterCreate(Lag.PROTECTION_BRANCH_NOT_FOUND, 1);
    private final HttpExchange exchange = Exchanges.to(Peer.GIT_PROVIDER, github.apiUrl());
    private final CodeHost host =
        new GitHubCodeHost(
            exchange,
            github.apiUrl(),
            GitHubCredentials.ofToken(() -> Optional.of(Secret.of("ghp_bot"))));

    @AfterEach
    void stop() {
      exchange.close();
      github.close();
    }

    @Override
    protected CodeHost host() {
      return host;
    }
  }
}
