package dev.executionworkers.simulators.harbor;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What users and robots may do to robots. */
class RobotAuthorityTest {

  private static final String ROBOTS = "/api/v2.0/robots";
  private static final String SECRET = "Secret1234";
  private static final String NEW = "NewSecret1234";

  private final HarborSimulator harbor =
      HarborSimulator.start()
          .projectAdmin("alice", "AlicePw12", "priv")
          .maintainer("bob", "BobPass12", "priv")
          .robot("ci", SECRET)
          .robot(RobotSetup.inProject("priv", "ci").secret(SECRET))
          .robot(
              RobotSetup.system("maker")
                  .secret(SECRET)
                  .mayManageRobots()
                  .mayInProject("*", "repository", "pull"))
          .robot(
              RobotSetup.inProject("priv", "pmaker")
                  .secret(SECRET)
                  .mayInProject("priv", "robot", "create", "read", "list", "delete")
                  .mayInProject("priv", "repository", "pull"));
  private final HarborClient anonymous = HarborClient.anonymous(harbor);
  private final HarborClient alice = anonymous.as("alice", "AlicePw12");
  private final HarborClient bob = anonymous.as("bob", "BobPass12");
  private final HarborClient maker = anonymous.as("robot$maker", SECRET);
  private final HarborClient projectMaker = anonymous.as("robot$priv+pmaker", SECRET);

  @AfterEach
  void stop() {
    harbor.close();
  }

  @Test
  void letsAProjectAdminRefreshTheProjectsRobotsOnly() {
    var system = alice.patchSecret(harbor.idOf("robot$ci"), NEW);

    assertThat(alice.patchSecret(harbor.idOf("robot$priv+ci"), NEW).status()).isEqualTo(200);
    assertThat(system.status()).isEqualTo(403);
    assertThat(system.code()).isEqualTo("FORBIDDEN");
    assertThat(system.message()).isEqualTo("alice");
  }

  @Test
  void letsAMaintainerLookOnly() {
    var refresh = bob.patchSecret(harbor.idOf("robot$priv+ci"), NEW);

    assertThat(refresh.status()).isEqualTo(403);
    assertThat(refresh.message()).isEqualTo("forbidden");
    assertThat(bob.patchSecret(harbor.idOf("robot$ci"), NEW).message()).isEqualTo("bob");
    assertThat(bob.get(ROBOTS + "?q=Level=project,ProjectID=2").names())
        .containsExactly("robot$priv+ci", "robot$priv+pmaker");
  }

  @ParameterizedTest
  @CsvSource({"maker, robot$maker", "ci, robot$maker", "priv+ci, forbidden"})
  void letsNoRobotRefreshAnyRobot(String target, String message) {
    var answer = maker.patchSecret(harbor.idOf("robot$" + target), NEW);

    assertThat(answer.status()).isEqualTo(403);
    assertThat(answer.code()).isEqualTo("FORBIDDEN");
    assertThat(answer.message()).isEqualTo(message);
  }

  @Test
  void letsNoRobotRefreshItsChildOrUpdateAnything() {
    var created = maker.send("POST", ROBOTS, body("child", "system", "*", ""));
    long child = created.json().path("id").asLong();

    assertThat(maker.patchSecret(child, NEW).status()).isEqualTo(403);
    String asRead = maker.get(ROBOTS + "/" + child).body();
    assertThat(maker.send("PUT", ROBOTS + "/" + child, asRead).status()).isEqualTo(403);
    assertThat(maker.patchSecret(999, NEW).status()).isEqualTo(404);
  }

  @Test
  void letsARobotMakeOneWithPartOfItsRightsAndSaysWhoMadeIt() {
    var created = maker.send("POST", ROBOTS, body("child", "system", "*", ""));

    var child = maker.get(ROBOTS + "/" + created.json().path("id").asLong()).json();
    assertThat(created.status()).isEqualTo(201);
    assertThat(child.path("creator_type").asString()).isEqualTo("robot");
    assertThat(child.path("creator_ref").asLong()).isEqualTo(harbor.idOf("robot$maker"));
    assertThat(maker.send("POST", ROBOTS, body("narrow", "system", "library", "")).status())
        .isEqualTo(201);
    assertThat(maker.send("POST", ROBOTS, body("child", "system", "*", "")).status())
        .isEqualTo(409);
  }

