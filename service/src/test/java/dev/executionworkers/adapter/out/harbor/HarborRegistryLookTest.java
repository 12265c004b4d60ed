package dev.executionworkers.adapter.out.harbor;

import static dev.executionworkers.adapter.out.harbor.ScriptedExchange.error;
import static org.assertj.core.api.Assertions.assertThat;

import dev.executionworkers.adapter.out.exchange.Exchanged.Fault;
import dev.executionworkers.domain.command.SecretId;
import dev.executionworkers.domain.outcome.Failure;
import dev.executionworkers.domain.outcome.Failure.LostReply;
import dev.executionworkers.domain.outcome.Failure.PeerFailed;
import dev.executionworkers.domain.outcome.Problem;
import dev.executionworkers.domain.outcome.StepResult;
import dev.executionworkers.port.out.Registry.Robot;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How robots are found: what is asked, and what is made of each answer. */
class HarborRegistryLookTest extends ScriptedHarbor {
  @Test
  void findsASystemRobotByItsUnprefixedName() {
    harbor.then(200, USER).then(200, list(robot("robot$ci", 7)));

    assertThat(look("robot$ci")).isEqualTo(StepResult.done(ROBOT));

    assertThat(harbor.targets())
        .containsExactly(
            "GET /api/v2.0/users/current", "GET /api/v2.0/robots?q=name=ci&page=1&page_size=100");
  }

  @Test
  void findsAProjectsRobotByTheProjectsNumber() {
    harbor
        .then(200, USER)
        .then(200, "{\"project_id\":2,\"name\":\"priv\"}")
        .then(200, list(robot("robot$priv+ci", 7)));

    assertThat(look("priv+ci")).isEqualTo(StepResult.done(new Robot(7, "robot$priv+ci")));

    assertThat(harbor.targets())
        .containsExactly(
            "GET /api/v2.0/users/current",
            "GET /api/v2.0/projects/priv",
            "GET /api/v2.0/robots?q=Level=project,ProjectID=2,name=priv%252Bci"
                + "&page=1&page_size=100");
    assertThat(harbor.sent().get(1).headers()).containsEntry("X-Is-Resource-Name", "true");
  }

  @Test
  void comparesNamesItselfAndPagesThroughWhenHarborAnswersWithEveryRobot() {
    String others =
        IntStream.range(0, 100)
            .mapToObj(i -> robot("robot$ci" + i, 100 + i))
            .collect(Collectors.joining(",", "[", "]"));
    harbor.then(200, USER).then(200, others).then(200, list(robot("robot$ci", 7)));

    assertThat(look("ci")).isEqualTo(StepResult.done(ROBOT));

    assertThat(harbor.targets().getLast()).contains("&page=2&");
  }

  @Test
  void doesNotTakeTheOnlyRobotThereIsForTheOneThatWasAskedFor() {
    harbor.then(200, USER).then(200, list(robot("robot$my-ci", 7)));

    assertRefused(look("ci"), Problem.NOT_FOUND);
  }

  /** There may well be one called so without that prefix. */
  @ParameterizedTest
  @ValueSource(strings = {"ci", "robot$ci", "bot@ci", "team/ci"})
  void namesTheRobotThatIsNotThereAsItWasAskedFor(String name) {
    harbor.then(200, USER).then(200, "[]");

    assertThat(failure(look(name)).error().detail())
        .isEqualTo("Harbor has no robot called " + name);
  }

  @Test
  void findsARobotUnderAPrefixThatLooksLikeAName() {
    harbor.then(200, USER).then(200, list(robot("robot-ci", 7)));

    assertThat(look("ci")).isEqualTo(StepResult.done(new Robot(7, "robot-ci")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"CI", "team/CI", "a__b", "robot$", "Team"})
  void asksForNothingThatHarborCannotHave(String name) {
    assertRefused(look(name), Problem.NOT_FOUND);

    assertThat(harbor.sent()).isEmpty();
  }

  @Test
  void neverRotatesItself() {
    var registry = registry("http://harbor", "robot$ci");

    assertRefused(registry.look(new SecretId("ci"), ATTEMPT), Problem.CONFLICT);
    assertThat(harbor.sent()).isEmpty();
  }

  @Test
  void tellsBeforeAnythingIsSetThatARobotCannotRefreshARobot() {
    harbor.then(412, IS_ROBOT);

    StepResult<Robot> result = look("ci");

    assertRefused(result, Problem.PERMISSION_DENIED);
    assertThat(failure(result).error().detail())
        .contains("admin is a robot", "HARBOR_ROTATION=replace");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"disable\":true,\"expires_at\":-1 | is disabled",
        "\"disable\":false,\"expires_at\":1772366399 | has expired",
        "\"disable\":false,\"expires_at\":0 | has expired",
        "\"editable\":false,\"expires_at\":-1 | no longer lets anybody change",
      })
  void refusesARobotWhoseNewTokenWouldBeOfNoUse(String fields, String why) {
    harbor.then(200, USER).then(200, "[{\"id\":7,\"name\":\"robot$ci\"," + fields + "}]");

    StepResult<Robot> result = look("ci");

    assertRefused(result, Problem.CONFLICT);
    assertThat(failure(result).error().detail()).contains("robot$ci", why);
  }

  @Test
  void looksForTheReasonOfA401() {
    harbor
        .then(error(401, "UNAUTHORIZED", "unauthorized"))
        .then(error(401, "UNAUTHORIZED", "unauthorized"))
        .then(200, "{\"components\":[{\"name\":\"database\",\"status\":\"healthy\"}]}");

    assertRefused(look("ci"), Problem.CREDENTIALS_REJECTED);
    assertThat(harbor.targets().getLast()).isEqualTo("GET /api/v2.0/health");
    assertThat(harbor.sent().getLast().headers()).doesNotContainKey("Authorization");
  }

  @Test
  void takesA401OfAHarborWithoutDatabaseForNoAnswer() {
    harbor
        .then(error(401, "UNAUTHORIZED", "unauthorized"))
        .then(error(401, "UNAUTHORIZED", "unauthorized"))
        .then(200, "{\"components\":[{\"name\":\"database\",\"status\":\"unhealthy\"}]}");

    Failure failure = failure(look("ci"));

    assertThat(failure).isInstanceOf(PeerFailed.class);
    assertThat(failure.error().problem()).isEqualTo(Problem.UNAVAILABLE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"<html>sign in</html>", "{}", "[{}]", ""})
  void takesNoUnreadableListingForAnEmptyOne(String body) {
    harbor.then(200, USER).then(200, body);

    Failure failure = failure(look("ci"));

    assertThat(failure).isInstanceOf(LostReply.class);
    assertThat(failure.error().problem()).isEqualTo(Problem.UNEXPECTED_RESPONSE);
  }

  @Test
  void passesOnWhatStandsInTheWayOfEachCall() {
    harbor.then(Fault.NOT_CONNECTED);
    assertThat(failure(look("ci"))).isInstanceOf(Failure.NeverSent.class);

    harbor.then(200, USER).then(error(403, "FORBIDDEN", "forbidden"));
    assertRefused(look("ci"), Problem.PERMISSION_DENIED);

    harbor.then(200, USER).then(error(404, "NOT_FOUND", "project priv not found"));
    assertRefused(look("priv+ci"), Problem.NOT_FOUND);

    harbor.then(200, USER).then(200, "{\"name\":\"priv\"}");
    assertThat(failure(look("priv+ci"))).isInstanceOf(LostReply.class);
  }
}
