package dev.executionworkers.adapter.in.http;

import static dev.executionworkers.adapter.in.http.RunningServer.EXECUTION;
import static dev.executionworkers.adapter.in.http.RunningServer.NOW;
import static dev.executionworkers.adapter.in.http.RunningServer.header;
import static org.assertj.core.api.Assertions.assertThat;

import dev.executionworkers.adapter.in.wire.ProblemStatus;
import dev.executionworkers.domain.command.IdempotencyKey;
import dev.executionworkers.domain.command.OperationName;
import dev.executionworkers.domain.command.Secret;
import dev.executionworkers.domain.outcome.DomainError;
import dev.executionworkers.domain.outcome.Failure;
import dev.executionworkers.domain.outcome.Peer;
import dev.executionworkers.domain.outcome.Problem;
import dev.executionworkers.domain.outcome.Repository;
import dev.executionworkers.domain.outcome.Result;
import dev.executionworkers.port.in.Answer;
import dev.executionworkers.port.in.Envelope;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The contract of the six operations, over a real connection and before a fake application. */
class OperationsTest {
  private static final JsonMapper JSON = new JsonMapper();
  private static final Repository REPOSITORY =
      new Repository(
          9_007_199_254_740_993L,
          "Shop",
          "acme/Shop",
          true,
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
    HttpResponse<String> response = post(operation);

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

    HttpResponse<String> response = post(OperationName.CREATE_REPOSITORY);

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

    HttpResponse<String> response = post(OperationName.CREATE_REPOSITORY);

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

    HttpResponse<String> response = post(operation);

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

    HttpResponse<String> response = post(OperationName.VERIFY_GITOPS_RECONCILIATION);

    problem(response, ProblemStatus.of(what), "appenv_gitops_" + what.code());
  }

  @Test
  void tellsWhatTheApplicationItselfHasAgainstARequest() throws Exception {
    server.answers(new Answer.InProgress(EXECUTION));
    problem(post(OperationName.PROVISION_SECRETS), 503, "operation_in_progress");
    server.answers(new Answer.KeyReused());
    JsonNode reused = problem(post(OperationName.PROVISION_SECRETS), 422, "idempotency_key_reused");
    assertThat(reused.has("operationId")).isFalse();
    assertThat(reused.has("target")).isFalse();
    server.answers(new Answer.ShuttingDown());
    problem(post(OperationName.PROVISION_SECRETS), 503, "shutting_down");
    server.answers(new Answer.JournalUnavailable());
    problem(post(OperationName.PROVISION_SECRETS), 503, "journal_unavailable");
    server.answers(new Answer.Defect(EXECUTION));
    problem(post(OperationName.PROVISION_SECRETS), 500, "internal_error");
  }

  @Test
  void hidesABugFromTheCaller() throws Exception {
    server.application =
        _ -> {
          throw new IllegalStateException("canary");
        };

    HttpResponse<String> response = post(OperationName.PROVISION_SECRETS);

    problem(response, 500, "internal_error");
    assertThat(response.body()).doesNotContain("canary").doesNotContain("IllegalState");
    assertThat(server.requests.next().errorCode()).contains("internal_error");
    assertThat(server.requests.openNow()).isZero();
  }

  @ParameterizedTest
  @EnumSource(OperationName.class)
  void knowsPostAlone(OperationName operation) throws Exception {
    for (String method : List.of("GET", "PUT", "PATCH", "DELETE", "OPTIONS", "PURGE")) {
      HttpResponse<String> response =
          server.send(
              server
                  .request(Routes.path(operation))
                  .method(method, HttpRequest.BodyPublishers.noBody()));

      problem(response, 405, "method_not_allowed");
      assertThat(header(response, "Allow")).contains("POST");
      assertThat(server.requests.next().method())
          .isEqualTo(method.equals("PURGE") ? "OTHER" : method);
    }
    assertThat(server.asked).isEmpty();
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(strings = {"", "wrong", "token,", "token2"})
  void asksForTheTokenBeforeItLooksAtTheBody(String token) throws Exception {
    server.tokens = InternalTokens.of(Secret.of("token,other"));
    String[] headers = token == null ? new String[0] : new String[] {"X-Internal-Token", token};

    for (OperationName operation : OperationName.values()) {
      HttpResponse<String> response = server.post(Routes.path(operation), "{broken", headers);
      problem(response, 401, "unauthorized");
      assertThat(server.requests.next().errorCode()).contains("unauthorized");
    }
    assertThat(server.asked).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"token,other", "token", "other"})
  void letsAnyOfTheTokensIn(String token) throws Exception {
    server.tokens = InternalTokens.of(Secret.of("token,other"));

    assertThat(post(OperationName.PROVISION_SECRETS, "X-Internal-Token", token).statusCode())
        .isEqualTo(202);
  }

  @Test
  void takesATokenThatComesTwiceForNone() throws Exception {
    server.tokens = InternalTokens.of(Secret.of("token"));

    problem(
        post(
            OperationName.PROVISION_SECRETS,
            "X-Internal-Token",
            "token",
            "X-Internal-Token",
            "token"),
        401,
        "unauthorized");
  }

