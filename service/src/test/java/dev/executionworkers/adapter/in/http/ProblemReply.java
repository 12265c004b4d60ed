package dev.executionworkers.adapter.in.http;

import static dev.executionworkers.adapter.in.http.RunningServer.header;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What every problem that is answered has in common. */
final class ProblemReply {
  private static final JsonMapper JSON = new JsonMapper();

  private ProblemReply() {}

  /** Checks it, and hands back the whole. */
  static JsonNode problem(HttpResponse<String> response, int status, String code) {
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
    if (status == 401) {
      assertThat(header(response, "WWW-Authenticate")).contains("X-Internal-Token");
    }
    if (status == 503) {
      assertThat(header(response, "Retry-After").orElseThrow()).matches("[1-9][0-9]*");
    }
    return problem;
  }
}
