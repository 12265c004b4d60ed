package dev.executionworkers.adapter.in.http;

import static dev.executionworkers.adapter.in.http.ProblemReply.problem;
import static dev.executionworkers.adapter.in.http.RunningServer.EXECUTION;
import static dev.executionworkers.adapter.in.http.RunningServer.NOW;
import static dev.executionworkers.adapter.in.http.RunningServer.header;
import static org.assertj.core.api.Assertions.assertThat;

import dev.executionworkers.adapter.in.wire.ProblemStatus;
import dev.executionworkers.domain.command.OperationName;
import dev.executionworkers.domain.outcome.DomainError;
import dev.executionworkers.domain.outcome.Failure;
import dev.executionworkers.domain.outcome.Peer;
import dev.executionworkers.domain.outcome.Problem;
import dev.executionworkers.domain.outcome.Repository;
import dev.executionworkers.domain.outcome.Result;
import dev.executionworkers.domain.outcome.Visibility;
import dev.executionworkers.port.in.Answer;
import dev.executionworkers.port.in.Envelope;
import java.net.URI;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;

/** The contract of the six operations, over a real connection and before a fake application. */
class OperationsTest {
  private static final Repository REPOSITORY =
      new Repository(
          9_007_199_254_740_993L,
          "Shop",
          "acme/Shop",
          Visibility.PRIVATE,
          URI.create("https://github.com/acme/Shop"),
          URI.create("https://github.com/acme/Shop.git"),
          "git@github.com:acme/Shop.git",
          "main");

  private final RunningServer server = RunningServer.start();

  @AfterEach
  void stop() {
    server.close();
  }

  @ParameterizedTest
  @EnumSource(OperationName.class)
  void accepts(OperationName operation) throws Exception {
    HttpResponse<String> response = server.post(operation);

    assertThat(response.statusCode()).isEqualTo(202);
    assertThat(header(response, "Content-Type")).contains("application/json");
    assertThat(header(response, "X-Operation-Id")).contains(EXECUTION.value());
    assertThat(response.body())
        .isEqualTo("{\"status\":\"accepted\",\"operationId\":\"" + EXECUTION.value() + "\"}");
    assertThat(server.asked)
        .singleElement()
        .satisfies(envelope -> {
          assertThat(envelope.command().operation()).isEqualTo(operation);
          assertThat(envelope.key()).isEmpty();
          assertThat(envelope.deadline()).isEqualTo(NOW.plus(RunningServer.DEADLINE));
        });
    RecordedRequests.Closed told = server.requests.next();
    assertThat(told.route()).isEqualTo(Routes.path(operation));
    assertThat(told.method()).isEqualTo("POST");
    assertThat(told.status()).isEqualTo(202);
    assertThat(told.errorCode()).isEmpty();
    assertThat(told.execution()).contains(EXECUTION.value());
  }

  @Test
  void describesARepositoryThatWasMadeNow() throws Exception {
    server.answers(new Answer.Succeeded(EXECUTION, new Result.RepositoryReady(REPOSITORY, true)));

    HttpResponse<String> response = server.post(OperationName.CREATE_REPOSITORY);

    assertThat(response.statusCode()).isEqualTo(201);
    assertThat(response.body())
        .isEqualTo(
            """
            {"id":9007199254740993,"name":"Shop","full_name":"acme/Shop","private":true,\
            "html_url":"https://github.com/acme/Shop",\
            "clone_url":"https://github.com/acme/Shop.git",\
            "ssh_url":"git@github.com:acme/Shop.git","default_branch":"main","created":true}\
            """);
  }