  @Test
  void asksForTheTokensThatAreValidNow() throws Exception {
    server.tokens = InternalTokens.of(Secret.of("old"));
    assertThat(post(OperationName.PROVISION_SECRETS, "X-Internal-Token", "new").statusCode())
        .isEqualTo(401);

    server.tokens = InternalTokens.of(Secret.of("new"));
    assertThat(post(OperationName.PROVISION_SECRETS, "X-Internal-Token", "new").statusCode())
        .isEqualTo(202);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "application/json",
        "application/json; charset=utf-8",
        "Application/JSON;charset=UTF-8",
        "application/vnd.acme+json",
        "application/merge-patch+json ; v=1",
      })
  void takesJsonUnderAnyOfItsNames(String type) throws Exception {
    assertThat(postAs(type).statusCode()).isEqualTo(202);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "text/plain",
        "application/x-www-form-urlencoded",
        "application/jsonx",
        "json",
        "text/json",
        "application",
        "multipart/form-data; boundary=application/json",
        ";",
      })
  void refusesWhatCallsItselfSomethingElse(String type) throws Exception {
    problem(postAs(type), 415, "unsupported_media_type");
    assertThat(server.asked).isEmpty();
  }

  @Test
  void needsNoContentType() throws Exception {
    String body = body(OperationName.PROVISION_SECRETS);
    HttpResponse<String> response =
        server.send(
            server
                .request(Routes.path(OperationName.PROVISION_SECRETS))
                .POST(HttpRequest.BodyPublishers.ofString(body)));

    assertThat(response.statusCode()).isEqualTo(202);
  }

  @ParameterizedTest
  @EnumSource(OperationName.class)
  void namesWhatIsWrongWithTheBody(OperationName operation) throws Exception {
    for (String broken : List.of("", "[]", "{\"x\":1}", "{", "{\"x\":1,\"x\":2}")) {
      JsonNode problem =
          problem(server.post(Routes.path(operation), broken), 400, "invalid_request");
      assertThat(problem.get("retryable").asBoolean()).isFalse();
      assertThat(problem.get("detail").asString()).isNotBlank();
    }
    assertThat(server.asked).isEmpty();
  }

  @Test
  void handsTheIdempotencyKeyOn() throws Exception {
    post(OperationName.PROVISION_SECRETS, "Idempotency-Key", "wf-1/act,2\"x\"");

    assertThat(server.asked.remove().key()).contains(new IdempotencyKey("wf-1/act,2\"x\""));
  }

  @Test
  void refusesAnIdempotencyKeyThatIsNone() throws Exception {
    List<String[]> bad = new ArrayList<>();
    bad.add(new String[] {"Idempotency-Key", ""});
    bad.add(new String[] {"Idempotency-Key", "a b"});
    bad.add(new String[] {"Idempotency-Key", "x".repeat(256)});
    bad.add(new String[] {"Idempotency-Key", "a", "Idempotency-Key", "a"});
    for (String[] headers : bad) {
      JsonNode problem =
          problem(post(OperationName.PROVISION_SECRETS, headers), 400, "invalid_request");
      assertThat(problem.get("detail").asString()).startsWith("Idempotency-Key must");
    }
    assertThat(server.asked).isEmpty();
  }

  @Test
  void joinsTheCallersTrace() throws Exception {
    String parent = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
    post(OperationName.PROVISION_SECRETS, "traceparent", parent);

    assertThat(server.requests.next().parent()).contains(parent);
  }

  @Test
  void refusesOperationsWhileItDrains() throws Exception {
    server.server.drain();

    HttpResponse<String> response = post(OperationName.PROVISION_SECRETS);

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

    problem(post(OperationName.UPDATE_SECRET_BINDINGS), 503, "operation_in_progress");
    assertThat(server.asked).extracting(Envelope::deadline).containsOnly(NOW.plusSeconds(12));
  }

  private HttpResponse<String> post(OperationName operation, String... headers) throws Exception {
    return server.post(Routes.path(operation), body(operation), headers);
  }

  private HttpResponse<String> postAs(String contentType) throws Exception {
    return server.send(
        server
            .request(Routes.path(OperationName.PROVISION_SECRETS))
            .setHeader("Content-Type", contentType)
            .POST(HttpRequest.BodyPublishers.ofString(body(OperationName.PROVISION_SECRETS))));
  }

  private static String body(OperationName operation) {
    return switch (operation) {
      case CREATE_REPOSITORY -> "{\"owner\":\"acme\",\"name\":\"Shop\"}";
      case APPLY_BRANCH_PROTECTION,
          PROVISION_SECRETS,
          CREATE_SECRET_BINDINGS,
          VERIFY_GITOPS_RECONCILIATION ->
          "{\"applicationEnvironmentId\":\"e1\"}";
      case UPDATE_SECRET_BINDINGS -> "{\"secretId\":\"s1\"}";
    };
  }

  /** Checks what every problem has in common. */
  private static JsonNode problem(HttpResponse<String> response, int status, String code) {
    assertThat(response.statusCode()).isEqualTo(status);
    assertThat(header(response, "Content-Type")).contains("application/problem+json");
    JsonNode problem = JSON.readTree(response.body());
    assertThat(problem.get("type").asString()).isEqualTo("urn:execution-workers:problem:" + code);
    assertThat(problem.get("title").asString()).isNotBlank();
    assertThat(problem.get("status").asInt()).isEqualTo(status);
    assertThat(problem.get("code").asString()).isEqualTo(code);
    assertThat(problem.get("message")).isEqualTo(problem.get("detail"));
    assertThat(problem.get("retryable").asBoolean()).isEqualTo(status >= 500);
    assertThat(problem.get("traceId").asString()).isEqualTo(RecordedRequests.TRACE_ID);
    if (status == 503) {
      assertThat(header(response, "Retry-After").orElseThrow()).matches("[1-9][0-9]*");
    }
    return problem;
  }
}
