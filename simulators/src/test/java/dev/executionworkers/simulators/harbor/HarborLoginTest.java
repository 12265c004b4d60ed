package dev.executionworkers.simulators.harbor;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** How callers prove who they are, and what keeps them from it. */
class HarborLoginTest {

  private static final String CURRENT = "/api/v2.0/users/current";
  private static final String TOKEN = "/service/token?service=harbor-registry";
  private static final String OLD = "OldSecret1";

  private final HarborSimulator harbor = HarborSimulator.start().project("priv").robot("ci", OLD);
  private final HarborClient anonymous = HarborClient.anonymous(harbor);
  private final HarborClient admin = HarborClient.admin(harbor);
  private final HarborClient right = anonymous.as("robot$ci", OLD);
  private final HarborClient wrong = anonymous.as("robot$ci", "WrongSecret1");

  @AfterEach
  void stop() {
    harbor.close();
  }

  @Test
  void provesARobotByAPreconditionThatItFails() {
    var proof = right.get(CURRENT);
    var disproof = wrong.get(CURRENT);

    assertThat(proof.status()).isEqualTo(412);
    assertThat(proof.code()).isEqualTo("PRECONDITION");
    assertThat(proof.message())
        .isEqualTo("get current user not available for security context: robot");
    assertThat(disproof.status()).isEqualTo(401);
    assertThat(disproof.code()).isEqualTo("UNAUTHORIZED");
    assertThat(admin.get(CURRENT).json().path("sysadmin_flag").asBoolean()).isTrue();
  }

  @Test
  void mintsABearerForTheRegistryOnlyThatOutlivesItsRobot() {
    String bearer = right.get(TOKEN).json().path("token").asString();
    var registry = anonymous.withBearer(bearer);
    String tags = "/v2/priv/x/tags/list";

    harbor.overwriteSecret("ci", "NewSecret1").disable("ci", true).delete("ci");

    assertThat(registry.get(tags).status()).isEqualTo(404);
    assertThat(anonymous.get(tags).status()).isEqualTo(401);
    assertThat(registry.get(CURRENT).status()).isEqualTo(401);
    harbor.clock(() -> Instant.now().plus(Duration.ofMinutes(31)));
    assertThat(registry.get(tags).status()).isEqualTo(401);
  }

  @Test
  void answersAWrongSecretAtTheTokenServiceWithNothing() {
    assertThat(wrong.get(TOKEN).status()).isEqualTo(401);
    assertThat(wrong.get(TOKEN).body()).isEmpty();
    assertThat(right.get("/service/token?service=other").status()).isEqualTo(400);
    assertThat(right.get("/service/token").header("Content-Type")).startsWith("text/plain");
  }

  @Test
  void looksAtCredentialsWhereTheyMatter() {
    assertThat(right.get("/v2/").body()).isEqualTo("{}");
    assertThat(wrong.get("/v2/").message()).isEqualTo("unauthorized: unauthorized");
    assertThat(right.get("/api/v2.0/statistics").status()).isEqualTo(200);
    assertThat(right.get("/api/v2.0/configurations").status()).isEqualTo(403);
    assertThat(wrong.get("/api/v2.0/statistics").status()).isEqualTo(401);
  }

  @Test
  void provesNothingByTheProjects() {
    assertThat(wrong.get("/api/v2.0/projects").status()).isEqualTo(200);
    assertThat(anonymous.get("/api/v2.0/projects").names()).containsExactly("library");
    assertThat(admin.get("/api/v2.0/projects").names()).containsExactly("library", "priv");
  }

  @Test
  void treatsDisabledExpiredAndDeletedAlike() {
    harbor.disable("ci", true);
    assertThat(right.provesItself()).isEqualTo(401);

    harbor.disable("ci", false).expire("ci");
    assertThat(right.provesItself()).isEqualTo(401);

    harbor.delete("ci");
    assertThat(right.provesItself()).isEqualTo(401);
  }

  @Test
  void saysUnauthorizedToEverybodyWhileTheDatabaseIsDown() {
    harbor.databaseDown(true);

    assertThat(right.provesItself()).isEqualTo(401);
    assertThat(admin.provesItself()).isEqualTo(401);
    assertThat(admin.get("/api/v2.0/robots/1").status()).isEqualTo(401);
    assertThat(right.get(TOKEN).status()).isEqualTo(401);
    assertThat(right.get("/v2/").status()).isEqualTo(401);
    assertThat(admin.patchSecret(1, "NewSecret1234").code()).isEqualTo("UNKNOWN");
    assertThat(anonymous.get("/api/v2.0/ping").body()).isEqualTo("Pong");
    assertThat(anonymous.get("/api/v2.0/systeminfo").status()).isEqualTo(200);
    assertThat(anonymous.get("/api/v2.0/health").json().path("components").valueStream())
        .anyMatch(component ->
            component.path("name").asString().equals("database")
                && component.path("status").asString().equals("unhealthy"));
    assertThat(harbor.acceptsLogin("robot$ci", OLD)).isFalse();

    harbor.databaseDown(false);
    assertThat(right.provesItself()).isEqualTo(412);
    assertThat(harbor.secretOf("ci")).isEqualTo(OLD);
  }

