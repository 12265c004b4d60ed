package dev.executionworkers.adapter.out.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.executionworkers.adapter.out.telemetry.log.CapturedLog;
import dev.executionworkers.domain.command.Requester;
import dev.executionworkers.domain.outcome.DomainError;
import dev.executionworkers.domain.outcome.Failure;
import dev.executionworkers.domain.outcome.Outcome;
import dev.executionworkers.domain.outcome.Peer;
import dev.executionworkers.domain.outcome.Problem;
import dev.executionworkers.port.out.ExecutionTelemetry.ExecutionScope;
import dev.executionworkers.port.out.ExecutionTelemetry.Notice;
import dev.executionworkers.port.out.Ledger;
import io.opentelemetry.context.Context;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;

class ExecutionLogTest {
  private final AtomicLong nanos = new AtomicLong();
  private final TelemetryStack telemetry =
      TelemetryStack.over(Samples.options(Map.of()), Optional.empty(), nanos::get);

  private List<JsonNode> linesOf(Consumer<ExecutionScope> course) {
    try (var log = new CapturedLog("dev.executionworkers")) {
      var scope =
          telemetry.executions().open(Samples.EXECUTION, Samples.UPDATE, new Place(Context.root()));
      nanos.addAndGet(Duration.ofMillis(1234).toNanos());
      course.accept(scope);
      scope.close();
      return log.lines();
    }
  }

  private JsonNode failedWith(Failure failure) {
    return linesOf(scope ->
            scope.ended(
                new Outcome.Failed(failure),
                Samples.event(Samples.UPDATE, Optional.of(failure.error().code()))))
        .getFirst();
  }

  @Test
  void aSuccessIsOneLineAndNothingElse() {
    List<JsonNode> lines =
        linesOf(scope ->
            scope.ended(Samples.COMPLETED, Samples.event(Samples.UPDATE, Optional.empty())));

    assertThat(lines).hasSize(1);
    JsonNode line = lines.getFirst();
    assertThat(line.get("level").asString()).isEqualTo("INFO");
    assertThat(line.get("message").asString()).isEqualTo("operation succeeded");
    assertThat(line.get("operation").asString()).isEqualTo("secrets.UpdateBindingsForSecret");
    assertThat(line.get("operationId").asString()).isEqualTo(Samples.EXECUTION.value());
    assertThat(line.get("subject").asString()).isEqualTo("robot$team+ci");
    assertThat(line.get("result").asString()).isEqualTo("success");
    assertThat(line.get("durationMillis").asLong()).isEqualTo(1234);
  }

  @Test
  void aFailureSaysWhatHappenedWhereAndWhetherToTryAgain() {
    JsonNode line = failedWith(Samples.UNAVAILABLE);

    assertThat(line.get("result").asString()).isEqualTo("error");
    assertThat(line.get("code").asString()).isEqualTo("registry_unavailable");
    assertThat(line.get("target").asString()).isEqualTo("harbor");
    assertThat(line.get("peerStatus").asInt()).isEqualTo(502);
    assertThat(line.get("detail").asString()).isEqualTo("it is broken");
    assertThat(line.get("retryable").asBoolean()).isTrue();
    assertThat(line.get("effectUnknown").asBoolean()).isTrue();
    assertThat(line.get("durationMillis").asLong()).isEqualTo(1234);
  }

  @ParameterizedTest
  @CsvSource({
    "CONFLICT, request, WARN",
    "REJECTED, request, WARN",
    "NOT_FOUND, request, WARN",
    "PLAN_UNSUPPORTED, request, WARN",
    "UNAVAILABLE, peer, WARN",
    "TIMEOUT, peer, WARN",
    "RATE_LIMITED, peer, WARN",
    "UNEXPECTED_RESPONSE, peer, WARN",
    "CREDENTIALS_REJECTED, configuration, ERROR",
    "PERMISSION_DENIED, configuration, ERROR",
    "NOT_CONFIGURED, configuration, ERROR"
  })
  void aFailureSaysWhoHasToDoSomething(Problem problem, String fault, String level) {
    JsonNode line = failedWith(Samples.failure(Peer.GIT_PROVIDER, problem, 500));

    assertThat(line.get("fault").asString()).isEqualTo(fault);
    assertThat(line.get("level").asString()).isEqualTo(level);
  }

  @Test
  void aFailedAttemptIsALineOnlyWhenItIsWorthOne() {
    Failure throttled =
        new Failure.Throttled(
            new DomainError(Peer.GIT_PROVIDER, Problem.RATE_LIMITED, 429, "slow down"),
            Instant.parse("2026-11-24T06:00:00Z"));
    List<JsonNode> lines =
        linesOf(scope -> {
          scope.attemptFailed("find-repository", 2, throttled, true);
          scope.attemptFailed("find-repository", 3, throttled, false);
        });

    assertThat(lines).hasSize(1);
    JsonNode line = lines.getFirst();
    assertThat(line.get("level").asString()).isEqualTo("WARN");
    assertThat(line.get("step").asString()).isEqualTo("find-repository");
    assertThat(line.get("attempt").asInt()).isEqualTo(2);
    assertThat(line.get("code").asString()).isEqualTo("git_rate_limited");
    assertThat(line.get("retryAt").asString()).isEqualTo("2026-11-24T06:00:00Z");
  }

  @ParameterizedTest
  @EnumSource(Notice.class)
  void aNoticeIsAWarningInWords(Notice notice) {
    JsonNode line = linesOf(scope -> scope.notice(notice)).getFirst();

    assertThat(line.get("level").asString()).isEqualTo("WARN");
    assertThat(line.get("message").asString()).isEqualTo(notice.text());
    assertThat(line.get("notice").asString()).isEqualToIgnoringCase(notice.name());
  }

  @ParameterizedTest
  @EnumSource(Ledger.Request.class)
  void anOperatorsDecisionIsALineThatNamesHim(Ledger.Request request) {
    List<JsonNode> lines;
    try (var log = new CapturedLog("dev.executionworkers")) {
      telemetry
          .executions()
          .requested(Samples.EXECUTION, Samples.UPDATE, request, new Requester("jane@example"));
      lines = log.lines();
    }

    JsonNode line = lines.getFirst();
    assertThat(lines).hasSize(1);
    assertThat(line.get("level").asString()).isEqualTo("WARN");
    assertThat(line.get("request").asString()).isEqualTo(request.step());
    assertThat(line.get("requestedBy").asString()).isEqualTo("jane@example");
    assertThat(line.get("operationId").asString()).isEqualTo(Samples.EXECUTION.value());
    assertThat(line.get("subject").asString()).isEqualTo("robot$team+ci");
  }

  @Test
  void anAbandonedExecutionSaysWhy() {
    JsonNode line = linesOf(scope -> scope.endedWithoutOutcome("shutdown")).getFirst();

    assertThat(line.get("reason").asString()).isEqualTo("shutdown");
    assertThat(line.get("level").asString()).isEqualTo("WARN");
  }
}
