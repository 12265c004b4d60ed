package dev.executionworkers.simulators.harbor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code GET /robots} with its {@code q}, and {@code GET /robots/{id}}. */
class RobotReadingTest {

  private static final String ROBOTS = "/api/v2.0/robots";

  private final HarborSimulator harbor =
      HarborSimulator.start()
          .robot("ci", "OldSecret1")
          .robot("cd", "OldSecret1")
          .robot(RobotSetup.inProject("priv", "ci"));
  private final HarborClient admin = HarborClient.admin(harbor);

  @AfterEach
  void stop() {
    harbor.close();
  }

  @Test
  void showsARobotWithoutItsSecret() {
    var answer = admin.get(ROBOTS + "?q=name=ci");

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.header("X-Total-Count")).isEqualTo("1");
    assertThat(answer.header("Link")).isEmpty();
    assertThat(answer.json().path(0).propertyNames())
        .containsExactlyInAnyOrder(
            "creation_time",
            "creator_ref",
            "creator_type",
            "disable",
            "duration",
            "editable",
            "expires_at",
            "id",
            "level",
            "name",
            "permissions",
            "update_time");
    assertThat(answer.json().path(0).path("permissions").toString())
        .isEqualTo(
            "[{\"access\":[{\"action\":\"pull\",\"resource\":\"repository\"}],\"kind\":\"project\",\"namespace\":\"*\"}]");
    assertThat(admin.get(ROBOTS + "/1").json()).isEqualTo(answer.json().path(0));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "''                                      | robot$cd,robot$ci",
        "name=ci                                 | robot$ci",
        "name=~c                                 | robot$cd,robot$ci",
        "name=~d                                 | robot$cd",
        "name=%7Bci%20x%7D                       | robot$ci",
        "name=robot%24ci                         | ''",
        "name=nope                               | ''",
        "foo=bar                                 | robot$cd,robot$ci",
        "level=project                           | robot$cd,robot$ci",
        "Level=project,ProjectID=2               | robot$priv+ci",
        "Level=project,ProjectID=2,name=priv%252Bci | robot$priv+ci",
        "Level=project,ProjectID=2,name=priv%2Bci   | ''",
        "Level=project,ProjectID=2,name=priv+ci     | ''",
        "Level=project,ProjectID=2,name=ci          | ''",
      })
  void findsByTheUnprefixedNameAndIgnoresWhatItDoesNotKnow(String q, String names) {
    var answer = admin.get(ROBOTS + (q.isEmpty() ? "" : "?q=" + q));

    assertThat(answer.status()).isEqualTo(200);
    assertThat(String.join(",", answer.names())).isEqualTo(names);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "name            | the query string must contain \"=\" and the key/value cannot be empty",
        "name=           | the query string must contain \"=\" and the key/value cannot be empty",
        "=x              | the query string must contain \"=\" and the key/value cannot be empty",
        "name=%5Ba       | invalid query string value: [a",
        "name=(a         | invalid query string value: (a",
        "name=~          | invalid query string value: ~",
        "Level=project   | must with project ID when to query project robots",
        "Level=project,ProjectID=priv | ProjectID must be a positive integer",
      })
  void refusesAQueryItCannotRead(String q, String message) {
    var answer = admin.get(ROBOTS + "?q=" + q);

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.message()).isEqualTo(message);
  }

  @Test
  void breaksOnValuesOfAnotherType() {
    var time = admin.get(ROBOTS + "?q=creation_time=%5Bx~y%5D");
    var panic = admin.get(ROBOTS + "?q=Level=%5Ba~b%5D");

    assertThat(time.status()).isEqualTo(500);
    assertThat(time.code()).isEqualTo("UNKNOWN");
    assertThat(panic.status()).isEqualTo(500);
    assertThat(panic.body()).isEmpty();
  }

  @Test
  void pagesByTenAndSaysWhereTheRestIs() {
    IntStream.range(0, 23).forEach(n -> harbor.robot("r%02d".formatted(n), "OldSecret1"));

    var first = admin.get(ROBOTS);
    var last = admin.get(ROBOTS + "?page=3&page_size=10&q=name=~r");

    assertThat(admin.get(ROBOTS + "?page=5&page_size=5").header("Link")).doesNotContain("next");
    assertThat(first.names()).hasSize(10);
    assertThat(first.header("X-Total-Count")).isEqualTo("25");
    assertThat(first.header("Link"))
        .isEqualTo("</api/v2.0/robots?page=2&page_size=10>; rel=\"next\"");
    assertThat(last.names()).hasSize(3);
    assertThat(last.header("Link"))
        .contains("page=2")
        .contains("rel=\"prev\"")
        .doesNotContain("next");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, -1, 100})
  void acceptsAnyPageSizeUpToAHundred(int size) {
    assertThat(admin.get(ROBOTS + "?page_size=" + size).names()).hasSize(2);
  }

  @Test
  void refusesALargerPage() {
    var answer = admin.get(ROBOTS + "?page_size=101");

    assertThat(answer.status()).isEqualTo(422);
    assertThat(answer.code()).isEqualTo("UNPROCESSABLE_ENTITY");
    assertThat(answer.message()).endsWith("page_size in query should be less than or equal to 100");
  }

  @Test
  void knowsNoOtherRobotsAndNoOtherMethods() {
    var missing = admin.get(ROBOTS + "/9999");

    assertThat(missing.status()).isEqualTo(404);
    assertThat(missing.code()).isEqualTo("NOT_FOUND");
    assertThat(missing.message()).isEqualTo("robot 9999 not found");
    assertThat(admin.get(ROBOTS + "/abc").status()).isEqualTo(422);
    assertThat(admin.send("POST", ROBOTS + "/1", "{}").code()).isEqualTo("METHOD_NOT_ALLOWED");
    assertThat(admin.get("/api/v2.0/projects/library/robots").status()).isEqualTo(404);
  }

  @Test
  void showsNothingToNobody() {
    var anonymous = HarborClient.anonymous(harbor);

    assertThat(anonymous.get(ROBOTS).status()).isEqualTo(401);
    assertThat(anonymous.get(ROBOTS + "/1").status()).isEqualTo(401);
    assertThat(anonymous.get(ROBOTS + "/9999").status()).isEqualTo(401);
  }

  @Test
  void renamesEveryLoginWithThePrefix() {
    harbor.robotNamePrefix("bot@");

    assertThat(admin.get(ROBOTS).names()).containsExactly("bot@cd", "bot@ci");
    assertThat(admin.as("robot$ci", "OldSecret1").provesItself()).isEqualTo(401);
    assertThat(admin.as("bot@ci", "OldSecret1").provesItself()).isEqualTo(412);
  }
}
