package dev.executionworkers.acceptance;

import static dev.executionworkers.acceptance.Platform.asked;
import static dev.executionworkers.acceptance.Platform.name;
import static dev.executionworkers.acceptance.Platform.repository;
import static dev.executionworkers.acceptance.Platform.secret;
import static dev.executionworkers.acceptance.Platform.traceId;
import static org.assertj.core.api.Assertions.assertThat;

import dev.executionworkers.simulators.delegated.Binding;
import dev.executionworkers.simulators.wire.Json;
import dev.executionworkers.simulators.wire.Received;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Each operation as it should go: what is answered, what was sent, what is there afterwards. */
@ExtendWith(SharedPlatform.class)
class OperationsTest {

  @Test
  void createsARepositoryAndTellsAllAboutIt(Platform platform) {
    String name = name("shop");
    Answer answer = platform.engine().post("/github/repos", repository(name));

    assertThat(answer.status()).as(answer.body()).isEqualTo(201);
    assertThat(answer.header("Content-Type")).contains("application/json");
    assertThat(answer.header("X-Operation-Id")).isPresent();
    JsonNode body = answer.json();
    assertThat(body.propertyNames())
        .containsExactlyInAnyOrder(
            "id",
            "name",
            "full_name",
            "private",
            "html_url",
            "clone_url",
            "ssh_url",
            "default_branch",
            "created");
    assertThat(body.path("id").asLong()).isPositive();
    assertThat(body.path("full_name").asString()).isEqualTo("platform/" + name);
    assertThat(body.path("private").asBoolean()).isTrue();
    assertThat(body.path("default_branch").asString()).isEqualTo("main");
    assertThat(body.path("created").asBoolean()).isTrue();
    assertThat(platform.systems().github().repository("platform", name).orElseThrow().branches())
        .containsExactly("main");
  }

  @Test
  void speaksToGitHubAsGitHubRecommendsAndPassesNothingOfOursOn(Platform platform) {
    String name = name("shop");
    platform
        .engine()
        .with("traceparent", "00-" + traceId() + "-00f067aa0ba902b7-01")
        .post("/github/repos", repository(name));

    List<Received> requests = asked(platform.gitHub(), name);
    assertThat(requests).extracting(Received::method).containsExactly("GET", "POST");
    assertThat(requests)
        .allSatisfy(request -> {
          assertThat(request.header("Authorization"))
              .hasValue("Bearer " + platform.systems().credentials().gitHubToken());
          assertThat(request.header("Accept")).hasValue("application/vnd.github+json");
          assertThat(request.header("X-GitHub-Api-Version")).isPresent();
          assertThat(request.header("User-Agent")).hasValue("execution-workers");
          assertThat(request.headers().has("X-Internal-Token")).isFalse();
          assertThat(request.headers().has("traceparent")).isFalse();
        });
    JsonNode sent = requests.getLast().json().orElseThrow();
    assertThat(sent.path("private").asBoolean()).isTrue();
    assertThat(sent.path("auto_init").asBoolean()).isTrue();
  }

  @Test
  void createsWhatTheRequestSays(Platform platform) {
    String name = name("public");
    Answer answer =
        platform
            .engine()
            .post(
                "/github/repos",
                "{\"owner\":\"bot\",\"name\":\"%s\",\"private\":false,\"autoInit\":false,"
                        .formatted(name)
                    + "\"description\":\"a \\\"shop\\\"\",\"unknown\":[1]}");

    assertThat(answer.status()).as(answer.body()).isEqualTo(201);
    var made = platform.systems().github().repository("bot", name).orElseThrow();
    assertThat(made.isPrivate()).isFalse();
    assertThat(made.description()).isEqualTo("a \"shop\"");
    assertThat(made.branches()).isEmpty();
  }

  @Test
  void adoptsARepositoryThatIsThereAsWanted(Platform platform) {
    String name = name("adopted");
    platform
        .systems()
        .github()
        .repository("platform", name, setup -> setup.isPrivate().branch("main"));
    Answer answer = platform.engine().post("/github/repos", repository(name));

    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    assertThat(answer.json().path("created").asBoolean(true)).isFalse();
    assertThat(asked(platform.gitHub(), name)).extracting(Received::method).containsExactly("GET");
  }

