package dev.executionworkers.adapter.out.harbor;

import static dev.executionworkers.adapter.out.harbor.ScriptedExchange.error;
import static dev.executionworkers.adapter.out.harbor.ScriptedHarbor.basic;
import static dev.executionworkers.port.out.StepResults.done;
import static dev.executionworkers.port.out.StepResults.failure;
import static dev.executionworkers.port.out.StepResults.problem;
import static org.assertj.core.api.Assertions.assertThat;

import dev.executionworkers.adapter.out.exchange.Json;
import dev.executionworkers.domain.command.ExecutionId;
import dev.executionworkers.domain.command.Secret;
import dev.executionworkers.domain.command.SecretId;
import dev.executionworkers.domain.outcome.Problem;
import dev.executionworkers.domain.outcome.Result.Confirmed;
import dev.executionworkers.domain.outcome.StepResult;
import dev.executionworkers.port.out.Attempt;
import dev.executionworkers.port.out.Registry.Creation;
import dev.executionworkers.port.out.Registry.Login;
import dev.executionworkers.port.out.Registry.Marked;
import dev.executionworkers.port.out.Registry.Original;
import dev.executionworkers.port.out.Registry.Proof;
import dev.executionworkers.port.out.Registry.Robot;
import dev.executionworkers.port.out.Registry.Successor;
import java.net.URI;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Before a Harbor whose answers are written down: what is asked, to the letter. */
class ReplacingHarborRegistryTest {
  private static final Attempt ATTEMPT = new Attempt("key-1", 1, false);
  private static final ExecutionId EXECUTION = new ExecutionId("0190-1");
  private static final String RIGHTS =
      "[{\"access\":[{\"action\":\"pull\",\"effect\":\"allow\",\"resource\":\"repository\"},"
          + "{\"action\":\"push\",\"resource\":\"repository\"}],"
          + "\"kind\":\"project\",\"namespace\":\"priv\"}]";

  private final ScriptedExchange harbor = new ScriptedExchange();
  private final ReplacingHarborRegistry registry =
      new ReplacingHarborRegistry(
          harbor,
          URI.create("http://harbor"),
          new BasicCredentials("robot$maker", () -> Secret.of("Harbor12345")),
          new RobotNameTemplate(RobotNameTemplate.SECRET_ID));

  @AfterEach
  void wasAskedEverythingThatWasExpected() {
    assertThat(harbor.isFinished()).isTrue();
  }

  @Test
  void looksForSuccessorsFirstAndReadsTheNewestByItsNumber() {
    String list =
        "["
            + robot(9, "robot$ci-2", mark("ci-2"))
            + ","
            + robot(8, "robot$ci-3", mark("ci-3"))
            + ","
            + robot(10, "robot$ci-4", "somebody else's")
            + "]";
    harbor.then(200, list).then(200, robot(8, "robot$ci-3", mark("ci-3")));

    Original original = done(registry.look(new SecretId("robot$ci"), ATTEMPT));

    assertThat(original.robot()).isEqualTo(new Robot(8, "robot$ci-3"));
    assertThat(harbor.targets())
        .containsExactly(
            "GET /api/v2.0/robots?q=name=~ci-&page=1&page_size=100", "GET /api/v2.0/robots/8");
  }

  @Test
  void asksForAProjectsRobotsByItsNumber() {
    harbor.then(200, "{\"project_id\":2,\"name\":\"priv\"}").then(200, "[]");

    assertThat(done(registry.marked(new SecretId("priv+ci"), ATTEMPT))).isEmpty();

    assertThat(harbor.targets().getLast())
        .isEqualTo(
            "GET /api/v2.0/robots?q=Level=project,ProjectID=2,name=~priv%252Bci-"
                + "&page=1&page_size=100");
  }

