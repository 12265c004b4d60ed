package dev.executionworkers.adapter.out.harbor;

import static dev.executionworkers.adapter.out.harbor.ScriptedExchange.errorBody;
import static org.assertj.core.api.Assertions.assertThat;

import dev.executionworkers.domain.command.Secret;
import dev.executionworkers.domain.command.SecretId;
import dev.executionworkers.domain.outcome.Failure;
import dev.executionworkers.domain.outcome.Failure.Refused;
import dev.executionworkers.domain.outcome.Problem;
import dev.executionworkers.domain.outcome.Result.Confirmed;
import dev.executionworkers.domain.outcome.StepResult;
import dev.executionworkers.port.out.Attempt;
import dev.executionworkers.port.out.Registry.Proof;
import dev.executionworkers.port.out.Registry.Robot;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Base64;
import org.junit.jupiter.api.AfterEach;

/** A registry before a Harbor whose answers are written down, call by call. */
abstract class ScriptedHarbor {
  static final Attempt ATTEMPT = new Attempt("key-1", 1, false);
  static final String PASSWORD = "Harbor12345";
  static final Secret TOKEN = Secret.of("Tok3nThatNobodyMaySee");
  static final Robot ROBOT = new Robot(7, "robot$ci");
  static final String USER = "{\"user_id\":1,\"username\":\"admin\"}";
  static final String IS_ROBOT =
      errorBody("PRECONDITION", "get current user not available for security context: robot");

  final ScriptedExchange harbor = new ScriptedExchange();

  @AfterEach
  void wasAskedEverythingThatWasExpected() {
    assertThat(harbor.isFinished()).isTrue();
  }

  HarborRegistry registry() {
    return registry("http://harbor", "admin");
  }

  HarborRegistry registry(String base, String username) {
    return new HarborRegistry(
        harbor,
        URI.create(base),
        credentials(username),
        new RobotNameTemplate(RobotNameTemplate.SECRET_ID),
        new SecureRandom());
  }

  static BasicCredentials credentials(String username) {
    return new BasicCredentials(username, () -> Secret.of(PASSWORD));
  }

  StepResult<Robot> look(String name) {
    return registry().look(new SecretId(name), ATTEMPT);
  }

  StepResult<Confirmed> set() {
    return registry().set(ROBOT, TOKEN, ATTEMPT);
  }

  StepResult<Proof> prove() {
    return registry().prove(ROBOT, TOKEN, ATTEMPT);
  }

  static String robot(String name, long id) {
    return "{\"disable\":false,\"editable\":true,\"expires_at\":-1,\"id\":%d,\"name\":\"%s\"}"
        .formatted(id, name);
  }

  static String list(String robot) {
    return "[" + robot + "]";
  }

  static String basic(String username, String password) {
    byte[] pair = (username + ":" + password).getBytes(StandardCharsets.UTF_8);
    return "Basic " + Base64.getEncoder().encodeToString(pair);
  }

  static Failure failure(StepResult<?> result) {
    assertThat(result).isInstanceOf(StepResult.Failed.class);
    return ((StepResult.Failed<?>) result).failure();
  }

  static void assertRefused(StepResult<?> result, Problem problem) {
    assertThat(failure(result)).isInstanceOf(Refused.class);
    assertThat(failure(result).error().problem()).isEqualTo(problem);
  }
}
