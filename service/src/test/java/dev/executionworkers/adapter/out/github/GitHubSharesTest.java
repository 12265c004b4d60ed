package dev.executionworkers.adapter.out.github;

import static dev.executionworkers.adapter.out.github.ScriptedExchange.answer;
import static org.assertj.core.api.Assertions.assertThat;

import dev.executionworkers.adapter.out.github.GitHubLogin.Principal;
import dev.executionworkers.domain.command.ApplyBranchProtection;
import dev.executionworkers.domain.command.BranchName;
import dev.executionworkers.domain.command.CreateRepository;
import dev.executionworkers.domain.command.EnvironmentId;
import dev.executionworkers.domain.command.RepositoryName;
import dev.executionworkers.domain.command.RepositoryOwner;
import dev.executionworkers.domain.command.RepositoryRef;
import dev.executionworkers.domain.command.Secret;
import dev.executionworkers.domain.outcome.StepResult;
import dev.executionworkers.port.out.Attempt;
import java.net.URI;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** For whom calls are made, where GitHub's limits are shared. */
class GitHubSharesTest {
  private static final Attempt ATTEMPT = new Attempt("key", 1, false);
  private static final RepositoryRef REF =
      new RepositoryRef(new RepositoryOwner("Platform"), new RepositoryName("Appenv-7"));

  private final ScriptedExchange github = new ScriptedExchange();

  private GitHubCodeHost host(Principal principal) {
    GitHubLogin login = new GitHubLogin(Secret.of("ghs_one"), principal);
    return new GitHubCodeHost(
        github, URI.create("https://ghe.example"), _ -> StepResult.done(login));
  }

  @Test
  void areByOwnerThenByWorkThenByRepository() {
    GitHubCodeHost host = host(new Principal.TokenHolder());
    github.then(answer(500, "")).then(answer(500, "")).then(answer(500, ""));

    host.find(REF, ATTEMPT);
    assertThat(github.last().sender().group()).containsExactly("platform", "CREATE", "appenv-7");

    host.create(new CreateRepository(REF, true, Optional.empty(), true), ATTEMPT);
    assertThat(github.last().sender().group()).containsExactly("platform", "CREATE", "appenv-7");

    host.protect(
        new ApplyBranchProtection(new EnvironmentId("7"), REF, new BranchName("main"), 1), ATTEMPT);
    assertThat(github.last().sender().group()).containsExactly("platform", "PROTECT", "appenv-7");
  }

  @Test
  void aTokenOfTheSettingsIsTheOnlyAccount() {
    github.then(answer(500, ""));
    host(new Principal.TokenHolder()).find(REF, ATTEMPT);

    assertThat(github.last().sender().account()).isEmpty();
  }

  @Test
  void eachInstallationIsAnAccountOfItsOwn() {
    github.then(answer(500, ""));
    host(new Principal.Installation(42)).find(REF, ATTEMPT);

    assertThat(github.last().sender().account()).isEqualTo("installation-42");
  }
}
