package dev.executionworkers.adapter.out.github;

import static org.assertj.core.api.Assertions.assertThat;

import dev.executionworkers.domain.outcome.Repository;
import dev.executionworkers.domain.outcome.Visibility;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RepositoryJsonTest {

  @ParameterizedTest
  @ValueSource(strings = {"private", "public", "internal"})
  void believesTheVisibilityMoreThanThePrivateFlag(String visibility) {
    assertThat(read("\"private\":true,\"visibility\":\"" + visibility + "\""))
        .map(Repository::visibility)
        .contains(new Visibility(visibility));
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void goesByThePrivateFlagOfAServerWithoutVisibility(boolean isPrivate) {
    String flag = "\"private\":" + isPrivate;
    assertThat(read(flag)).map(Repository::isPrivate).contains(isPrivate);
    assertThat(read(flag + ",\"visibility\":null")).map(Repository::isPrivate).contains(isPrivate);
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"\"", "7", "true", "[]", "{}"})
  void takesNoRepositoryWhoseVisibilityCannotBeRead(String visibility) {
    assertThat(read("\"private\":true,\"visibility\":" + visibility)).isEmpty();
  }

  private static Optional<Repository> read(String who) {
    return RepositoryJson.read(GitHubCodeHostTest.REPOSITORY.replace("\"private\":true", who));
  }
}