  @Test
  void protectsABranchAndWritesNothingWhenItIsProtected(Platform platform) {
    String id = name("env");
    var github = platform.systems().github();
    github.repository("platform", "appenv-" + id, setup -> setup.isPrivate().branch("main"));
    String body =
        "{\"applicationEnvironmentId\":\"" + id + "\",\"requiredApprovals\":2,\"more\":{}}";
    Answer first = platform.engine().post("/appenv/branch-protection", body);
    Answer second = platform.engine().post("/appenv/branch-protection", body);

    assertAccepted(first);
    assertAccepted(second);
    JsonNode protection = github.protection("platform", "appenv-" + id, "main").orElseThrow();
    assertThat(
            protection.at("/required_pull_request_reviews/required_approving_review_count").asInt())
        .isEqualTo(2);
    assertThat(asked(platform.gitHub(), "appenv-" + id))
        .extracting(Received::method)
        .containsExactly("GET", "PUT", "GET");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/appenv/secrets", "/appenv/secret-bindings", "/appenv/gitops-verify"})
  void handsDelegatedWorkOn(String path, Platform platform) {
    String id = name("env");
    String traceId = traceId();
    Answer answer =
        platform
            .engine()
            .with("traceparent", "00-" + traceId + "-00f067aa0ba902b7-01")
            .post(path, "{\"applicationEnvironmentId\":\"" + id + "\",\"extra\":{\"a\":[]}}");

    assertAccepted(answer);
    List<Received> requests = asked(platform.delegated(), id);
    assertThat(requests).hasSize(1);
    Received request = requests.getFirst();
    assertThat(request.path()).isEqualTo(path);
    assertThat(request.method()).isEqualTo("POST");
    assertThat(request.json().orElseThrow())
        .isEqualTo(Json.object().put("applicationEnvironmentId", id));
    assertThat(request.header("Content-Type")).hasValue("application/json");
    assertThat(request.header("Idempotency-Key").orElse("")).isNotBlank();
    assertThat(request.header("traceparent").orElse("")).matches("00-" + traceId + "-\\w{16}-01");
    assertThat(request.header("Authorization"))
        .hasValue("Bearer " + platform.systems().credentials().bearer());
    assertThat(request.headers().has("X-Internal-Token")).isFalse();
  }

  @Test
  void rotatesATokenAndHandsItToItsBindings(Platform platform) {
    String id = name("robot");
    String traceId = traceId();
    platform.systems().harbor().robot(id, "Before-It-Was-1");
    Answer answer =
        platform
            .engine()
            .with("traceparent", "00-" + traceId + "-00f067aa0ba902b7-01")
            .post("/secrets/bindings/update", secret(id));

    assertAccepted(answer);
    Binding binding = platform.systems().delegated().lastBinding(id).orElseThrow();
    assertThat(binding.token()).isEqualTo(platform.systems().harbor().secretOf(id));
    assertThat(binding.username()).isEqualTo("robot$" + id);
    assertThat(binding.generation()).isPositive();
    assertThat(platform.systems().harbor().secretChangesOf(id)).isEqualTo(1);
    Received handedOn = asked(platform.delegated(), id).getFirst();
    assertThat(handedOn.json().orElseThrow().propertyNames())
        .containsExactlyInAnyOrder("secretId", "token", "username", "generation");
    assertThat(handedOn.header("traceparent").orElse("")).contains(traceId);
    assertThat(handedOn.headers().has("X-Internal-Token")).isFalse();
  }

  private static void assertAccepted(Answer answer) {
    assertThat(answer.status()).as(answer.body()).isEqualTo(202);
    assertThat(answer.header("Content-Type")).contains("application/json");
    assertThat(answer.field("status")).isEqualTo("accepted");
    assertThat(answer.header("X-Operation-Id")).hasValue(answer.field("operationId"));
  }
}
