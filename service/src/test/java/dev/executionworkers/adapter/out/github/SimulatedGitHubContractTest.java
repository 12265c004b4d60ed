package dev.executionworkers.adapter.out.github;

import static dev.executionworkers.port.out.StepResults.problem;
import static org.assertj.core.api.Assertions.assertThat;

import dev.executionworkers.adapter.out.exchange.Exchanges;
import dev.executionworkers.adapter.out.exchange.HttpExchange;
import dev.executionworkers.domain.command.CreateRepository;
import dev.executionworkers.domain.command.RepositoryName;
import dev.executionworkers.domain.command.RepositoryOwner;
import dev.executionworkers.domain.command.RepositoryRef;
import dev.executionworkers.domain.command.Secret;
import dev.executionworkers.domain.outcome.Peer;
import dev.executionworkers.domain.outcome.Problem;
import dev.executionworkers.port.out.Attempt;
import dev.executionworkers.port.out.CodeHost;
import dev.executionworkers.port.out.CodeHostContract;
import dev.executionworkers.port.out.Standby;
import dev.executionworkers.simulators.github.GitHubSimulator;
import dev.executionworkers.simulators.github.Lag;
import java.time.InstantSource;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

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

  @Nested
  class WhenItIsAnApp extends Contract {
    @Override
    protected RepositoryOwner owner() {
      return new RepositoryOwner("platform");
    }

    @Override
    GitHubCredentials credentials() {
      return asAppIn(Optional.of(installation()));
    }
  }

  @Nested
  class WhenItIsAnAppThatLooksForItsInstallations extends Contract {
    @Override
    protected RepositoryOwner owner() {
      return new RepositoryOwner("platform");
    }

    @Override
    GitHubCredentials credentials() {
      return asAppIn(Optional.empty());
    }

    /** Where it is not installed, an App cannot even look. */
    @Override
    @Test
    protected void makesNothingForAnOwnerThatIsNotThere() {
      var ref = new RepositoryRef(new RepositoryOwner("nobody"), new RepositoryName("contract"));
      var wanted = new CreateRepository(ref, true, Optional.empty(), true);
      var attempt = new Attempt("contract", 1, false);
      assertThat(problem(host().create(wanted, attempt))).isEqualTo(Problem.PERMISSION_DENIED);
      assertThat(problem(host().find(ref, attempt))).isEqualTo(Problem.PERMISSION_DENIED);
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
    private final HttpExchange exchange =
        Exchanges.to(Peer.GIT_PROVIDER, github.apiUrl(), InstantSource.system());
    private final long installation = install();
    private final CodeHost host = new GitHubCodeHost(exchange, github.apiUrl(), credentials());

    private long install() {
      github.apps().register(77, "Iv23liAbc", AppKeys.KEY.getPublic());
      return github.apps().install(77, "platform", true);
    }

    final long installation() {
      return installation;
    }

    GitHubCredentials credentials() {
      return GitHubCredentials.ofToken(() -> Optional.of(Secret.of("ghp_bot")));
    }

    final GitHubCredentials asAppIn(Optional<Long> installed) {
      Secret key = Secret.of(AppKeys.pkcs1(AppKeys.KEY));
      return new AppCredentials(
          exchange,
          github.apiUrl(),
          new AppIdentity("Iv23liAbc", () -> key, installed),
          InstantSource.system(),
          () -> Standby.NONE);
    }

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
