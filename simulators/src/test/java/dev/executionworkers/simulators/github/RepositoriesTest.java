package dev.executionworkers.simulators.github;

import static dev.executionworkers.simulators.github.TestClient.header;
import static dev.executionworkers.simulators.github.TestClient.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.executionworkers.simulators.wire.Fault;
import dev.executionworkers.simulators.wire.RequestMatcher;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RepositoriesTest {

  private final GitHubSimulator github =
      GitHubSimulator.start()
          .organisation("platform")
          .user("alice")
          .user("bob")
          .admin("platform", "alice")
          .token("ghp_alice", "alice")
          .token("ghp_bob", "bob")
          .installationToken("ghs_app", "platform", true)
          .installationToken("ghs_weak", "platform", false);
  private final TestClient alice = new TestClient(github.apiUrl(), "ghp_alice");
  private final TestClient bob = new TestClient(github.apiUrl(), "ghp_bob");
  private final TestClient app = new TestClient(github.apiUrl(), "ghs_app");
  private final TestClient nobody = new TestClient(github.apiUrl(), "");

  @AfterEach
  void close() {
    List.of(alice, bob, app, nobody).forEach(TestClient::close);
    github.close();
  }

  private static void assertError(HttpResponse<String> answer, int status, String message) {
    assertThat(answer.statusCode()).isEqualTo(status);
    assertThat(json(answer).get("message").asString()).isEqualTo(message);
    assertThat(json(answer).get("status").asString()).isEqualTo(Integer.toString(status));
    assertThat(json(answer).get("documentation_url").asString()).startsWith("https://");
  }

  @Test
  void createsInAnOrganisationWithAFirstCommit() {
    HttpResponse<String> created =
        alice.post(
            "/orgs/platform/repos",
            """
            {"name":"appenv-7","private":true,"auto_init":true,"description":"seven"}\
            """);

    assertThat(created.statusCode()).isEqualTo(201);
    assertThat(header(created, "Location")).isEqualTo(github.apiUrl() + "/repos/platform/appenv-7");
    var body = json(created);
    assertThat(body.get("full_name").asString()).isEqualTo("platform/appenv-7");
    assertThat(body.get("private").asBoolean()).isTrue();
    assertThat(body.get("owner").get("type").asString()).isEqualTo("Organization");
    assertThat(body.get("html_url").asString()).isEqualTo("https://github.com/platform/appenv-7");
    assertThat(body.get("clone_url").asString())
        .isEqualTo("https://github.com/platform/appenv-7.git");
    assertThat(body.get("ssh_url").asString()).isEqualTo("git@github.com:platform/appenv-7.git");
    assertThat(body.get("default_branch").asString()).isEqualTo("main");
    assertThat(alice.get("/repos/platform/appenv-7/branches/main").statusCode()).isEqualTo(200);
    assertThat(github.repository("platform", "appenv-7").orElseThrow().description())
        .isEqualTo("seven");
    assertThat(github.creations()).isEqualTo(1);
  }

  @Test
  void createsPublicAndWithoutABranchByDefault() {
    HttpResponse<String> created = alice.post("/user/repos", "{\"name\":\"plain\"}");

    assertThat(created.statusCode()).isEqualTo(201);
    assertThat(json(created).get("private").asBoolean()).isFalse();
    assertThat(json(created).get("default_branch").asString()).isEqualTo("main");
    assertThat(json(created).get("owner").get("login").asString()).isEqualTo("alice");
    assertError(alice.get("/repos/alice/plain/branches/main"), 404, "Branch not found");
  }

  @Test
  void aFirstFileMakesTheBranch() {
    github.repository("alice", "empty", r -> {});
    String file = "{\"message\":\"first\",\"content\":\"aGk=\"}";

    assertThat(alice.put("/repos/alice/empty/contents/docs/a.md", file).statusCode())
        .isEqualTo(201);
    assertThat(alice.get("/repos/alice/empty/branches/main").statusCode()).isEqualTo(200);
    assertError(
        alice.put("/repos/alice/empty/contents/docs/a.md", file),
        422,
        "Invalid request.\n\n\"sha\" wasn't supplied.");
    assertError(
        alice.put("/repos/alice/empty/contents/x", "{\"content\":\"aGk=\"}"),
        422,
        "Invalid request.\n\n\"message\" wasn't supplied.");
    assertError(bob.put("/repos/alice/empty/contents/x", file), 404, "Not Found");
  }

  @Test
  void saysThatANameExistsWordForWord() {
    github.repository("alice", "Taken", r -> {});

    HttpResponse<String> answer = alice.post("/user/repos", "{\"name\":\"taken\"}");

    assertThat(answer.statusCode()).isEqualTo(422);
    assertThat(answer.body())
        .isEqualTo(
            "{\"message\":\"Repository creation failed.\",\"errors\":[{\"resource\":\"Repository\","
                + "\"code\":\"custom\",\"field\":\"name\",\"message\":\"name already exists on this"
                + " account\"}],\"documentation_url\":\"https://docs.github.com/rest/repos/repos"
                + "#create-a-repository-for-the-authenticated-user\",\"status\":\"422\"}");
    assertThat(github.creations()).isZero();
  }

  @Test
  void saysWhatIsWrongWithTheName() {
    HttpResponse<String> empty = alice.post("/user/repos", "{\"name\":\"\"}");
    assertError(empty, 422, "Repository creation failed.");
    assertThat(json(empty).get("errors").get(0).get("code").asString()).isEqualTo("missing_field");
    assertThat(json(empty).get("errors").get(1).get("message").asString())
        .isEqualTo("name is too short (minimum is 1 character)");

    assertError(
        alice.post("/user/repos", "{}"), 422, "Invalid request.\n\n\"name\" wasn't supplied.");
    assertError(alice.post("/user/repos", "{nonsense"), 400, "Problems parsing JSON");
    assertError(alice.post("/user/repos", "[]"), 400, "Body should be a JSON object");
    assertThat(alice.post("/user/repos", "{\"name\":\"" + "x".repeat(101) + "\"}").statusCode())
        .isEqualTo(422);
    assertThat(alice.post("/user/repos", "{\"name\":\"x\",\"private\":\"yes\"}").statusCode())
        .isEqualTo(422);
  }

  @Test
  void rewritesNamesItDoesNotLike() {
    HttpResponse<String> created = alice.post("/user/repos", "{\"name\":\"Kyles Repository\"}");

    assertThat(json(created).get("name").asString()).isEqualTo("Kyles-Repository");
    assertThat(alice.get("/repos/alice/Kyles%20Repository").statusCode()).isEqualTo(404);
    assertThat(json(alice.get("/repos/ALICE/kyles-repository")).get("name").asString())
        .isEqualTo("Kyles-Repository");
  }

  @Test
  void refusesPrivateRepositoriesWhereThePlanHasNone() {
    github.withoutPrivateRepositories("platform");

    HttpResponse<String> answer =
        alice.post("/orgs/platform/repos", "{\"name\":\"p\",\"private\":true}");

    assertError(
        answer,
        422,
        "Visibility can't be private. Please upgrade your subscription to create a new private"
            + " repository.");
    assertThat(json(answer).has("errors")).isFalse();
    assertThat(alice.post("/orgs/platform/repos", "{\"name\":\"p\"}").statusCode()).isEqualTo(201);
  }

  @Test
  void aPrivateRepositoryIsNotFoundByOthersAndYetExists() {
    github.repository("platform", "secret", r -> r.isPrivate());
    github.member("platform", "bob");
    assertThat(bob.get("/repos/platform/secret").statusCode()).isEqualTo(200);

    github.user("carol").token("ghp_carol", "carol");
    try (var carol = new TestClient(github.apiUrl(), "ghp_carol")) {
      assertError(carol.get("/repos/platform/secret"), 404, "Not Found");
    }
    assertError(nobody.get("/repos/platform/secret"), 404, "Not Found");

    github.repository("alice", "hidden", r -> r.isPrivate());
    assertError(bob.get("/repos/alice/hidden"), 404, "Not Found");
    github.repository("alice", "hidden", r -> r.collaborator("bob", Access.READ));
    assertThat(bob.get("/repos/alice/hidden").statusCode()).isEqualTo(200);
  }

  @Test
  void letsOnlyThoseCreateInAnOrganisationWhoMay() {
    String body = "{\"name\":\"x\"}";
    assertError(
        bob.post("/orgs/platform/repos", body),
        403,
        "You need admin access to the organization before adding a repository to it.");
    github.member("platform", "bob");
    assertThat(bob.post("/orgs/platform/repos", body).statusCode()).isEqualTo(201);
    github.membersMayNotCreate("platform");
    assertThat(bob.post("/orgs/platform/repos", "{\"name\":\"y\"}").statusCode()).isEqualTo(403);
    assertError(alice.post("/orgs/nowhere/repos", body), 404, "Not Found");
    assertError(alice.post("/orgs/alice/repos", body), 404, "Not Found");
    assertError(nobody.post("/orgs/platform/repos", body), 401, "Requires authentication");
  }

  @Test
  void installationTokensCreateInTheirOrganisationOnly() {
    String body = "{\"name\":\"x\"}";
    assertError(app.post("/user/repos", body), 403, "Resource not accessible by integration");
    assertError(app.get("/user"), 403, "Resource not accessible by integration");
    assertThat(app.post("/orgs/platform/repos", body).statusCode()).isEqualTo(201);
    try (var weak = new TestClient(github.apiUrl(), "ghs_weak")) {
      HttpResponse<String> refused = weak.post("/orgs/platform/repos", "{\"name\":\"y\"}");
      assertError(refused, 403, "Resource not accessible by integration");
      assertThat(header(refused, "X-Accepted-GitHub-Permissions"))
          .isEqualTo("administration=write");
    }
  }

  @Test
  void aRenameRedirectsToTheId() {
    github.repository("platform", "old", r -> r.branch("main"));
    long id = github.repository("platform", "old").orElseThrow().id();
    HttpResponse<String> renamed = alice.send("PATCH", "/repos/platform/old", "{\"name\":\"new\"}");
    assertThat(json(renamed).get("full_name").asString()).isEqualTo("platform/new");

    HttpResponse<String> read = alice.get("/repos/platform/old");
    HttpResponse<String> write = alice.put("/repos/platform/old/branches/a%2Fb/protection", "{}");

    String byId = github.apiUrl() + "/repositories/" + id;
    assertThat(read.statusCode()).isEqualTo(301);
    assertThat(header(read, "Location")).isEqualTo(byId);
    assertThat(json(read).get("message").asString()).isEqualTo("Moved Permanently");
    assertThat(json(read).get("url").asString()).isEqualTo(byId);
    assertThat(write.statusCode()).isEqualTo(307);
    assertThat(header(write, "Location")).isEqualTo(byId + "/branches/a%2Fb/protection");
    assertThat(alice.get("/repositories/" + id).statusCode()).isEqualTo(200);
    assertThat(alice.get("/repositories/" + id + "/branches/main").statusCode()).isEqualTo(200);

    assertThat(alice.post("/orgs/platform/repos", "{\"name\":\"old\"}").statusCode())
        .isEqualTo(201);
    assertThat(alice.get("/repos/platform/old").statusCode()).isEqualTo(200);
  }

  @Test
  void deletesForAdminsOnly() {
    github.repository("platform", "gone", r -> {});
    assertError(
        bob.send("DELETE", "/repos/platform/gone", ""),
        403,
        "Must have admin rights to Repository.");
    assertThat(alice.send("DELETE", "/repos/platform/gone", "").statusCode()).isEqualTo(204);
    assertError(alice.get("/repos/platform/gone"), 404, "Not Found");
  }

  @Test
  void aFreshRepositoryMayTakeAFewRequestsToAppear() {
    github.lagAfterCreate(Lag.REPOSITORY, 2).lagAfterCreate(Lag.BRANCH, 1);
    alice.post("/orgs/platform/repos", "{\"name\":\"slow\",\"auto_init\":true}");

    assertError(alice.get("/repos/platform/slow"), 404, "Not Found");
    assertThat(alice.post("/orgs/platform/repos", "{\"name\":\"slow\"}").statusCode())
        .isEqualTo(422);
    assertError(alice.get("/repos/platform/slow"), 404, "Not Found");
    assertThat(alice.get("/repos/platform/slow").statusCode()).isEqualTo(200);
    assertError(alice.get("/repos/platform/slow/branches/main"), 404, "Branch not found");
    assertThat(alice.get("/repos/platform/slow/branches/main").statusCode()).isEqualTo(200);
  }

  @Test
  void aLostAnswerLeavesTheRepositoryBehind() {
    github
        .server()
        .faults()
        .next(RequestMatcher.request("POST", "/orgs/.*"), new Fault.EffectThenReset());

    assertThat(catchThrowable(() -> alice.post("/orgs/platform/repos", "{\"name\":\"lost\"}")))
        .isInstanceOf(AssertionError.class);
    assertThat(github.creations("platform", "lost")).isEqualTo(1);
    assertThat(alice.get("/repos/platform/lost").statusCode()).isEqualTo(200);
  }

  @ParameterizedTest
  @CsvSource({"/users/platform,Organization", "/users/ALICE,User", "/orgs/platform,Organization"})
  void tellsUsersFromOrganisations(String path, String type) {
    assertThat(json(nobody.get(path)).get("type").asString()).isEqualTo(type);
  }

  @Test
  void knowsWhoAsks() {
    assertThat(json(alice.get("/user")).get("login").asString()).isEqualTo("alice");
    assertError(nobody.get("/user"), 401, "Requires authentication");
    assertError(alice.get("/orgs/alice"), 404, "Not Found");
    assertError(alice.get("/users/nobody"), 404, "Not Found");
  }

  @Test
  void servesTheSameUnderTheEnterprisePrefix() {
    github.repository("platform", "r", r -> {});
    try (var enterprise = new TestClient(github.enterpriseUrl(), "ghp_alice")) {
      var body = json(enterprise.get("/repos/platform/r"));
      assertThat(body.get("url").asString())
          .isEqualTo(github.enterpriseUrl() + "/repos/platform/r");
      assertThat(body.get("html_url").asString()).isEqualTo(github.apiUrl() + "/platform/r");
      github.rename("platform", "r", "s");
      assertThat(header(enterprise.get("/repos/platform/r"), "Location"))
          .startsWith(github.enterpriseUrl() + "/repositories/");
    }
  }
}
