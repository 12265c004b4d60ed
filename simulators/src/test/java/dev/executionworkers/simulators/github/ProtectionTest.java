package dev.executionworkers.simulators.github;

import static dev.executionworkers.simulators.github.TestClient.json;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class ProtectionTest {

  private static final String PATH = "/repos/platform/r/branches/main/protection";
  private static final String OFF =
      """
      {"required_status_checks":null,"enforce_admins":null,
       "required_pull_request_reviews":null,"restrictions":null}\
      """;
  private static final String FULL =
      """
      {"required_status_checks":{"strict":true,
         "checks":[{"context":"ci","app_id":15368},{"context":"lint","app_id":-1}]},
       "enforce_admins":true,
       "required_pull_request_reviews":{"dismissal_restrictions":{"users":["alice"],"teams":[]},
         "dismiss_stale_reviews":true,"require_code_owner_reviews":true,
         "required_approving_review_count":2,"require_last_push_approval":true,
         "bypass_pull_request_allowances":{"apps":["deployer"]}},
       "restrictions":{"users":["alice"],"teams":["core"],"apps":["deployer"]},
       "required_linear_history":true,"allow_force_pushes":true,"allow_deletions":true,
       "block_creations":true,"required_conversation_resolution":true,"lock_branch":true,
       "allow_fork_syncing":true}\
      """;

  private final GitHubSimulator github =
      GitHubSimulator.start()
          .organisation("platform")
          .user("alice")
          .user("bob")
          .admin("platform", "alice")
          .member("platform", "bob")
          .token("ghp_alice", "alice")
          .token("ghp_bob", "bob")
          .installationToken("ghs_weak", "platform", false)
          .repository("platform", "r", r -> r.branch("main"))
          .repository("alice", "own", r -> r.branch("main"));
  private final TestClient alice = new TestClient(github.apiUrl(), "ghp_alice");

  @AfterEach
  void close() {
    alice.close();
    github.close();
  }

  private JsonNode set(String body) {
    HttpResponse<String> answer = alice.put(PATH, body);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return json(answer);
  }

  private static String message(HttpResponse<String> answer, int status) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    return json(answer).get("message").asString();
  }

  private static String withReviews(String reviews) {
    return OFF.replace(
        "\"required_pull_request_reviews\":null", "\"required_pull_request_reviews\":" + reviews);
  }

  private static String withChecks(String checks) {
    return OFF.replace("\"required_status_checks\":null", "\"required_status_checks\":" + checks);
  }

  @Test
  void answersInAnotherShapeThanItIsAsked() {
    JsonNode set = set(FULL);

    assertThat(json(alice.get(PATH))).isEqualTo(set);
    JsonNode checks = set.get("required_status_checks");
    assertThat(checks.get("strict").asBoolean()).isTrue();
    assertThat(checks.get("contexts")).isEqualTo(json("[\"ci\",\"lint\"]"));
    assertThat(checks.get("checks"))
        .isEqualTo(
            json("[{\"context\":\"ci\",\"app_id\":15368},{\"context\":\"lint\",\"app_id\":null}]"));
    JsonNode reviews = set.get("required_pull_request_reviews");
    assertThat(reviews.get("required_approving_review_count").asInt()).isEqualTo(2);
    assertThat(reviews.get("require_last_push_approval").asBoolean()).isTrue();
    assertThat(reviews.at("/dismissal_restrictions/users/0/login").asString()).isEqualTo("alice");
    assertThat(reviews.at("/bypass_pull_request_allowances/apps/0/slug").asString())
        .isEqualTo("deployer");
    assertThat(set.at("/restrictions/teams/0/slug").asString()).isEqualTo("core");
    assertThat(set.at("/enforce_admins/url").asString()).endsWith("/protection/enforce_admins");
    assertThat(set.at("/required_signatures/enabled").asBoolean()).isFalse();
    for (Protection.Flag flag : Protection.Flag.values()) {
      assertThat(set.get(flag.wireName).get("enabled").asBoolean()).as(flag.wireName).isTrue();
    }
    assertThat(github.protection("platform", "r", "main")).isPresent();
    assertThat(github.protectionWrites()).isEqualTo(1);
  }

  @Test
  void replacesEverythingButSignedCommits() {
    set(FULL);
    assertThat(alice.send("POST", PATH + "/required_signatures", "").statusCode()).isEqualTo(200);

    JsonNode set = set(OFF);

    assertThat(set.has("required_status_checks")).isFalse();
    assertThat(set.has("required_pull_request_reviews")).isFalse();
    assertThat(set.has("restrictions")).isFalse();
    for (Protection.Flag flag : Protection.Flag.values()) {
      assertThat(set.get(flag.wireName).get("enabled").asBoolean()).as(flag.wireName).isFalse();
    }
    assertThat(set.at("/required_signatures/enabled").asBoolean()).isTrue();
  }

  @Test
  void hasThreeDifferent404s() {
    assertThat(message(alice.get(PATH), 404)).isEqualTo("Branch not protected");
    assertThat(message(alice.get("/repos/platform/r/branches/none/protection"), 404))
        .isEqualTo("Branch not found");
    assertThat(message(alice.get("/repos/platform/none/branches/main/protection"), 404))
        .isEqualTo("Not Found");
    assertThat(message(alice.put("/repos/platform/r/branches/none/protection", OFF), 404))
        .isEqualTo("Branch not found");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "required_status_checks",
        "enforce_admins",
        "required_pull_request_reviews",
        "restrictions"
      })
  void wantsFourKeysThoughTheyMayBeNull(String key) {
    String without = OFF.replace("\"" + key + "\"", "\"else\"");

    assertThat(message(alice.put(PATH, without), 422))
        .isEqualTo("Invalid request.\n\n\"" + key + "\" wasn't supplied.");
    assertThat(github.protection("platform", "r", "main")).isEmpty();
  }

  @Test
  void namesAllMissingKeysAtOnce() {
    assertThat(message(alice.put(PATH, "{\"restrictions\":null}"), 422))
        .contains("\"enforce_admins\", \"required_pull_request_reviews\"")
        .endsWith("weren't supplied.");
  }

  @Test
  void takesZeroToSixApprovalsAndOneWhenNotTold() {
    String count = "/required_pull_request_reviews/required_approving_review_count";
    assertThat(set(withReviews("{\"required_approving_review_count\":0}")).at(count).asInt())
        .isZero();
    assertThat(set(withReviews("{\"required_approving_review_count\":6}")).at(count).asInt())
        .isEqualTo(6);
    assertThat(set(withReviews("{}")).at(count).asInt()).isEqualTo(1);
    for (String bad : new String[] {"7", "-1", "\"2\"", "1.5"}) {
      String body = withReviews("{\"required_approving_review_count\":" + bad + "}");
      assertThat(message(alice.put(PATH, body), 422)).startsWith("Invalid request.\n\n");
    }
  }

  @Test
  void wantsExactlyOneOfContextsAndChecks() {
    assertThat(
            set(withChecks("{\"strict\":false,\"contexts\":[\"ci\"]}"))
                .at("/required_status_checks/checks"))
        .isEqualTo(json("[{\"context\":\"ci\",\"app_id\":null}]"));
    assertThat(message(alice.put(PATH, withChecks("{\"strict\":true}")), 422))
        .contains("No subschema in \"oneOf\" matched");
    assertThat(
            message(
                alice.put(PATH, withChecks("{\"strict\":true,\"contexts\":[],\"checks\":[]}")),
                422))
        .contains("More than one subschema in \"oneOf\" matched");
    assertThat(message(alice.put(PATH, withChecks("{\"contexts\":[]}")), 422))
        .startsWith("Invalid request.");
  }

  @Test
  void restrictsActorsInOrganisationsOnly() {
    String own = "/repos/alice/own/branches/main/protection";
    String restricted =
        OFF.replace("\"restrictions\":null", "\"restrictions\":{\"users\":[],\"teams\":[]}");

    HttpResponse<String> refused = alice.put(own, restricted);
    assertThat(message(refused, 422)).isEqualTo("Validation Failed");
    assertThat(json(refused).get("errors").get(0).asString())
        .isEqualTo("Only organization repositories can have users and team restrictions");
    assertThat(alice.put(own, OFF).statusCode()).isEqualTo(200);
    assertThat(set(restricted).at("/restrictions/users")).isEqualTo(json("[]"));
    assertThat(
            message(
                alice.put(PATH, OFF.replace("\"restrictions\":null", "\"restrictions\":{}")), 422))
        .startsWith("Invalid request.");
  }

  @Test
  void anEmptyObjectSwitchesReviewersRestrictionsOff() {
    JsonNode set =
        set(withReviews("{\"dismissal_restrictions\":{},\"bypass_pull_request_allowances\":{}}"));

    assertThat(set.at("/required_pull_request_reviews/dismissal_restrictions").isMissingNode())
        .isTrue();
    assertThat(
            set.at("/required_pull_request_reviews/bypass_pull_request_allowances").isMissingNode())
        .isTrue();
  }

  @Test
  void needsAnAdministrator() {
    try (var bob = new TestClient(github.apiUrl(), "ghp_bob");
        var weak = new TestClient(github.apiUrl(), "ghs_weak")) {
      assertThat(bob.get("/repos/platform/r").statusCode()).isEqualTo(200);
      assertThat(message(bob.put(PATH, OFF), 404)).isEqualTo("Not Found");
      assertThat(message(weak.put(PATH, OFF), 403))
          .isEqualTo("Resource not accessible by integration");
    }
    assertThat(github.protectionWrites()).isZero();
  }

  @Test
  void isRefusedForPrivateRepositoriesOfAFreePlan() {
    github.freePlan("platform").repository("platform", "r", r -> r.isPrivate());

    String upgrade = "Upgrade to GitHub Pro or make this repository public to enable this feature.";
    assertThat(message(alice.get(PATH), 403)).isEqualTo(upgrade);
    assertThat(message(alice.put(PATH, OFF), 403)).isEqualTo(upgrade);
  }

  @Test
  void takesBranchesWithASlash() {
    github.repository("platform", "r", r -> r.branch("release/1"));
    String path = "/repos/platform/r/branches/release%2F1/protection";

    assertThat(alice.put(path, OFF).statusCode()).isEqualTo(200);
    assertThat(json(alice.get(path)).get("url").asString()).endsWith(path);
    assertThat(github.protection("platform", "r", "release/1")).isPresent();
    assertThat(
            json(alice.get("/repos/platform/r/branches/release%2F1")).get("protected").asBoolean())
        .isTrue();
  }

  @Test
  void canBeRemoved() {
    set(OFF);
    assertThat(alice.send("DELETE", PATH, "").statusCode()).isEqualTo(204);
    assertThat(message(alice.send("DELETE", PATH, ""), 404)).isEqualTo("Branch not protected");
  }

  @Test
  void isFoundByNoneOfTheFirstRequestsWhenItLags() {
    github.repository(
        "platform",
        "r",
        r -> r.lag(Lag.PROTECTION_NOT_FOUND, 1).lag(Lag.PROTECTION_BRANCH_NOT_FOUND, 1));

    assertThat(message(alice.put(PATH, OFF), 404)).isEqualTo("Not Found");
    assertThat(message(alice.put(PATH, OFF), 404)).isEqualTo("Branch not found");
    assertThat(alice.put(PATH, OFF).statusCode()).isEqualTo(200);
  }

  @Test
  void canBeThereFromTheStart() {
    github.repository("platform", "r", r -> r.protection("trunk", FULL).signedCommits("trunk"));

    JsonNode found = json(alice.get("/repos/platform/r/branches/trunk/protection"));
    assertThat(found.at("/enforce_admins/enabled").asBoolean()).isTrue();
    assertThat(found.at("/required_signatures/enabled").asBoolean()).isTrue();
    assertThat(github.protectionWrites()).isZero();
  }
}
