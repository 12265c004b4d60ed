package dev.executionworkers.adapter.in.http;

import static dev.executionworkers.adapter.in.http.ProblemReply.problem;
import static dev.executionworkers.adapter.in.http.RunningServer.header;
import static org.assertj.core.api.Assertions.assertThat;

import dev.executionworkers.adapter.in.http.RecordedRequests.Trace;
import dev.executionworkers.domain.command.IdempotencyKey;
import dev.executionworkers.domain.command.OperationName;
import dev.executionworkers.domain.command.Secret;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** What a request for an operation may and must be, over a real connection. */
class OperationRequestsTest {
  private final RunningServer server = RunningServer.start();

  @AfterEach
  void stop() {
    server.close();
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

    assertThat(server.post(OperationName.PROVISION_SECRETS, "X-Internal-Token", token).statusCode())
        .isEqualTo(202);
  }

  @Test
  void takesATokenThatComesTwiceForNone() throws Exception {
    server.tokens = InternalTokens.of(Secret.of("token"));

    problem(
        server.post(
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
    assertThat(server.post(OperationName.PROVISION_SECRETS, "X-Internal-Token", "new").statusCode())
        .isEqualTo(401);

    server.tokens = InternalTokens.of(Secret.of("new"));
    assertThat(server.post(OperationName.PROVISION_SECRETS, "X-Internal-Token", "new").statusCode())
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
    String body = RunningServer.body(OperationName.PROVISION_SECRETS);
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
    server.post(OperationName.PROVISION_SECRETS, "Idempotency-Key", "wf-1/act,2\"x\"");

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
          problem(server.post(OperationName.PROVISION_SECRETS, headers), 400, "invalid_request");
      assertThat(problem.get("detail").asString()).startsWith("Idempotency-Key must");
    }
    assertThat(server.asked).isEmpty();
  }

  @Test
  void joinsTheCallersTrace() throws Exception {
    String parent = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
    server.post(OperationName.PROVISION_SECRETS, "traceparent", parent);

    assertThat(server.requests.next().trace())
        .isEqualTo(new Trace(Optional.of(parent), Optional.empty()));
  }

  /** W3C Trace Context, 3.3.1: the fields of one list, in their order, some perhaps empty. */
  @Test
  void joinsAStateThatComesInParts() throws Exception {
    server.post(
        OperationName.PROVISION_SECRETS,
        "tracestate",
        "a=1,b=2",
        "tracestate",
        "",
        "tracestate",
        "c=3");

    assertThat(server.requests.next().trace().state()).contains("a=1,b=2,c=3");
  }

  private HttpResponse<String> postAs(String contentType) throws Exception {
    return server.send(
        server
            .request(Routes.path(OperationName.PROVISION_SECRETS))
            .setHeader("Content-Type", contentType)
            .POST(
                HttpRequest.BodyPublishers.ofString(
                    RunningServer.body(OperationName.PROVISION_SECRETS))));
  }
}
