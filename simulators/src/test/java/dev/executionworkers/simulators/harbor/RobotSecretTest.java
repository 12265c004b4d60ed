package dev.executionworkers.simulators.harbor;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code PATCH /robots/{id}}, the one way to change a robot's secret. */
class RobotSecretTest {

  private static final String OLD = "OldSecret1";
  private static final String NEW = "NewSecret1234";

  private final HarborSimulator harbor = HarborSimulator.start().robot("ci", OLD);
  private final HarborClient admin = HarborClient.admin(harbor);
  private final long id = harbor.idOf("robot$ci");
  private final String path = "/api/v2.0/robots/" + id;

  @AfterEach
  void stop() {
    harbor.close();
  }

  @Test
  void takesAChosenSecretAtOnceAndDoesNotRepeatIt() {
    var answer = admin.patchSecret(id, NEW);

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.body()).isEqualTo("{}");
    assertThat(login(OLD)).isEqualTo(401);
    assertThat(login(NEW)).isEqualTo(412);
    assertThat(harbor.secretsOf("robot$ci")).containsExactly(OLD, NEW);
  }

  @Test
  void takesTheSameSecretAgainAndMovesTheUpdateTimeOnly() {
    Instant first = Instant.parse("2026-11-24T06:00:00Z");
    admin.patchSecret(id, NEW);
    harbor.clock(() -> first);

    assertThat(admin.patchSecret(id, NEW).status()).isEqualTo(200);
    assertThat(harbor.secretChangesOf("ci")).isEqualTo(1);
    assertThat(harbor.updateTimeOf("ci")).isEqualTo(first);
    assertThat(admin.get(path).json().path("expires_at").asLong()).isEqualTo(-1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}", "{\"secret\":\"\"}", "{\"secret\":null}", "null"})
  void rotatesToASecretOfItsOwnWhenNoneIsChosen(String body) {
    var answer = admin.send("PATCH", path, body);

    String generated = answer.json().path("secret").asString("");
    assertThat(answer.status()).isEqualTo(200);
    assertThat(generated).matches("[A-Za-z0-9]{32}").isEqualTo(harbor.secretOf("ci"));
    assertThat(login(OLD)).isEqualTo(401);
  }

  @ParameterizedTest
  @ValueSource(strings = {"Short1a", "nouppercase1", "NOLOWERCASE1", "NoDigitAtAll", "ÜÜÜÜlower1"})
  void refusesASecretAgainstTheRuleAndKeepsTheOldOne(String weak) {
    var answer = admin.patchSecret(id, weak);

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.code()).isEqualTo("BAD_REQUEST");
    assertThat(answer.message()).isEqualTo(SecretRule.REFUSAL);
    assertThat(harbor.secretOf("ci")).isEqualTo(OLD);
  }

  @Test
  void countsBytesAndNotCharacters() {
    assertThat(admin.patchSecret(id, "Aa1ééé").status()).isEqualTo(200);
    assertThat(admin.patchSecret(id, "Aa1" + "é".repeat(63)).status()).isEqualTo(400);
    assertThat(admin.patchSecret(id, "Aa1" + "x".repeat(125)).status()).isEqualTo(200);
    assertThat(admin.patchSecret(id, "Aa1" + "x".repeat(126)).status()).isEqualTo(400);
  }

  @ParameterizedTest
  @ValueSource(strings = {"Pass word1", "Aa1:b:c:d", "Tab\tbed11a", "Ünïcödé1Aa"})
  void logsInWithAnyCharacters(String secret) {
    assertThat(admin.patchSecret(id, secret).status()).isEqualTo(200);
    assertThat(login(secret)).isEqualTo(412);
  }

  @Test
  void wantsABody() {
    var answer = admin.send("PATCH", path, BodyPublishers.noBody(), Map.of());

    assertThat(answer.status()).isEqualTo(422);
    assertThat(answer.code()).isEqualTo("UNPROCESSABLE_ENTITY");
    assertThat(answer.message())
        .isEqualTo("validation failure list:\nrobotSec in body is required");
  }

  @ParameterizedTest
  @ValueSource(strings = {"{\"secret\":5}", "{\"secret\":\"x", "[]", "\"text\""})
  void cannotParseWhatIsNoSecret(String body) {
    var answer = admin.send("PATCH", path, body);

    assertThat(answer.status()).isEqualTo(422);
    assertThat(answer.message()).contains("parsing robotSec body from \"\" failed, because ");
    assertThat(harbor.secretChangesOf("ci")).isZero();
  }

  @Test
  void wantsJson() {
    String body = "{\"secret\":\"" + NEW + "\"}";

    var answer = admin.send("PATCH", path, body, Map.of("Content-Type", "text/plain"));

    assertThat(answer.status()).isEqualTo(422);
    assertThat(answer.message())
        .contains("unsupported media type \"text/plain\", only [application/json] are allowed");
    assertThat(admin.send("PATCH", path, body, Map.of()).status()).isEqualTo(422);
    var withCharset = Map.of("Content-Type", "application/json; charset=utf-8");
    assertThat(admin.send("PATCH", path, body, withCharset).status()).isEqualTo(200);
  }

  @Test
  void ignoresFieldsItDoesNotKnow() {
    assertThat(admin.send("PATCH", path, "{\"secret\":\"" + NEW + "\",\"x\":1}").status())
        .isEqualTo(200);
  }

  @Test
  void tellsWhatIsNotThereFromWhatIsNoId() {
    var missing = admin.patchSecret(999, NEW);
    var text = admin.send("PATCH", "/api/v2.0/robots/abc", "{}");

    assertThat(missing.status()).isEqualTo(404);
    assertThat(missing.message()).isEqualTo("robot 999 not found");
    assertThat(text.status()).isEqualTo(422);
    assertThat(text.message()).contains("robot_id in path must be of type int64: \"abc\"");
  }

  @Test
  void setsTheSecretOfADisabledOrExpiredRobotWhichCannotLogInWithIt() {
    harbor.disable("ci", true);
    assertThat(admin.patchSecret(id, NEW).body()).isEqualTo("{}");
    assertThat(login(NEW)).isEqualTo(401);

    harbor.disable("ci", false);
    assertThat(login(NEW)).isEqualTo(412);

    harbor.expire("ci");
    assertThat(admin.patchSecret(id, "Another1234").status()).isEqualTo(200);
    assertThat(login("Another1234")).isEqualTo(401);
  }

  @Test
  void letsNobodyDoItWhoIsNobody() {
    var answer = HarborClient.anonymous(harbor).patchSecret(id, NEW);

    assertThat(answer.status()).isEqualTo(401);
    assertThat(answer.code()).isEqualTo("UNAUTHORIZED");
    assertThat(answer.message()).isEqualTo("unauthorized");
  }

  @Test
  void answersTwoHundredThoughTheChangeIsLost() {
    harbor.loseNextSecretChange();

    assertThat(admin.patchSecret(id, NEW).body()).isEqualTo("{}");
    assertThat(login(NEW)).isEqualTo(401);
    assertThat(login(OLD)).isEqualTo(412);

    assertThat(admin.patchSecret(id, NEW).status()).isEqualTo(200);
    assertThat(login(NEW)).isEqualTo(412);
    assertThat(harbor.secretsOf("ci")).containsExactly(OLD, NEW);
    assertThat(harbor.secretWritesTo("ci")).containsExactly(NEW, NEW);
  }

  @Test
  void refusesEveryWriteInReadOnlyMode() {
    harbor.readOnly(true);

    var answer = admin.patchSecret(id, NEW);

    assertThat(answer.status()).isEqualTo(403);
    assertThat(answer.code()).isEqualTo("DENIED");
    assertThat(answer.message())
        .isEqualTo("The system is in read only mode. Any modification is prohibited.");
    assertThat(admin.get(path).status()).isEqualTo(200);
  }

  @Test
  void forgetsNothingThatAnAdministratorDidMeanwhile() {
    admin.patchSecret(id, NEW);
    harbor.overwriteSecret("ci", "Intruder99");

    assertThat(harbor.secretsOf("ci")).containsExactly(OLD, NEW, "Intruder99");
    assertThat(harbor.acceptsLogin("robot$ci", NEW)).isFalse();
    assertThat(harbor.acceptsLogin("robot$ci", "Intruder99")).isTrue();
    assertThat(harbor.acceptsLogin("ci", "Intruder99")).isFalse();
  }

  private int login(String secret) {
    return HarborClient.anonymous(harbor).as("robot$ci", secret).provesItself();
  }
}