  @Test
  void makesARobotOfAProjectWithRightsCopiedToTheLetter() {
    harbor
        .then(200, "{\"project_id\":2}")
        .then(200, "[]")
        .then(200, "{\"project_id\":2}")
        .then(200, "[" + robot(7, "robot$priv+ci", "") + "]")
        .then(200, robot(7, "robot$priv+ci", ""))
        .then(201, "{\"id\":11,\"name\":\"robot$priv+ci-5\",\"secret\":\"S3cretOfHarbors\"}");
    Original original = done(registry.look(new SecretId("priv+ci"), ATTEMPT));

    Creation creation =
        done(
            registry.create(new Successor("priv+ci-5", EXECUTION, original.definition()), ATTEMPT));

    Secret credential = ((Creation.Made) creation).credential();
    assertThat(registry.login(credential))
        .isEqualTo(new Login(new Robot(11, "robot$priv+ci-5"), Secret.of("S3cretOfHarbors")));
    assertThat(harbor.targets().getLast()).isEqualTo("POST /api/v2.0/robots");
    JsonNode body = Json.read(harbor.sent().getLast().body().orElseThrow()).orElseThrow();
    assertThat(body.path("name").asString()).isEqualTo("ci-5");
    assertThat(body.path("description").asString())
        .isEqualTo(new RobotMark("priv+ci-5", EXECUTION).text());
    assertThat(body.path("level").asString()).isEqualTo("project");
    assertThat(body.path("duration").asInt()).isEqualTo(30);
    assertThat(Json.write(body.path("permissions"))).isEqualTo(RIGHTS);
    assertThat(body.has("secret")).isFalse();
  }

  @Test
  void takesOnlyHarborsOwnConflictForATakenName() {
    Successor wanted = new Successor("ci-5", EXECUTION, "{}");
    harbor
        .then(error(409, "CONFLICT", "robot account 0:ci-5 already exists"))
        .then(409, "<html>conflict</html>");

    assertThat(registry.create(wanted, ATTEMPT))
        .isEqualTo(StepResult.done(new Creation.NameTaken()));
    assertThat(problem(registry.create(wanted, ATTEMPT))).isEqualTo(Problem.CONFLICT);
  }

  @Test
  void deletesByNumberAndTakesWhatIsGoneForDeleted() {
    Marked marked = new Marked(new Robot(9, "robot$ci-2"), EXECUTION, 2);
    harbor
        .then(200, "")
        .then(error(404, "NOT_FOUND", "robot 9 not found"))
        .then(404, "<html>nothing here</html>");

    assertThat(registry.delete(marked, ATTEMPT)).isEqualTo(StepResult.done(new Confirmed()));
    assertThat(registry.delete(marked, ATTEMPT)).isEqualTo(StepResult.done(new Confirmed()));
    assertThat(problem(registry.delete(marked, ATTEMPT))).isEqualTo(Problem.UNEXPECTED_RESPONSE);

    assertThat(harbor.targets()).containsOnly("DELETE /api/v2.0/robots/9");
  }

  @Test
  void provesByLoggingInAsTheNewRobot() {
    Login login = new Login(new Robot(9, "robot$ci-2"), Secret.of("S3cretOfHarbors"));
    harbor.then(412, ScriptedHarbor.IS_ROBOT);

    assertThat(registry.prove(login, ATTEMPT)).isEqualTo(StepResult.done(Proof.PROVEN));

    assertThat(harbor.sent().getLast().headers())
        .containsEntry("Authorization", basic("robot$ci-2", "S3cretOfHarbors"));
  }

  @Test
  void makesNoRobotFromWhatItCannotReadWhole() {
    harbor
        .then(200, "[]")
        .then(200, "[{\"id\":7,\"name\":\"robot$ci\",\"expires_at\":-1}]")
        .then(200, "{\"id\":7,\"name\":\"robot$ci\",\"expires_at\":-1}");

    assertThat(failure(registry.look(new SecretId("ci"), ATTEMPT)).error().problem())
        .isEqualTo(Problem.UNEXPECTED_RESPONSE);
  }

  private static String mark(String name) {
    return new RobotMark(name, EXECUTION).text();
  }

  private static String robot(long id, String name, String description) {
    return ("{\"description\":\"%s\",\"disable\":false,\"duration\":30,\"editable\":true,"
            + "\"expires_at\":-1,\"id\":%d,\"level\":\"project\",\"name\":\"%s\","
            + "\"permissions\":%s}")
        .formatted(description, id, name, RIGHTS);
  }
}
