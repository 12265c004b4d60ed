package dev.executionworkers.adapter.out.harbor;

import static dev.executionworkers.adapter.out.harbor.ScriptedExchange.NOW;
import static dev.executionworkers.adapter.out.harbor.ScriptedExchange.answer;
import static dev.executionworkers.adapter.out.harbor.ScriptedExchange.error;
import static dev.executionworkers.adapter.out.harbor.ScriptedExchange.errorBody;
import static org.assertj.core.api.Assertions.assertThat;

import dev.executionworkers.adapter.out.exchange.Exchanged;
import dev.executionworkers.adapter.out.exchange.Exchanged.Answered;
import dev.executionworkers.adapter.out.exchange.Exchanged.Fault;
import dev.executionworkers.adapter.out.exchange.Exchanged.Faulted;
import dev.executionworkers.adapter.out.exchange.ForeignText;
import dev.executionworkers.adapter.out.harbor.HarborAnswers.SetAnswer;
import dev.executionworkers.domain.command.Secret;
import dev.executionworkers.domain.outcome.Failure;
import dev.executionworkers.domain.outcome.Failure.LostReply;
import dev.executionworkers.domain.outcome.Failure.NeverSent;
import dev.executionworkers.domain.outcome.Failure.PeerFailed;
import dev.executionworkers.domain.outcome.Failure.Refused;
import dev.executionworkers.domain.outcome.Failure.Throttled;
import dev.executionworkers.domain.outcome.Peer;
import dev.executionworkers.domain.outcome.Problem;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class HarborAnswersTest {
  private static final String TOKEN = "Tok3nThatNobodyMaySee";
  private static final ForeignText SAFE =
      ForeignText.without(Secret.of(TOKEN)).andLogin("admin", Secret.of("Harbor12345"));
  private static final String RIGHTS = "the account needs more rights";
  private static final RobotDefinition NO_DEFINITION = new RobotDefinition("{}");

  @ParameterizedTest
  @CsvSource({
    "400, BAD_REQUEST, the secret must be 8-128, REJECTED",
    "401, UNAUTHORIZED, unauthorized, CREDENTIALS_REJECTED",
    "403, FORBIDDEN, robot$maker, PERMISSION_DENIED",
    "403, FORBIDDEN, forbidden, PERMISSION_DENIED",
    "403, FORBIDDEN, CSRF token not found in request, UNEXPECTED_RESPONSE",
    "403, FORBIDDEN, CSRF token invalid, UNEXPECTED_RESPONSE",
    "403, DENIED, editing of legacy robot is not allowed, CONFLICT",
    "403, DENIED, permission scope is invalid, PERMISSION_DENIED",
    "404, NOT_FOUND, robot 9999 not found, NOT_FOUND",
    "405, METHOD_NOT_ALLOWED, method HEAD is not allowed, REJECTED",
    "409, CONFLICT, robot account 0:ci already exists, CONFLICT",
    "412, PRECONDITION, get current user not available, REJECTED",
    "422, UNPROCESSABLE_ENTITY, validation failure list, REJECTED",
  })
  void refusesWhatHarborRefuses(int status, String code, String message, Problem problem) {
    Failure failure = failure(error(status, code, message));

    assertThat(failure).isInstanceOf(Refused.class);
    assertThat(failure.error().problem()).isEqualTo(problem);
    assertThat(failure.error().peer()).isEqualTo(Peer.HARBOR);
    assertThat(failure.error().peerStatus()).isEqualTo(status);
    assertThat(failure.error().detail()).contains(status + " " + code + ": " + message);
  }

  @Test
  void waitsForReadOnlyModeToPassInWhichNothingHappens() {
    Failure failure =
        failure(
            error(
                403, "DENIED", "The system is in read only mode. Any modification is prohibited."));

    assertThat(failure).isEqualTo(new Throttled(failure.error(), NOW));
    assertThat(failure.error().problem()).isEqualTo(Problem.UNAVAILABLE);
    assertThat(failure.effectUnknown()).isFalse();
  }

  @Test
  void saysWhichRightsAreNeeded() {
    assertThat(failure(error(403, "FORBIDDEN", "robot$maker")).error().detail()).endsWith(RIGHTS);
    assertThat(HarborAnswers.ROBOT_NEVER_REFRESHES_ROBOT)
        .contains("a robot may never refresh a robot")
        .contains("HARBOR_ROTATION=replace");
  }

  @Test
  void saysThatNoRobotGivesMoreThanItHas() {
    Failure failure =
        failure(
            error(
                403,
                "DENIED",
                "permission scope is invalid. It must be equal to or more restrictive than the"
                    + " creator robot's permissions: robot$maker"));

    assertThat(failure.error().problem()).isEqualTo(Problem.PERMISSION_DENIED);
    assertThat(failure.error().detail())
        .contains("robot$maker")
        .endsWith("let it do all that the robot to be replaced may do");
  }

  @Test
  void takesAServerErrorForAnUnknownEffect() {
    assertThat(failure(error(500, "UNKNOWN", "internal server error")))
        .isInstanceOfSatisfying(
            PeerFailed.class,
            failed -> assertThat(failed.error().problem()).isEqualTo(Problem.UNAVAILABLE));
    assertThat(failure(answer(500, ""))).isInstanceOf(PeerFailed.class);
    assertThat(failure(answer(502, "<html>bad gateway</html>"))).isInstanceOf(PeerFailed.class);
  }

  @Test
  void waitsAsLongAsItIsTold() {
    var answer =
        new Answered(
            429,
            Map.of("retry-after", List.of("7")),
            errorBody("TOO_MANY_REQUEST", "too many requests"),
            NOW);

    Failure failure = failure(answer);

    assertThat(failure).isEqualTo(new Throttled(failure.error(), NOW.plusSeconds(7)));
    assertThat(failure.error().problem()).isEqualTo(Problem.RATE_LIMITED);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "default backend - 404", "<html>\u202e404</html>", "{}", "[1]"})
  void takesNoOneElses404ForAMissingRobot(String body) {
    Failure failure = failure(answer(404, body));

    assertThat(failure).isInstanceOf(Refused.class);
    assertThat(failure.error().problem()).isEqualTo(Problem.UNEXPECTED_RESPONSE);
    assertThat(failure.error().detail()).contains("HARBOR_URL");
  }

  @ParameterizedTest
  @EnumSource(Fault.class)
  void hasAFailureForEveryFault(Fault fault) {
    Failure failure = failure(new Faulted(fault));

    assertThat(failure.effectUnknown()).isEqualTo(fault.sent());
    Class<?> unsent = fault == Fault.PROXY_LOGIN_REFUSED ? Refused.class : NeverSent.class;
    assertThat(failure).isInstanceOfAny(fault.sent() ? LostReply.class : unsent, Throttled.class);
  }

  @ParameterizedTest
  @MethodSource("bodies")
  void hasAFailureForEveryStatusAndBody(String body) {
    for (int status = 100; status <= 599; status++) {
      Failure failure = failure(answer(status, body));

      assertThat(failure.error().peer()).isEqualTo(Peer.HARBOR);
      assertThat(failure.error().peerStatus()).isEqualTo(status);
      assertThat(failure.error().detail()).isNotBlank().doesNotContain("<", TOKEN);
      if (status >= 500) {
        assertThat(failure).isInstanceOf(PeerFailed.class);
      }
      if (status < 400) {
        assertThat(failure.error().problem()).isEqualTo(Problem.UNEXPECTED_RESPONSE);
      }
    }
  }

  static Stream<String> bodies() {
    return Stream.of(
        "",
        "<html><body>hello</body></html>",
        "{\"errors\":[{\"code\":\"FORBIDDEN\",\"message\":\"forbidden\"}]}",
        "{\"errors\":[]}",
        "{\"errors\":{\"code\":5}}",
        "{\"errors\":[{\"code\":\"<b>\",\"message\":\"<i>\"}]}",
        "{\"errors\":[{\"code\":\"UNKNOWN\",\"message\":7}]}",
        "{\"errors\":[{\"code\":\"UNKNOWN\",\"message\":\"got " + TOKEN + "\"}]}",
        "[[[[",
        "null");
  }

  @Property(tries = 300)
  void readsAnyBody(@ForAll @IntRange(min = 100, max = 599) int status, @ForAll String body) {
    assertThat(failure(answer(status, body)).error().detail()).isNotBlank();
    assertThat(HarborAnswers.ofSet(answer(status, body)) == SetAnswer.TAKEN)
        .isEqualTo(status == 200 && body.isBlank());
    assertThat(HarborAnswers.isRobot(answer(status, body))).isFalse();
    assertThat(HarborAnswers.saysDatabaseDown(answer(status, body))).isFalse();
    assertThat(RobotAccount.one(answer(status, body))).isEmpty();
  }

  @Test
  void showsNoSecretThatComesBack() {
    Failure failure = failure(error(400, "BAD_REQUEST", "bad secret " + TOKEN + " or Harbor12345"));

    assertThat(failure.toString()).doesNotContain(TOKEN, "Harbor12345").contains("[redacted]");
  }

  @Test
  void proofsAreRefusedByNobody() {
    for (int status = 100; status <= 599; status++) {
      Failure failure =
          HarborAnswers.inconclusive(error(status, "FORBIDDEN", "forbidden"), SAFE, RIGHTS);

      assertThat(failure).isInstanceOfAny(LostReply.class, PeerFailed.class, Throttled.class);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"{}", "{\"secret\":\"\"}", "{\"secret\":null}", "", "\n", "{\"other\":\"x\"}"})
  void takesAnAnswerWithoutASecretForTaken(String body) {
    assertThat(HarborAnswers.ofSet(answer(200, body))).isEqualTo(SetAnswer.TAKEN);
  }

  @ParameterizedTest
  @ValueSource(strings = {"{\"secret\":\"x\"}", "{\"secret\":5}", "{\"secret\":{}}"})
  void noticesASecretInTheAnswer(String body) {
    assertThat(HarborAnswers.ofSet(answer(200, body))).isEqualTo(SetAnswer.MADE_ITS_OWN);
  }

  @ParameterizedTest
  @ValueSource(strings = {"<html>sign in</html>", "[]", "\"\"", "{", "{}{}"})
  void takesNoOtherBodyForTaken(String body) {
    assertThat(HarborAnswers.ofSet(answer(200, body))).isEqualTo(SetAnswer.OTHER);
  }

  @Test
  void takesNoOtherAnswerForTaken() {
    for (int status = 100; status <= 599; status++) {
      if (status != 200) {
        assertThat(HarborAnswers.ofSet(answer(status, "{}"))).isEqualTo(SetAnswer.OTHER);
      }
    }
    assertThat(HarborAnswers.ofSet(new Faulted(Fault.TIMED_OUT))).isEqualTo(SetAnswer.OTHER);
  }

  @Test
  void knowsARobotByOneAnswerOnly() {
    assertThat(HarborAnswers.isRobot(error(412, "PRECONDITION", "get current user"))).isTrue();
    assertThat(HarborAnswers.isRobot(error(412, "PROJECTPOLICYVIOLATION", "x"))).isFalse();
    assertThat(HarborAnswers.isRobot(answer(412, ""))).isFalse();
    assertThat(HarborAnswers.isRobot(error(403, "PRECONDITION", "x"))).isFalse();
    assertThat(HarborAnswers.isRobot(new Faulted(Fault.TIMED_OUT))).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"components\":[{\"name\":\"database\",\"status\":\"unhealthy\"}]} | true",
        "{\"components\":[{\"name\":\"database\",\"status\":\"healthy\"}]} | false",
        "{\"components\":[{\"name\":\"redis\",\"status\":\"unhealthy\"}]} | false",
        "{\"status\":\"unhealthy\"} | false",
        "<html> | false",
      })
  void readsTheHealthOfTheDatabase(String body, boolean down) {
    assertThat(HarborAnswers.saysDatabaseDown(answer(200, body))).isEqualTo(down);
  }

  @Test
  void readsTheFirstOfSeveralErrors() {
    String body = "{\"errors\":[{\"code\":\"NOT_FOUND\",\"message\":\"one\"},{\"code\":\"B\"}]}";

    assertThat(HarborError.of(answer(404, body))).isEqualTo(new HarborError("NOT_FOUND", "one"));
  }

  @Test
  void readsRobotsByHarborsClock() {
    String body = "{\"id\":7,\"name\":\"robot$ci\",\"expires_at\":1772366400}"; // NOW
    var early =
        new Answered(200, Map.of("date", List.of("Sun, 01 Mar 2026 11:59:59 GMT")), body, NOW);

    assertThat(RobotAccount.one(early))
        .contains(new RobotAccount(7, "robot$ci", false, false, true, "", NO_DEFINITION));
    assertThat(RobotAccount.one(answer(200, body)))
        .contains(new RobotAccount(7, "robot$ci", false, true, true, "", NO_DEFINITION));
    assertThat(RobotAccount.one(answer(200, body.replace("1772366400", "-1"))))
        .contains(new RobotAccount(7, "robot$ci", false, false, true, "", NO_DEFINITION));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"id\":\"7\",\"name\":\"robot$ci\",\"expires_at\":-1}",
        "{\"id\":7,\"expires_at\":-1}",
        "{\"id\":7,\"name\":\"\",\"expires_at\":-1}",
        "{\"id\":7,\"name\":\"robot$ci\"}",
        "{\"id\":7.5,\"name\":\"robot$ci\",\"expires_at\":-1}",
        "{\"id\":99999999999999999999,\"name\":\"robot$ci\",\"expires_at\":-1}",
        "[]",
        "7"
      })
  void readsNoRobotOutOfHalfOfOne(String body) {
    assertThat(RobotAccount.one(answer(200, body))).isEmpty();
    assertThat(RobotAccount.list(answer(200, "[" + body + "]"))).isEqualTo(Optional.empty());
  }

  private static Failure failure(Exchanged exchanged) {
    return HarborAnswers.failure(exchanged, SAFE, RIGHTS);
  }
}