  @Test
  @Timeout(60)
  void locksAUserButNoRobotOutWhileAWrongSecretIsSleptOn() {
    harbor.wrongSecretDelay(Duration.ofHours(1));
    var wrongAdmin = anonymous.as("admin", "nope");
    var sleptOn = Stream.of(wrong, wrongAdmin).map(HarborLoginTest::inBackground).toList();
    while (admin.provesItself() != 401) {
      Thread.onSpinWait();
    }

    assertThat(right.provesItself()).isEqualTo(412);
    assertThat(wrongAdmin.provesItself()).isEqualTo(401);
    assertThat(sleptOn).noneMatch(CompletableFuture::isDone);
  }

  @Test
  void endsTheLockWithThePause() {
    Duration delay = Duration.ofMillis(30);
    harbor.wrongSecretDelay(delay);
    long before = System.nanoTime();

    assertThat(anonymous.as("admin", "nope").provesItself()).isEqualTo(401);

    assertThat(Duration.ofNanos(System.nanoTime() - before)).isGreaterThanOrEqualTo(delay);
    assertThat(admin.provesItself()).isEqualTo(200);
  }

  @Test
  void handsOutASessionWithEveryAnswerAndRefusesWritesThatCarryOne() {
    var wrongButWithCookie =
        anonymous
            .as("admin", "nope")
            .send(
                "PATCH",
                "/api/v2.0/robots/1",
                "{\"secret\":\"NewSecret1234\"}",
                Map.of("Content-Type", "application/json", "Cookie", "sid=made-up"));

    assertThat(wrong.get(CURRENT).cookies()).anyMatch(c -> c.matches("sid=.+; Path=/; HttpOnly"));
    assertThat(wrongButWithCookie.status()).isEqualTo(403);
    assertThat(wrongButWithCookie.code()).isEqualTo("FORBIDDEN");
    assertThat(wrongButWithCookie.message()).isEqualTo("CSRF token not found in request");
    assertThat(harbor.secretOf("ci")).isEqualTo(OLD);
  }

  @Test
  void acceptsAWriteWithTheTokenThatASessionsReadGave() {
    var session = admin.send("GET", CURRENT, "", Map.of("Cookie", "sid=made-up"));
    String cookie =
        session.cookies().stream()
            .filter(c -> c.startsWith("_gorilla_csrf="))
            .findFirst()
            .orElseThrow()
            .split(";", 2)[0];
    String token = session.header("X-Harbor-CSRF-Token");

    assertThat(patchWith("sid=made-up; " + cookie, token)).isEqualTo(200);
    assertThat(patchWith("sid=made-up; " + cookie, "wrong")).isEqualTo(403);
    assertThat(patchWith("other=1", "")).isEqualTo(200);
  }

  @Test
  void returnsTheRequestIdItWasSent() {
    var answer = wrong.send("GET", CURRENT, "", Map.of("X-Request-Id", "r-1"));

    assertThat(answer.status()).isEqualTo(401);
    assertThat(answer.header("X-Request-Id")).isEqualTo("r-1");
  }

  @Test
  void listsNoRightToUpdateRobots() {
    var permissions = admin.get("/api/v2.0/permissions").json();

    assertThat(permissions.path("system").valueStream())
        .filteredOn(right -> right.path("resource").asString().equals("robot"))
        .extracting(right -> right.path("action").asString())
        .containsExactly("create", "delete", "list", "read");
    assertThat(right.get("/api/v2.0/permissions").status()).isEqualTo(403);
  }

  private static CompletableFuture<Integer> inBackground(HarborClient client) {
    return CompletableFuture.supplyAsync(
        client::provesItself, command -> Thread.ofVirtual().start(command));
  }

  private int patchWith(String cookie, String token) {
    return admin
        .send(
            "PATCH",
            "/api/v2.0/robots/1",
            "{\"secret\":\"NewSecret1234\"}",
            token.isEmpty()
                ? Map.of("Content-Type", "application/json", "Cookie", cookie)
                : Map.of(
                    "Content-Type",
                    "application/json",
                    "Cookie",
                    cookie,
                    "X-Harbor-CSRF-Token",
                    token))
        .status();
  }
}
