package dev.executionworkers.simulators.harbor;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.node.ObjectNode;

/** {@code PUT /robots/{id}}, which sets everything but the secret. */
class RobotUpdateTest {

  private static final String PATH = "/api/v2.0/robots/1";

  private final HarborSimulator harbor = HarborSimulator.start().robot("ci", "OldSecret1");
  private final HarborClient admin = HarborClient.admin(harbor);

  @AfterEach
  void stop() {
    harbor.close();
  }

  @Test
  void acceptsWhatAGetGaveAndKeepsTheSecret() {
    var answer = put(robot -> {});

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.body()).isEmpty();
    assertThat(harbor.secretOf("ci")).isEqualTo("OldSecret1");
  }

  @ParameterizedTest
  @ValueSource(strings = {"Valid12345", "weak"})
  void ignoresASecretThatIsSent(String secret) {
    assertThat(put(robot -> robot.put("secret", secret)).status()).isEqualTo(200);
    assertThat(harbor.secretOf("ci")).isEqualTo("OldSecret1");
  }

  @ParameterizedTest
  @ValueSource(strings = {"ci", "robot$other", ""})
  void keepsTheName(String name) {
    var answer = put(robot -> robot.put("name", name));

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.message()).isEqualTo("cannot update the level or name of robot");
  }

  @Test
  void wantsLevelAndPermissions() {
    assertThat(put(robot -> robot.remove("level")).message())
        .isEqualTo("bad request error level input: ");
    assertThat(admin.send("PUT", PATH, "{}").message())
        .isEqualTo("bad request error level input: ");
    assertThat(put(robot -> robot.remove("permissions")).message())
        .isEqualTo("bad request empty permission");
    assertThat(
            put(robot ->
                    robot
                        .put("level", "project")
                        .withObject("/permissions/0")
                        .put("namespace", "library"))
                .message())
        .isEqualTo("cannot update the level or name of robot");
  }

  @Test
  void forgetsDescriptionAndDisableThatAreLeftOut() {
    put(robot -> robot.put("description", "mine").put("disable", true));
    assertThat(admin.get(PATH).json().path("description").asString()).isEqualTo("mine");
    assertThat(harbor.acceptsLogin("robot$ci", "OldSecret1")).isFalse();

    put(robot -> {
      robot.remove("description");
      robot.remove("disable");
      robot.remove("duration");
    });

    var now = admin.get(PATH).json();
    assertThat(now.has("description")).isFalse();
    assertThat(now.path("disable").asBoolean()).isFalse();
    assertThat(now.path("duration").asLong()).isEqualTo(-1);
  }

  @Test
  void revivesAnExpiredRobotByAnotherDurationButNotByAnExpiry() {
    harbor.expire("ci");

    put(robot -> robot.put("expires_at", -1));
    assertThat(harbor.acceptsLogin("robot$ci", "OldSecret1")).isFalse();

    put(robot -> robot.put("duration", 30));
    assertThat(harbor.acceptsLogin("robot$ci", "OldSecret1")).isTrue();
    var robot = admin.get(PATH).json();
    Instant created = Instant.parse(robot.path("creation_time").asString());
    assertThat(robot.path("expires_at").asLong())
        .isEqualTo(created.getEpochSecond() + 30 * 86_400L);
  }

  private HarborClient.Answer put(Consumer<ObjectNode> change) {
    ObjectNode robot = (ObjectNode) admin.get(PATH).json();
    change.accept(robot);
    return admin.send("PUT", PATH, robot.toString());
  }
}
