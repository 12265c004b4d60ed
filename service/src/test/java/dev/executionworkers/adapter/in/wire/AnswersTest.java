package dev.executionworkers.adapter.in.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.executionworkers.domain.command.ExecutionId;
import dev.executionworkers.domain.outcome.DomainError;
import dev.executionworkers.domain.outcome.Failure;
import dev.executionworkers.domain.outcome.Peer;
import dev.executionworkers.domain.outcome.Problem;
import dev.executionworkers.port.in.Answer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class AnswersTest {
  private static final Instant NOW = Instant.parse("2026-05-01T10:00:00Z");
  private static final ExecutionId EXECUTION =
      new ExecutionId("0196a2b4-0000-7000-8000-000000000001");

  @ParameterizedTest
  @CsvSource({
    "REJECTED, 422, false",
    "NOT_FOUND, 404, false",
    "CONFLICT, 409, false",
    "PLAN_UNSUPPORTED, 422, false",
    "CREDENTIALS_REJECTED, 502, true",
    "PERMISSION_DENIED, 502, true",
    "RATE_LIMITED, 503, true",
    "UNAVAILABLE, 503, true",
    "TIMEOUT, 504, true",
    "UNEXPECTED_RESPONSE, 502, true",
    "NOT_CONFIGURED, 500, true",
  })
  void mapsEveryProblem(Problem problem, int status, boolean retryable) {
    for (Failure failure : failures(problem, Optional.of(NOW.plusSeconds(7)))) {
      Refusal refusal = refusal(new Answer.Failed(EXECUTION, failure));

      assertThat(refusal.status()).isEqualTo(status);
      assertThat(refusal.type().retryable()).isEqualTo(retryable);
      assertThat(refusal.type().code()).isEqualTo("git_" + problem.code());
      assertThat(refusal.target()).contains("git-provider");
      assertThat(refusal.execution()).contains(EXECUTION);
      assertThat(refusal.detail()).isEqualTo("what went wrong");
    }
  }

  @ParameterizedTest
  @EnumSource(Problem.class)
  void answersA4xxExactlyWhenTheCallerShouldGiveUp(Problem problem) {
    int status = ProblemStatus.of(problem);

    assertThat(status >= 500).isEqualTo(problem.retryable());
    assertThat(status).isBetween(400, 599);
    assertThat(ProblemStatus.title(problem)).isNotBlank();
  }

  @ParameterizedTest
  @EnumSource(Problem.class)
  void saysOnEvery503WhenToComeBack(Problem problem) {
    for (Failure failure : failures(problem, Optional.empty())) {
      Refusal refusal = refusal(new Answer.Failed(EXECUTION, failure));

      if (refusal.status() == 503) {
        assertThat(refusal.headers().get("Retry-After")).matches("[1-9][0-9]*");
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "0, 1",
    "1, 1",
    "999, 1",
    "1000, 1",
    "1001, 2",
    "59000, 59",
    "59001, 60",
    "-5000, 1",
  })
  void tellsTheTrueRestOfARateLimitRoundedUp(long millis, String seconds) {
    Failure failure = new Failure.Throttled(error(Problem.RATE_LIMITED), NOW.plusMillis(millis));

    assertThat(refusal(new Answer.Failed(EXECUTION, failure)).headers())
        .containsEntry("Retry-After", seconds);
  }

  @Test
  void neverSaysWhenToComeBackAfterADefiniteNo() {
    Failure failure = new Failure.Throttled(error(Problem.CONFLICT), NOW.plusSeconds(5));

    assertThat(refusal(new Answer.Failed(EXECUTION, failure)).headers())
        .doesNotContainKey("Retry-After");
  }

  @Test
  void mapsWhatIsNoFailureOfAForeignSystem() {
    assertThat(brief(new Answer.InProgress(EXECUTION)))
        .isEqualTo("503 operation_in_progress true 1");
    assertThat(brief(new Answer.ShuttingDown())).isEqualTo("503 shutting_down true 1");
    assertThat(brief(new Answer.JournalUnavailable())).isEqualTo("503 journal_unavailable true 5");
    assertThat(brief(new Answer.KeyReused())).isEqualTo("422 idempotency_key_reused false -");
    assertThat(brief(new Answer.Defect(EXECUTION))).isEqualTo("500 internal_error true -");
    assertThat(refusal(new Answer.InProgress(EXECUTION)).execution()).contains(EXECUTION);
    assertThat(refusal(new Answer.Defect(EXECUTION)).execution()).contains(EXECUTION);
  }

  @ParameterizedTest
  @EnumSource(ServerProblem.class)
  void keepsToTheRuleForTheServicesOwnProblemsToo(ServerProblem problem) {
    ProblemType type = problem.type();

    assertThat(type.status() >= 500).isEqualTo(type.retryable());
    assertThat(type.uri()).isEqualTo("urn:execution-workers:problem:" + type.code());
  }

  @Test
  void keepsTheHintWhenARefusalGetsOtherHeaders() {
    Refusal refusal =
        ServerProblem.SHUTTING_DOWN
            .because("x")
            .retryAfter(Duration.ofSeconds(9))
            .withHeader("Allow", "POST");

    assertThat(refusal.headers()).containsEntry("Retry-After", "9").containsEntry("Allow", "POST");
  }

  private static List<Failure> failures(Problem problem, Optional<Instant> at) {
    DomainError error = error(problem);
    return Stream.<Failure>concat(
            Stream.of(
                new Failure.NeverSent(error),
                new Failure.Refused(error),
                new Failure.NotYet(error),
                new Failure.PeerFailed(error, at),
                new Failure.LostReply(error)),
            at.<Failure>map(until -> new Failure.Throttled(error, until)).stream())
        .toList();
  }

  private static DomainError error(Problem problem) {
    return new DomainError(Peer.GIT_PROVIDER, problem, 500, "what went wrong");
  }

  private static String brief(Answer answer) {
    Refusal refusal = refusal(answer);
    return refusal.status()
        + " "
        + refusal.type().code()
        + " "
        + refusal.type().retryable()
        + " "
        + refusal.headers().getOrDefault("Retry-After", "-");
  }

  private static Refusal refusal(Answer answer) {
    return (Refusal) Answers.reply(answer, NOW);
  }
}
