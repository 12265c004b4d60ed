package dev.executionworkers.adapter.out.harbor;

import static dev.executionworkers.adapter.out.harbor.ScriptedExchange.error;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.executionworkers.adapter.out.exchange.Exchanged.Fault;
import dev.executionworkers.adapter.out.exchange.OutboundRequest;
import dev.executionworkers.domain.command.Secret;
import dev.executionworkers.domain.command.SecretId;
import dev.executionworkers.domain.outcome.Failure;
import dev.executionworkers.domain.outcome.Failure.LostReply;
import dev.executionworkers.domain.outcome.Failure.PeerFailed;
import dev.executionworkers.domain.outcome.Problem;
import dev.executionworkers.domain.outcome.Result.Confirmed;
import dev.executionworkers.domain.outcome.StepResult;
import dev.executionworkers.port.out.Registry.Proof;
import java.net.URI;
import java.security.SecureRandom;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How tokens are set and proven: what is asked, and what is made of each answer. */
class HarborRegistryTokenTest extends ScriptedHarbor {
  @Test
  void setsTheTokenByPatch() {
    harbor.then(200, "{}");

    assertThat(set()).isEqualTo(StepResult.done(new Confirmed()));

    OutboundRequest request = harbor.sent().getFirst();
    assertThat(harbor.targets()).containsExactly("PATCH /api/v2.0/robots/7");
    assertThat(request.body()).contains("{\"secret\":\"" + TOKEN.reveal() + "\"}");
    assertThat(request.headers())
        .containsEntry("Content-Type", "application/json")
        .containsEntry("Authorization", basic("admin", PASSWORD))
        .containsEntry("X-Request-Id", "key-1")
        .doesNotContainKey("Cookie");
  }

  @Test
  void raisesTheAlarmWhenHarborMadeATokenItself() {
    harbor.then(200, "{\"secret\":\"Made1ByHarborAlone\"}");

    Failure failure = failure(set());

    assertThat(failure).isInstanceOf(LostReply.class);
    assertThat(failure.error().problem()).isEqualTo(Problem.UNEXPECTED_RESPONSE);
    assertThat(failure.toString()).doesNotContain("Made1ByHarborAlone");
  }

  @Test
  void neverShowsTheTokenThatComesBackInAMessage() {
    harbor.then(error(400, "BAD_REQUEST", "cannot use " + TOKEN.reveal()));

    Failure failure = failure(set());

    assertThat(failure.error().problem()).isEqualTo(Problem.REJECTED);
    assertThat(failure.toString()).doesNotContain(TOKEN.reveal());
  }

  @Test
  void neverSendsAnEmptyToken() {
    assertThatThrownBy(() -> registry().set(ROBOT, Secret.of(""), ATTEMPT))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(harbor.sent()).isEmpty();
  }

  @Test
  void provesATokenByALoginAsTheRobot() {
    harbor.then(412, IS_ROBOT);

    assertThat(prove()).isEqualTo(StepResult.done(Proof.PROVEN));

    assertThat(harbor.targets()).containsExactly("GET /api/v2.0/users/current");
    assertThat(harbor.sent().getFirst().headers())
        .containsEntry("Authorization", basic("robot$ci", TOKEN.reveal()));
  }

  @Test
  void disprovesATokenOnlyWhenThePrincipalIsLetInBetweenTwoRefusals() {
    harbor
        .then(error(401, "UNAUTHORIZED", "unauthorized"))
        .then(200, robot("robot$ci", 7))
        .then(error(401, "UNAUTHORIZED", "unauthorized"));

    assertThat(prove()).isEqualTo(StepResult.done(Proof.DISPROVED));

    assertThat(harbor.targets())
        .containsExactly(
            "GET /api/v2.0/users/current", "GET /api/v2.0/robots/7", "GET /api/v2.0/users/current");
    assertThat(harbor.sent().get(1).headers())
        .containsEntry("Authorization", basic("admin", PASSWORD));
  }

  @Test
  void provesATokenThatIsTakenOnceHarborIsBack() {
    harbor
        .then(error(401, "UNAUTHORIZED", "unauthorized"))
        .then(200, robot("robot$ci", 7))
        .then(412, IS_ROBOT);

    assertThat(prove()).isEqualTo(StepResult.done(Proof.PROVEN));
  }

