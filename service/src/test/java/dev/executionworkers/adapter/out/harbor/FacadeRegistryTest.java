package dev.executionworkers.adapter.out.harbor;

import static dev.executionworkers.adapter.out.harbor.ScriptedExchange.answer;
import static org.assertj.core.api.Assertions.assertThat;

import dev.executionworkers.adapter.out.exchange.Exchanged.Fault;
import dev.executionworkers.adapter.out.exchange.OutboundRequest;
import dev.executionworkers.domain.command.Secret;
import dev.executionworkers.domain.command.SecretId;
import dev.executionworkers.domain.outcome.Failure;
import dev.executionworkers.domain.outcome.Failure.LostReply;
import dev.executionworkers.domain.outcome.Failure.PeerFailed;
import dev.executionworkers.domain.outcome.Peer;
import dev.executionworkers.domain.outcome.Problem;
import dev.executionworkers.domain.outcome.StepResult;
import dev.executionworkers.domain.policy.Backoff;
import dev.executionworkers.domain.policy.Commitment;
import dev.executionworkers.domain.policy.Repeatability;
import dev.executionworkers.domain.policy.RetryDecision;
import dev.executionworkers.domain.policy.RetryPolicy;
import dev.executionworkers.port.out.Attempt;
import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class FacadeRegistryTest {
  private static final URI URL = URI.create("https://facade.example/rotate/now?tenant=a%2Fb");
  private static final SecretId SECRET = new SecretId("CI/main");
  private static final Attempt ATTEMPT = new Attempt("key-1", 1, false);

  private final ScriptedExchange facade = new ScriptedExchange();
  private final FacadeRegistry registry =
      new FacadeRegistry(
          facade,
          URL,
          new BasicCredentials("rotator", () -> Secret.of("pässword")),
          new RobotNameTemplate("robot${secretId}"));

  @Test
  void postsToTheUrlToTheLetter() {
    facade.then(200, "{\"token\":\"Tkn1\"}");

    assertThat(issue()).isEqualTo(StepResult.done(Secret.of("Tkn1")));

    OutboundRequest request = facade.sent().getFirst();
    assertThat(request.method()).isEqualTo(OutboundRequest.Method.POST);
    assertThat(request.uri()).isEqualTo(URL);
    assertThat(request.body()).contains("{\"secretId\":\"CI/main\",\"robot\":\"robot$CI/main\"}");
    assertThat(request.headers())
        .containsEntry("Authorization", "Basic cm90YXRvcjpww6Rzc3dvcmQ=")
        .containsEntry("Content-Type", "application/json")
        .containsEntry("Idempotency-Key", "key-1");
  }

  @Test
  void namesTheRobotAsTheTemplateHasIt() {
    assertThat(registry.robotName(SECRET)).isEqualTo("robot$CI/main");
  }

  @ParameterizedTest
  @ValueSource(ints = {200, 201, 202, 299})
  void takesTheTokenOfAnySuccess(int status) {
    facade.then(status, "{\"token\":\"Tkn1\",\"expires\":5}");

    assertThat(issue()).isEqualTo(StepResult.done(Secret.of("Tkn1")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{}",
        "[]",
        "Tkn1",
        "<html>Tkn1</html>",
        "{\"token\":\"\"}",
        "{\"token\":\" \"}",
        "{\"token\":null}",
        "{\"token\":17}",
        "{\"token\":{\"value\":\"Tkn1\"}}"
      })
  void countsNoSuccessWithoutAToken(String body) {
    facade.then(200, body);

    Failure failure = failure();

    assertThat(failure).isInstanceOf(LostReply.class);
    assertThat(failure.error().problem()).isEqualTo(Problem.UNEXPECTED_RESPONSE);
    assertThat(failure.toString()).doesNotContain("Tkn1");
  }

  @Test
  void hasAFailureForEveryOtherStatusAndQuotesNoBody() {
    for (int status = 100; status <= 599; status++) {
      if (status < 200 || status > 299) {
        facade.then(answer(status, "{\"token\":\"Tkn1\"}"));

        Failure failure = failure();

        assertThat(failure.error().peer()).isEqualTo(Peer.HARBOR);
        assertThat(failure.error().peerStatus()).isEqualTo(status);
        assertThat(failure.toString()).doesNotContain("Tkn1");
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "401, CREDENTIALS_REJECTED",
    "403, PERMISSION_DENIED",
    "404, NOT_FOUND",
    "409, CONFLICT",
    "422, REJECTED",
    "301, UNEXPECTED_RESPONSE",
  })
  void refusesWhatItRefuses(int status, Problem problem) {
    facade.then(status, "no");

    Failure failure = failure();

    assertThat(failure).isInstanceOf(Failure.Refused.class);
    assertThat(failure.error().problem()).isEqualTo(problem);
  }

  /** Something on the way may answer so, while the token that nobody heard of is in force. */
  @Test
  void takesNoNotFoundAfterALostAnswerForARobotThatIsGone() {
    facade.then(404, "default backend - 404");

    Failure failure = failure(new Attempt("key-1", 2, true));

    assertThat(failure).isInstanceOf(Failure.Refused.class);
    assertThat(failure.error().problem()).isEqualTo(Problem.UNEXPECTED_RESPONSE);
    assertThat(RetryPolicy.decide(failure, Repeatability.REPEATABLE, Commitment.COMMITTED))
        .isEqualTo(new RetryDecision.TellAndTryAgain(Backoff.PENDING, false));
  }

  @Test
  void takesAServerErrorForAnUnknownEffect() {
    facade.then(503, "");

    assertThat(failure()).isInstanceOf(PeerFailed.class);
  }

  @ParameterizedTest
  @EnumSource(Fault.class)
  void hasAFailureForEveryFault(Fault fault) {
    facade.then(fault);

    assertThat(failure().effectUnknown()).isEqualTo(fault.sent());
  }

  private StepResult<Secret> issue() {
    return registry.issue(SECRET, ATTEMPT);
  }

  private Failure failure() {
    return failure(ATTEMPT);
  }

  private Failure failure(Attempt attempt) {
    StepResult<Secret> result = registry.issue(SECRET, attempt);
    assertThat(result).isInstanceOf(StepResult.Failed.class);
    return ((StepResult.Failed<Secret>) result).failure();
  }
}
