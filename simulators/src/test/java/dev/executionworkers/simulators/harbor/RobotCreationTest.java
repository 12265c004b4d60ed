package dev.executionworkers.simulators.harbor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.net.http.HttpRequest.BodyPublishers;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code POST /robots} and what DELETE makes of it. */
class RobotCreationTest {

  private static final String ROBOTS = "/api/v2.0/robots";
  private static final String PULL =
      """
      {"kind":"project","namespace":"*","access":[{"resource":"repository","action":"pull"}]}\
      """;

  private final HarborSimulator harbor = HarborSimulator.start();
  private final HarborClient admin = HarborClient.admin(harbor);

  @AfterEach
  void stop() {
    harbor.close();
  }

  @Test
  void handsOutTheSecretItMadeAndSaysWhereTheRobotIs() {
    var answer = create("ci", -1, "system", PULL);

    assertThat(answer.status()).isEqualTo(201);
    assertThat(answer.json().propertyNames())
        .containsExactlyInAnyOrder("creation_time", "expires_at", "id", "name", "secret");
    assertThat(answer.json().path("name").asString()).isEqualTo("robot$ci");
    assertThat(answer.json().path("expires_at").asLong()).isEqualTo(-1);
    assertThat(answer.json().path("secret").asString())
        .matches("[A-Za-z0-9]{32}")
        .isEqualTo(harbor.secretOf("robot$ci"));
    assertThat(answer.header("Location")).isEqualTo("/api/v2.0/robots/1");
  }

  @Test
  void refusesANameThatIsTakenAndUsesUpANumberAllTheSame() {
    create("ci", -1, "system", PULL);

    var again = create("ci", -1, "system", PULL);
    var other = create("other", -1, "system", PULL);

    assertThat(again.status()).isEqualTo(409);
    assertThat(again.code()).isEqualTo("CONFLICT");
    assertThat(again.message()).isEqualTo("robot account 0:ci already exists");
    assertThat(other.json().path("id").asLong()).isEqualTo(3);
  }

  @Test
  void letsOneOfFourAtOnceHaveTheName() {
    var statuses =
        IntStream.range(0, 4)
            .parallel()
            .mapToObj(n -> create("ci", -1, "system", PULL).status())
            .sorted()
            .toList();

    assertThat(statuses).containsExactly(201, 409, 409, 409);
  }

  @Test
  void namesAProjectsRobotByItsProject() {
    harbor.project("priv");
    String inPriv = PULL.replace("*", "priv");

    var answer = create("ci", -1, "project", inPriv);
    var again = create("ci", -1, "project", inPriv);

    assertThat(answer.json().path("name").asString()).isEqualTo("robot$priv+ci");
    assertThat(again.message()).isEqualTo("robot account 2:priv+ci already exists");
    assertThat(create("ci", -1, "system", PULL).status()).isEqualTo(201);
  }

  @Test
  void makesAnotherRobotOfADeletedName() {
    create("ci", -1, "system", PULL);
    String first = harbor.secretOf("ci");

    assertThat(admin.delete(ROBOTS + "/1").status()).isEqualTo(200);
    assertThat(admin.delete(ROBOTS + "/1").status()).isEqualTo(404);
    var second = create("ci", -1, "system", PULL);

    assertThat(second.json().path("id").asLong()).isEqualTo(2);
    assertThat(second.json().path("secret").asString()).isNotEqualTo(first);
  }