  @Test
  void comparesRightsAsTextSoThatAnEffectOfAllowIsAnotherRight() {
    var answer = maker.send("POST", ROBOTS, body("child", "system", "*", "allow"));

    assertThat(answer.status()).isEqualTo(403);
    assertThat(answer.code()).isEqualTo("DENIED");
    assertThat(answer.message())
        .isEqualTo(
            "permission scope is invalid. It must be equal to or more restrictive than the creator"
                + " robot's permissions: robot$maker");
  }

  @Test
  void letsNoRobotGiveMoreThanItHas() {
    String push = body("child", "system", "*", "").replace("pull", "push");
    harbor.robot(
        RobotSetup.system("narrow")
            .secret(SECRET)
            .mayManageRobots()
            .mayInProject("priv", "repository", "pull"));
    var narrow = anonymous.as("robot$narrow", SECRET);

    assertThat(maker.send("POST", ROBOTS, push).code()).isEqualTo("DENIED");
    assertThat(narrow.send("POST", ROBOTS, body("a", "system", "*", "")).code())
        .isEqualTo("DENIED");
    assertThat(narrow.send("POST", ROBOTS, body("b", "system", "library", "")).code())
        .isEqualTo("DENIED");
    assertThat(narrow.send("POST", ROBOTS, body("c", "system", "priv", "")).status())
        .isEqualTo(201);
  }

  @Test
  void letsARobotDeleteEverySystemRobotItselfIncludedAndChildrenLiveOn() {
    String secret =
        maker
            .send("POST", ROBOTS, body("child", "system", "*", ""))
            .json()
            .path("secret")
            .asString();

    assertThat(maker.delete(ROBOTS + "/" + harbor.idOf("robot$ci")).status()).isEqualTo(200);
    assertThat(maker.delete(ROBOTS + "/" + harbor.idOf("robot$maker")).status()).isEqualTo(200);

    assertThat(harbor.robotNames()).doesNotContain("robot$ci", "robot$maker");
    assertThat(harbor.acceptsLogin("robot$child", secret)).isTrue();
    assertThat(harbor.audit()).extracting(AuditEntry::actor).containsOnly("robot$maker");
  }

  @Test
  void keepsSystemAndProjectRightsApart() {
    var inProject = maker.send("POST", ROBOTS, body("child", "project", "library", ""));
    harbor.robot(
        RobotSetup.system("everywhere")
            .secret(SECRET)
            .mayInProject("*", "robot", "create")
            .mayInProject("*", "repository", "pull"));
    var everywhere = anonymous.as("robot$everywhere", SECRET);

    assertThat(inProject.status()).isEqualTo(403);
    assertThat(inProject.message()).isEqualTo("forbidden");
    assertThat(everywhere.send("POST", ROBOTS, body("a", "project", "library", "")).status())
        .isEqualTo(201);
    assertThat(everywhere.send("POST", ROBOTS, body("b", "system", "*", "")).message())
        .isEqualTo("robot$everywhere");
  }

  @Test
  void letsAProjectsRobotManageItsProjectByNameOnly() {
    var created = projectMaker.send("POST", ROBOTS, body("child", "project", "priv", ""));
    var system = projectMaker.send("POST", ROBOTS, body("child", "system", "priv", ""));
    var byId = projectMaker.send("POST", ROBOTS, body("child", "project", "2", ""));

    assertThat(created.json().path("name").asString()).isEqualTo("robot$priv+child");
    assertThat(projectMaker.get(ROBOTS + "?q=Level=project,ProjectID=2").names()).hasSize(3);
    assertThat(projectMaker.delete(ROBOTS + "/" + harbor.idOf("robot$priv+child")).status())
        .isEqualTo(200);
    assertThat(system.status()).isEqualTo(403);
    assertThat(system.message()).isEqualTo("robot$priv+pmaker");
    assertThat(byId.message()).isEqualTo("forbidden");
  }

  @Test
  void showsARobotWithoutRightsNothingButThatItsSecretIsRight() {
    var ci = anonymous.as("robot$ci", SECRET);

    assertThat(ci.get(ROBOTS).status()).isEqualTo(403);
    assertThat(ci.get(ROBOTS + "/" + harbor.idOf("robot$ci")).message()).isEqualTo("robot$ci");
  }

  private static String body(String name, String level, String namespace, String effect) {
    String given = effect.isEmpty() ? "" : ",\"effect\":\"" + effect + "\"";
    return """
    {"name":"%s","level":"%s","duration":-1,"permissions":[{"kind":"project","namespace":"%s",
     "access":[{"resource":"repository","action":"pull"%s}]}]}\
    """
        .formatted(name, level, namespace, given);
  }
}
