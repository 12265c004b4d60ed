package dev.executionworkers.adapter.in.temporal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.executionworkers.adapter.in.wire.Answers;
import dev.executionworkers.adapter.in.wire.Refusal;
import dev.executionworkers.adapter.in.wire.ServerProblem;
import io.temporal.common.converter.RawValue;
import io.temporal.failure.ApplicationFailure;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class FailuresTest {
  private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";

  @ParameterizedTest
  @EnumSource(ServerProblem.class)
  void everyProblemIsItsCodeAndRetriedAsTheVocabularySays(ServerProblem problem) {
    ApplicationFailure failure = Failures.of(problem.because("why"), TRACE);

    assertThat(failure.getType()).isEqualTo(problem.type().code());
    assertThat(failure.isNonRetryable()).isEqualTo(!problem.type().retryable());
    assertThat(failure.getOriginalMessage()).isEqualTo("why");
    assertThat(failure.getNextRetryDelay()).isNull();
    assertThat(failure.getStackTrace()).isEmpty();
    assertThat(details(failure))
        .contains("\"code\":\"" + problem.type().code() + "\"", "\"traceId\":\"" + TRACE + "\"");
  }

  private static String details(ApplicationFailure failure) {
    RawValue detail = failure.getDetails().get(0, RawValue.class);
    return detail.getPayload().getData().toStringUtf8();
  }

  @Test
  void whatAnEndingProcessCannotFinishIsTriedAgainAtOnce() {
    ApplicationFailure failure = Failures.of(Answers.shuttingDown(), TRACE);

    assertThat(failure.getType()).isEqualTo("shutting_down");
    assertThat(failure.isNonRetryable()).isFalse();
    assertThat(failure.getNextRetryDelay()).isEqualTo(Duration.ofSeconds(1));
  }

  @Test
  void theTrueDelayIsToldAndNeverNone() {
    Refusal limited = ServerProblem.OPERATION_IN_PROGRESS.because("x");

    assertThat(Failures.of(limited.retryAfter(Duration.ofMinutes(40)), TRACE).getNextRetryDelay())
        .isEqualTo(Duration.ofMinutes(40));
    assertThat(Failures.of(limited.retryAfter(Duration.ofSeconds(-3)), TRACE).getNextRetryDelay())
        .isEqualTo(Duration.ofSeconds(1));
  }

  @Test
  void aFinalNoHasNoDelay() {
    Refusal refused = ServerProblem.IDEMPOTENCY_KEY_REUSED.because("x");

    assertThat(Failures.of(refused.retryAfter(Duration.ofSeconds(5)), TRACE).getNextRetryDelay())
        .isNull();
  }

  @ParameterizedTest
  @CsvSource({
    "PT2M, PT0S, PT0S, PT1M55S",
    "PT10S, PT0S, PT0S, PT9S",
    "PT0S, PT1H, PT50M, PT9M55S",
    "PT2M, PT1H, PT59M, PT55S",
    "PT2M, PT1H, PT10M, PT1M55S",
    "PT0S, PT0S, PT5S, PT9M55S"
  })
  void anAttemptWaitsUntilShortlyBeforeItsTimeout(
      Duration startToClose, Duration scheduleToClose, Duration waited, Duration patience) {
    assertThat(ActivityTimes.patience(startToClose, scheduleToClose, waited)).isEqualTo(patience);
  }
}
