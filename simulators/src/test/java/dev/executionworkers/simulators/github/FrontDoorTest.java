package dev.executionworkers.simulators.github;

import static dev.executionworkers.simulators.github.TestClient.header;
import static dev.executionworkers.simulators.github.TestClient.json;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FrontDoorTest {

  private static final Instant START = Instant.parse("2026-05-01T12:00:00Z");

  private final AtomicReference<Instant> now = new AtomicReference<>(START);
  private final GitHubSimulator github =
      GitHubSimulator.start(0, now::get)
          .user("alice")
          .token("ghp_1", "alice")
          .token("ghp_2", "alice")
          .repository("alice", "r", r -> r.branch("main"));
  private final TestClient alice = new TestClient(github.apiUrl(), "ghp_1");

  @AfterEach
  void close() {
    alice.close();
    github.close();
  }

  private void pass(Duration time) {
    now.updateAndGet(before -> before.plus(time));
  }

  @Test
  void refusesCredentialsItDoesNotKnow() {
    try (var stranger = new TestClient(github.apiUrl(), "ghp_unknown")) {
      HttpResponse<String> answer = stranger.get("/repos/alice/r");
      assertThat(answer.statusCode()).isEqualTo(401);
      assertThat(json(answer).get("message").asString()).isEqualTo("Bad credentials");
    }
    github.revoke("ghp_1");
    assertThat(alice.get("/user").statusCode()).isEqualTo(401);
  }

  @Test
  void takesBothSchemesOfAuthorization() throws Exception {
    for (String credentials : new String[] {"Bearer ghp_1", "token ghp_1", "bearer ghp_1"}) {
      assertThat(userWith(credentials)).startsWith("HTTP/1.1 200 ");
    }
    assertThat(userWith("Basic Z2hwXzE6")).startsWith("HTTP/1.1 401 ");
  }

  private String userWith(String credentials) throws IOException {
    return TestClient.raw(
        github.apiUrl(),
        """
        GET /user HTTP/1.1
        User-Agent: test
        Connection: close
        Authorization: %s
        """
            .formatted(credentials));
  }

  @Test
  void wantsAUserAgent() throws Exception {
    String head = "GET /users/alice HTTP/1.1\r\nConnection: close\r\n";

    assertThat(TestClient.raw(github.apiUrl(), head))
        .startsWith("HTTP/1.1 403 ")
        .contains("Please make sure your request has a User-Agent header");
  }

  @Test
  void knowsTwoVersionsOfTheApi() {
    HttpResponse<String> old = alice.get("/user", "X-GitHub-Api-Version", "2022-11-28");
    assertThat(header(old, "Sunset")).startsWith("Fri, 10 Mar 2028");
    HttpResponse<String> current = alice.get("/user", "X-GitHub-Api-Version", "2026-03-10");
    assertThat(current.statusCode()).isEqualTo(200);
    assertThat(header(current, "Sunset")).isEmpty();
    assertThat(alice.get("/user", "X-GitHub-Api-Version", "2020-01-01").statusCode())
        .isEqualTo(400);
  }

  @Test
  void givesEveryAnswerAnIdAndItsLimits() {
    HttpResponse<String> first = alice.get("/user");
    HttpResponse<String> missing = alice.get("/nothing/here");

    assertThat(missing.statusCode()).isEqualTo(404);
    assertThat(json(missing).get("message").asString()).isEqualTo("Not Found");
    assertThat(header(missing, "X-GitHub-Request-Id"))
        .isNotEmpty()
        .isNotEqualTo(header(first, "X-GitHub-Request-Id"));
    assertThat(header(first, "x-ratelimit-limit")).isEqualTo("5000");
    assertThat(header(first, "x-ratelimit-remaining")).isEqualTo("4999");
    assertThat(header(missing, "x-ratelimit-remaining")).isEqualTo("4998");
    assertThat(header(first, "x-ratelimit-reset"))
        .isEqualTo(Long.toString(START.plus(Duration.ofHours(1)).getEpochSecond()));
    assertThat(header(first, "Date")).isEqualTo("Fri, 01 May 2026 12:00:00 GMT");
  }

  @Test
  void aConditionalReadThatFindsNothingNewIsFree() {
    String tag = header(alice.get("/repos/alice/r"), "ETag");

    HttpResponse<String> same = alice.get("/repos/alice/r", "If-None-Match", tag);
    assertThat(same.statusCode()).isEqualTo(304);
    assertThat(header(same, "x-ratelimit-used")).isEqualTo("1");
    github.repository("alice", "r", r -> r.description("new"));
    assertThat(alice.get("/repos/alice/r", "If-None-Match", tag).statusCode()).isEqualTo(200);
  }

  @Test
  void allTokensOfAUserShareOneHour() {
    github.limits().requestsPerHour(2);
    try (var other = new TestClient(github.apiUrl(), "ghp_2")) {
      assertThat(alice.get("/user").statusCode()).isEqualTo(200);
      HttpResponse<String> last = other.get("/repos/alice/none");
      assertThat(last.statusCode()).isEqualTo(404);
      assertThat(header(last, "x-ratelimit-remaining")).isEqualTo("0");

      HttpResponse<String> refused = alice.get("/user");
      assertThat(refused.statusCode()).isEqualTo(403);
      assertThat(header(refused, "x-ratelimit-remaining")).isEqualTo("0");
      assertThat(json(refused).get("message").asString())
          .startsWith("API rate limit exceeded for user ID ");
      assertThat(github.limits().refusals()).isEqualTo(1);
    }
    pass(Duration.ofHours(1));
    assertThat(alice.get("/user").statusCode()).isEqualTo(200);
  }

  @Test
  void tellsWhatIsLeftWithoutTakingFromIt() {
    alice.get("/user");
    alice.get("/rate_limit");

    var core = json(alice.get("/rate_limit")).get("resources").get("core");
    assertThat(core.get("used").asInt()).isEqualTo(1);
    assertThat(core.get("remaining").asInt()).isEqualTo(4999);
  }

  @Test
  void aPrimaryLimitCanBePutOn() {
    github.limits().primary(Duration.ofMillis(90_500), 429);

    HttpResponse<String> refused = alice.get("/user");
    assertThat(refused.statusCode()).isEqualTo(429);
    assertThat(header(refused, "x-ratelimit-remaining")).isEqualTo("0");
    assertThat(header(refused, "x-ratelimit-reset"))
        .isEqualTo(Long.toString(START.getEpochSecond() + 91));
    assertThat(header(refused, "retry-after")).isEmpty();
    assertThat(alice.get("/rate_limit").statusCode()).isEqualTo(200);
    pass(Duration.ofMillis(90_500));
    assertThat(alice.get("/user").statusCode()).isEqualTo(200);
  }

  @Test
  void aSecondaryLimitSaysHowLongOrOnlyItsBodyTells() {
    github.limits().secondary(Duration.ofMillis(2_500));
    pass(Duration.ofSeconds(1));
    HttpResponse<String> hinted = alice.get("/user");
    assertThat(hinted.statusCode()).isEqualTo(403);
    assertThat(header(hinted, "retry-after")).isEqualTo("2");
    assertThat(header(hinted, "x-ratelimit-remaining")).isNotEqualTo("0");

    github.limits().secondaryBare(Duration.ofMinutes(1));
    HttpResponse<String> bare = alice.get("/user");
    assertThat(bare.statusCode()).isEqualTo(403);
    assertThat(header(bare, "retry-after")).isEmpty();
    assertThat(json(bare).get("message").asString())
        .startsWith("You have exceeded a secondary rate limit");

    github.limits().contentCreation(Duration.ofMinutes(1));
    assertThat(alice.get("/user").statusCode()).isEqualTo(200);
    HttpResponse<String> write = alice.post("/user/repos", "{\"name\":\"x\"}");
    assertThat(write.statusCode()).isEqualTo(403);
    assertThat(json(write).get("message").asString())
        .contains("temporarily blocked from content creation");

    github.limits().lift();
    assertThat(alice.post("/user/repos", "{\"name\":\"x\"}").statusCode()).isEqualTo(201);
  }
}
