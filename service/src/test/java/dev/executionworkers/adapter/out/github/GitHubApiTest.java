package dev.executionworkers.adapter.out.github;

import static org.assertj.core.api.Assertions.assertThat;

import dev.executionworkers.domain.command.BranchName;
import dev.executionworkers.domain.command.RepositoryName;
import dev.executionworkers.domain.command.RepositoryOwner;
import dev.executionworkers.domain.command.RepositoryRef;
import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GitHubApiTest {
  private static final RepositoryRef REPOSITORY =
      new RepositoryRef(new RepositoryOwner("platform"), new RepositoryName("appenv-7"));

  @ParameterizedTest
  @CsvSource({
    "https://api.github.com, https://api.github.com",
    "https://api.github.com/, https://api.github.com",
    "https://API.GitHub.com, https://API.GitHub.com",
    "https://ghe.example, https://ghe.example/api/v3",
    "https://ghe.example/, https://ghe.example/api/v3",
    "https://ghe.example/api/v3, https://ghe.example/api/v3",
    "https://ghe.example/api/v3/, https://ghe.example/api/v3",
    "https://ghe.example:8443, https://ghe.example:8443/api/v3",
    "https://proxy.example/github//, https://proxy.example/github",
    "https://github, https://github/api/v3",
    "https://git_hub.example, https://git_hub.example/api/v3",
    "https://api.octocorp.ghe.com, https://api.octocorp.ghe.com",
    "https://octocorp.ghe.com, https://octocorp.ghe.com/api/v3",
    "https://api.ghe.example, https://api.ghe.example/api/v3",
    "http://127.0.0.1:8081, http://127.0.0.1:8081",
    "http://127.0.0.1:8081/, http://127.0.0.1:8081",
    "http://127.0.0.1:8081/api/v3, http://127.0.0.1:8081/api/v3",
    "http://[::1]:8081, http://[::1]:8081",
    "http://localhost:8081, http://localhost:8081",
  })
  void findsTheApiBehindWhatWasConfigured(String configured, String base) {
    assertThat(GitHubApi.at(URI.create(configured)).base()).isEqualTo(base);
  }

  @ParameterizedTest
  @CsvSource({
    "main, main",
    "release/1.2, release%2F1.2",
    "feature/ünï#1, feature%2F%C3%BCn%C3%AF%231",
    "a+b&c=d;e, a%2Bb%26c%3Dd%3Be",
    "🚀, %F0%9F%9A%80",
  })
  void putsABranchIntoOneSegment(String branch, String segment) {
    URI address =
        GitHubApi.at(URI.create("https://ghe.example"))
            .protection(REPOSITORY, new BranchName(branch));
    assertThat(address.toString())
        .isEqualTo(
            "https://ghe.example/api/v3/repos/platform/appenv-7/branches/"
                + segment
                + "/protection");
    assertThat(address.getPath()).endsWith("/branches/" + branch + "/protection");
  }

  @Test
  void hasTheAddressesOfTheDocumentation() {
    GitHubApi api = GitHubApi.at(URI.create("https://api.github.com"));
    assertThat(api.repository(REPOSITORY))
        .hasToString("https://api.github.com/repos/platform/appenv-7");
    assertThat(api.repositoriesOf(REPOSITORY.owner()))
        .hasToString("https://api.github.com/orgs/platform/repos");
    assertThat(api.ownRepositories()).hasToString("https://api.github.com/user/repos");
    assertThat(api.authenticatedUser()).hasToString("https://api.github.com/user");
  }
}
