package dev.executionworkers.adapter.in.http;

import static dev.executionworkers.adapter.in.http.LedgerSamples.ABANDON;
import static dev.executionworkers.adapter.in.http.LedgerSamples.CONFIRMED;
import static dev.executionworkers.adapter.in.http.LedgerSamples.ENTRY;
import static dev.executionworkers.adapter.in.http.LedgerSamples.FAILED;
import static dev.executionworkers.adapter.in.http.LedgerSamples.RETRY;
import static dev.executionworkers.adapter.in.http.LedgerSamples.entry;
import static dev.executionworkers.adapter.in.http.ProblemReply.problem;
import static dev.executionworkers.adapter.in.http.RunningServer.EXECUTION;
import static org.assertj.core.api.Assertions.assertThat;

import dev.executionworkers.port.in.SuperviseExecutions.Decision;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** What operators decide, over a real connection and before a fake ledger. */
class LedgerDecisionsTest {

  private final RunningServer server = RunningServer.start();

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void takesADecision() throws Exception {
    server.operators.decision = Decision.TAKEN;

    for (String path : List.of(RETRY, ABANDON)) {
      HttpResponse<String> response = server.post(path, "{}", "X-Requested-By", "jane@example");

      assertThat(response.statusCode()).isEqualTo(202);
      assertThat(response.body())
          .isEqualTo("{\"status\":\"accepted\",\"operationId\":\"" + EXECUTION + "\"}");
    }

    assertThat(server.operators.decisions)
        .containsExactly(
            "retry " + EXECUTION + " by jane@example", "abandon " + EXECUTION + " by jane@example");
    assertThat(List.of(server.requests.next().route(), server.requests.next().route()))
        .as("each is told of after its answer, so the second may be the first")
        .containsExactlyInAnyOrder("/operations/{id}/retry", "/operations/{id}/abandon");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/retry", "/abandon"})
  void mustKnowWhoDecides(String verb) throws Exception {
    server.operators.decision = Decision.TAKEN;
    List<String[]> bad =
        List.of(
            new String[0],
            new String[] {"X-Requested-By", ""},
            new String[] {"X-Requested-By", "jane doe"},
            new String[] {"X-Requested-By", "x".repeat(101)},
            new String[] {"X-Requested-By", "jane", "X-Requested-By", "joe"});

    for (String[] headers : bad) {
      JsonNode problem = problem(server.post(ENTRY + verb, "", headers), 400, "invalid_request");
      assertThat(problem.get("detail").asString()).startsWith("X-Requested-By must ");
    }
    assertThat(server.operators.decisions).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"/retry", "/abandon"})
  void saysWhyADecisionIsNotTaken(String verb) throws Exception {
    server.operators.decision = Decision.JOURNAL_UNAVAILABLE;
    assertThat(decided(verb, 503, "journal_unavailable")).contains("recorded");

    server.operators.decision = Decision.NOT_PENDING;
    server.operators.entry = Optional.of(entry(Optional.of(CONFIRMED)));
    assertThat(decided(verb, 409, "not_pending")).contains("has ended");
    server.operators.entry = Optional.of(entry(Optional.of(FAILED)));
    assertThat(decided(verb, 409, "not_pending")).contains("has ended");
    server.operators.entry = Optional.of(entry(Optional.empty()));
    assertThat(decided(verb, 409, "not_pending")).contains("point of no return");
  }

  private String decided(String verb, int status, String code) throws Exception {
    HttpResponse<String> response = server.post(ENTRY + verb, "", "X-Requested-By", "jane");
    JsonNode problem = problem(response, status, code);
    assertThat(problem.get("operationId").asString()).isEqualTo(EXECUTION.value());
    return problem.get("detail").asString();
  }
}