  @Test
  void saysNothingWhileEverybodyIsRefused() {
    harbor
        .then(error(401, "UNAUTHORIZED", "unauthorized"))
        .then(error(401, "UNAUTHORIZED", "unauthorized"))
        .then(200, "{\"components\":[{\"name\":\"database\",\"status\":\"unhealthy\"}]}");

    assertThat(failure(prove())).isInstanceOf(PeerFailed.class);
  }

  @Test
  void saysThatItsOwnCredentialsAreRefusedWhenTheDatabaseIsNotToBlame() {
    harbor
        .then(error(401, "UNAUTHORIZED", "unauthorized"))
        .then(error(401, "UNAUTHORIZED", "unauthorized"))
        .then(Fault.TIMED_OUT);

    assertRefused(prove(), Problem.CREDENTIALS_REJECTED);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "200 | " + USER,
        "403 | {\"errors\":[{\"code\":\"FORBIDDEN\",\"message\":\"x\"}]}",
        "412 | <html>",
        "404 | ",
        "500 | ",
        "302 | ",
      })
  void saysNothingOnAnyOtherAnswer(int status, String body) {
    harbor.then(status, body == null ? "" : body);

    assertThat(failure(prove())).isInstanceOfAny(LostReply.class, PeerFailed.class);
  }

  @Test
  void tellsWhyARobotCanNoLongerLogIn() {
    harbor
        .then(error(401, "UNAUTHORIZED", "unauthorized"))
        .then(200, robot("robot$ci", 7).replace("\"disable\":false", "\"disable\":true"));
    assertRefused(prove(), Problem.CONFLICT);

    harbor.then(error(401, "UNAUTHORIZED", "unauthorized")).then(200, robot("bot@ci", 7));
    assertRefused(prove(), Problem.CONFLICT);

    harbor
        .then(error(401, "UNAUTHORIZED", "unauthorized"))
        .then(error(404, "NOT_FOUND", "robot 7 not found"));
    assertRefused(prove(), Problem.NOT_FOUND);
  }

  @ParameterizedTest
  @CsvSource({
    "http://harbor, http://harbor/api/v2.0/robots/7",
    "http://harbor/, http://harbor/api/v2.0/robots/7",
    "https://harbor:8443/api/v2.0, https://harbor:8443/api/v2.0/robots/7",
    "https://harbor/api/v2.0/, https://harbor/api/v2.0/robots/7",
    "https://harbor/api/, https://harbor/api/v2.0/robots/7",
    "https://tools/harbor, https://tools/harbor/api/v2.0/robots/7",
    "https://tools/harbor//, https://tools/harbor/api/v2.0/robots/7",
    "https://tools/a%20b/api/v2.0, https://tools/a%20b/api/v2.0/robots/7",
    "https://tools/my-api, https://tools/my-api/api/v2.0/robots/7",
    "https://[::1]:8080/x?q=1, https://[::1]:8080/x/api/v2.0/robots/7",
  })
  void joinsItsUrl(String base, String target) {
    harbor.then(200, "{}");

    registry(base, "admin").set(ROBOT, TOKEN, ATTEMPT);

    assertThat(harbor.sent().getFirst().uri()).isEqualTo(URI.create(target));
  }

  @ParameterizedTest
  @CsvSource({"ci, ci", "robot$ci, ci", "bot@ci, ci", "robot$priv+ci, priv+ci", "CI, CI"})
  void queuesARobotUnderOneNameHoweverItIsWritten(String name, String lane) {
    assertThat(registry().robotName(new SecretId(name))).isEqualTo(lane);
  }

  @Test
  void asksForThePasswordOnEveryCall() {
    var asked = new AtomicInteger();
    var registry =
        new HarborRegistry(
            harbor,
            URI.create("http://harbor"),
            new BasicCredentials("admin", () -> Secret.of("p" + asked.incrementAndGet())),
            new RobotNameTemplate(RobotNameTemplate.SECRET_ID),
            new SecureRandom());
    harbor.then(200, "{}").then(200, "{}");

    registry.set(ROBOT, TOKEN, ATTEMPT);
    registry.set(ROBOT, TOKEN, ATTEMPT);

    assertThat(harbor.sent())
        .extracting(request -> request.headers().get("Authorization"))
        .containsExactly(basic("admin", "p1"), basic("admin", "p2"));
  }
}
