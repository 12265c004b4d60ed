package dev.executionworkers.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import dev.executionworkers.adapter.out.github.AppKeys;
import dev.executionworkers.adapter.out.telemetry.log.CapturedLog;
import dev.executionworkers.simulators.github.GitHubSimulator;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole service as a GitHub App, by its settings. */
class GitHubAppTest {
  @TempDir Path folder;

  private final GitHubSimulator github =
      GitHubSimulator.start().organisation("platform").user("alice");

  @AfterEach
  void close() {
    github.close();
  }

  @Test
  void createsARepositoryThoughItsFirstTokenIsNotKnownAtOnce()
      throws IOException, InterruptedException {
    github.apps().register(77, "Iv23liAbc", AppKeys.KEY.getPublic());
    github.apps().install(77, "platform", true);
    github.apps().lagOfNewTokens(2);

    HttpResponse<String> answer = answerTo("{\"owner\":\"platform\",\"name\":\"appenv-7\"}");

    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
    assertThat(github.creations("platform", "appenv-7")).isEqualTo(1);
    assertThat(github.apps().tokensIssued()).isEqualTo(1);
  }

  @Test
  void saysAtOnceWhereItIsNotInstalled() throws IOException, InterruptedException {
    github.apps().register(77, "Iv23liAbc", AppKeys.KEY.getPublic());

    HttpResponse<String> answer = answerTo("{\"owner\":\"alice\",\"name\":\"appenv-7\"}");

    assertThat(answer.statusCode()).isEqualTo(502);
    assertThat(answer.body())
        .contains("git_permission_denied", "the GitHub App is not installed in alice");
  }

  private HttpResponse<String> answerTo(String body) throws IOException, InterruptedException {
    Service service = new Wiring().assemble(settings(), _ -> {});
    try (var log = new CapturedLog(Service.class.getName());
        HttpClient client = HttpClient.newHttpClient()) {
      service.start();
      int port = log.lines().getLast().get("port").asInt();
      return client.send(
          HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/github/repos"))
              .header("X-Internal-Token", "t")
              .header("Content-Type", "application/json")
              .POST(BodyPublishers.ofString(body))
              .build(),
          BodyHandlers.ofString());
    } finally {
      service.stop();
    }
  }

  private Settings settings() {
    return Environments.of("PORT", "0", "BIND_ADDRESS", "127.0.0.1", "INTERNAL_AUTH_TOKEN", "t")
        .with("DATA_DIR", folder.toString())
        .with("REQUEST_DEADLINE", "1m")
        .with("GITHUB_API_URL", github.apiUrl().toString())
        .with("GITHUB_APP_ID", "77")
        .with("GITHUB_APP_PRIVATE_KEY_FILE", "/run/key")
        .file("/run/key", AppKeys.pkcs1(AppKeys.KEY))
        .settings();
  }
}