  @Test
  void describesARepositoryThatWasAdopted() throws Exception {
    server.answers(new Answer.Succeeded(EXECUTION, new Result.RepositoryReady(REPOSITORY, false)));

    HttpResponse<String> response = server.post(OperationName.CREATE_REPOSITORY);

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.body()).endsWith("\"created\":false}");
  }

  @ParameterizedTest
  @EnumSource(OperationName.class)
  void tellsAFailureInFull(OperationName operation) throws Exception {
    DomainError error =
        new DomainError(Peer.HARBOR, Problem.RATE_LIMITED, 429, "slow \"down\", please");
    server.answers(
        new Answer.Failed(EXECUTION, new Failure.Throttled(error, NOW.plusMillis(41_001))));

    HttpResponse<String> response = server.post(operation);

    JsonNode problem = problem(response, 503, "registry_rate_limited");
    assertThat(header(response, "Retry-After")).contains("42");
    assertThat(problem.get("detail").asString()).isEqualTo("slow \"down\", please");
    assertThat(problem.get("retryable").asBoolean()).isTrue();
    assertThat(problem.get("target").asString()).isEqualTo("harbor");
    assertThat(problem.get("operationId").asString()).isEqualTo(EXECUTION.value());
    RecordedRequests.Closed told = server.requests.next();
    assertThat(told.status()).isEqualTo(503);
    assertThat(told.errorCode()).contains("registry_rate_limited");
    assertThat(told.execution()).contains(EXECUTION.value());
  }

  @ParameterizedTest
  @EnumSource(Problem.class)
  void answersEveryProblemWithItsStatus(Problem what) throws Exception {
    server.answers(
        new Answer.Failed(
            EXECUTION, new Failure.Refused(new DomainError(Peer.APPENV_GITOPS, what, 0, "so"))));

    HttpResponse<String> response = server.post(OperationName.VERIFY_GITOPS_RECONCILIATION);

    problem(response, ProblemStatus.of(what), "appenv_gitops_" + what.code());
  }

  @Test
  void tellsWhatTheApplicationItselfHasAgainstARequest() throws Exception {
    server.answers(new Answer.InProgress(EXECUTION));
    problem(server.post(OperationName.PROVISION_SECRETS), 503, "operation_in_progress");
    server.answers(new Answer.KeyReused());
    JsonNode reused =
        problem(server.post(OperationName.PROVISION_SECRETS), 422, "idempotency_key_reused");
    assertThat(reused.has("operationId")).isFalse();
    assertThat(reused.has("target")).isFalse();
    server.answers(new Answer.ShuttingDown());
    problem(server.post(OperationName.PROVISION_SECRETS), 503, "shutting_down");
    server.answers(new Answer.JournalUnavailable());
    problem(server.post(OperationName.PROVISION_SECRETS), 503, "journal_unavailable");
    server.answers(new Answer.Defect(EXECUTION));
    problem(server.post(OperationName.PROVISION_SECRETS), 500, "internal_error");
  }

  @Test
  void hidesABugFromTheCaller() throws Exception {
    server.application =
        _ -> {
          throw new IllegalStateException("canary");
        };

    HttpResponse<String> response = server.post(OperationName.PROVISION_SECRETS);

    problem(response, 500, "internal_error");
    assertThat(response.body()).doesNotContain("canary").doesNotContain("IllegalState");
    assertThat(server.requests.next().errorCode()).contains("internal_error");
    assertThat(server.requests.openNow()).isZero();
  }

  @Test
  void refusesOperationsWhileItDrains() throws Exception {
    server.server.drain();

    HttpResponse<String> response = server.post(OperationName.PROVISION_SECRETS);

    problem(response, 503, "shutting_down");
    assertThat(header(response, "Retry-After")).contains("1");
    assertThat(header(response, "Connection")).contains("close");
    assertThat(server.asked).isEmpty();
    assertThat(server.get("/healthz").statusCode()).isEqualTo(200);
  }

  @Test
  void holdsTheRequestUntilTheApplicationAnswers() throws Exception {
    server.application =
        envelope -> {
          // The application may take the whole deadline; the connection must not mind.
          assertThat(Duration.between(NOW, envelope.deadline())).isEqualTo(Duration.ofSeconds(12));
          return new Answer.InProgress(EXECUTION);
        };

    problem(server.post(OperationName.UPDATE_SECRET_BINDINGS), 503, "operation_in_progress");
    assertThat(server.asked).extracting(Envelope::deadline).containsOnly(NOW.plusSeconds(12));
  }
}