  @Test
  void ignoresASecretAndADisableThatAreSent() {
    var answer =
        admin.send(
            "POST",
            ROBOTS,
            """
            {"name":"ci","level":"system","duration":-1,"secret":"MyOwn12345","disable":true,
             "permissions":[%s]}\
            """
                .formatted(PULL));

    assertThat(answer.status()).isEqualTo(201);
    assertThat(harbor.acceptsLogin("robot$ci", "MyOwn12345")).isFalse();
    assertThat(harbor.acceptsLogin("robot$ci", answer.json().path("secret").asString())).isTrue();
    assertThat(admin.get(ROBOTS + "/1").json().path("disable").asBoolean()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"robot$ci", "CI", "a b", "a__b", "-a", "a+b", ""})
  void refusesNamesItDoesNotLike(String name) {
    var answer = create(name, -1, "system", PULL);

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.message())
        .isEqualTo("robot name is not in lower case or contains illegal characters");
  }

  @Test
  void breaksOnANameThatIsTooLong() {
    var answer = create("a".repeat(256), -1, "system", PULL);

    assertThat(answer.status()).isEqualTo(500);
    assertThat(answer.code()).isEqualTo("UNKNOWN");
    assertThat(answer.message()).isEqualTo("internal server error");
    assertThat(create("a".repeat(255), -1, "system", PULL).status()).isEqualTo(201);
  }

  @ParameterizedTest
  @ValueSource(longs = {0, -2})
  void wantsADurationThatIsForEverOrPositive(long days) {
    var answer = create("ci", days, "system", PULL);

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.message())
        .isEqualTo(
            "bad request error duration input: %d, duration must be either -1(Never) or a positive integer"
                .formatted(days));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "x      | {\"kind\":\"system\",\"namespace\":\"/\",\"access\":[]} | bad request error level input: x",
        "system | | bad request empty permission",
        "system | {\"kind\":\"system\",\"namespace\":\"/\",\"access\":[]} | bad request empty access",
        "system | {\"kind\":\"system\",\"namespace\":\"/\",\"access\":[{\"resource\":\"robot\",\"action\":\"update\"}]} | bad request permission: robot:update",
        "project | {\"kind\":\"project\",\"namespace\":\"library\",\"access\":[{\"resource\":\"robot\",\"action\":\"update\"}]} | bad request permission: robot:update",
      })
  void refusesLevelsAndPermissionsThatAreNone(String level, String permission, String message) {
    var answer = create("ci", -1, level, permission == null ? "" : permission);

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.code()).isEqualTo("BAD_REQUEST");
    assertThat(answer.message()).isEqualTo(message);
  }

  @ParameterizedTest
  @ValueSource(strings = {"system", "project"})
  void doesNotKnowAProjectThatIsNotThere(String level) {
    var answer = create("ci", -1, level, PULL.replace("*", "nope"));

    assertThat(answer.status()).isEqualTo(404);
    assertThat(answer.code()).isEqualTo("NOT_FOUND");
    assertThat(answer.message()).isEqualTo("project nope not found");
    assertThat(harbor.robotNames()).isEmpty();
  }

  @Test
  void wantsABodyThatIsJson() {
    var none = admin.send("POST", ROBOTS, BodyPublishers.noBody(), Map.of());
    var broken = admin.send("POST", ROBOTS, "{\"name\":");

    assertThat(none.status()).isEqualTo(422);
    assertThat(none.message()).isEqualTo("validation failure list:\nrobot in body is required");
    assertThat(broken.status()).isEqualTo(422);
    assertThat(broken.message())
        .isEqualTo(
            "validation failure list:\nparsing robot body from \"\" failed, because unexpected EOF");
  }

  @Test
  void writesCreationAndDeletionIntoTheAuditLogButNoChangeOfASecret() {
    create("ci", -1, "system", PULL);
    admin.patchSecret(1, "NewSecret1234");
    admin.delete(ROBOTS + "/1");

    assertThat(harbor.audit())
        .extracting(AuditEntry::actor, AuditEntry::operation, AuditEntry::robot)
        .containsExactly(
            tuple("admin", "create", "robot$ci"), tuple("admin", "delete", "robot$ci"));
    assertThat(admin.get("/api/v2.0/auditlog-exts").json().size()).isEqualTo(2);
  }

  private HarborClient.Answer create(String name, long days, String level, String permissions) {
    return admin.send(
        "POST",
        ROBOTS,
        """
        {"name":"%s","level":"%s","duration":%d,"permissions":[%s]}\
        """
            .formatted(name, level, days, permissions));
  }
}
