package dev.executionworkers.adapter.in.http;

import static dev.executionworkers.adapter.in.http.LedgerSamples.ABANDON;
import static dev.executionworkers.adapter.in.http.LedgerSamples.CONFIRMED;
import static dev.executionworkers.adapter.in.http.LedgerSamples.ENTRY;
import static dev.executionworkers.adapter.in.http.LedgerSamples.ERROR;
import static dev.executionworkers.adapter.in.http.LedgerSamples.FAILED;
import static dev.executionworkers.adapter.in.http.LedgerSamples.RETRY;
import static dev.executionworkers.adapter.in.http.LedgerSamples.entry;
import static dev.executionworkers.adapter.in.http.LedgerSamples.line;
import static dev.executionworkers.adapter.in.http.ProblemReply.problem;
import static dev.executionworkers.adapter.in.http.RunningServer.EXECUTION;
import static dev.executionworkers.adapter.in.http.RunningServer.NOW;
import static dev.executionworkers.adapter.in.http.RunningServer.header;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.executionworkers.domain.command.InvalidCommandException;
import dev.executionworkers.domain.command.OperationName;
import dev.executionworkers.domain.command.Secret;
import dev.executionworkers.domain.outcome.Failure;
import dev.executionworkers.domain.outcome.Outcome;
import dev.executionworkers.domain.outcome.Repository;
import dev.executionworkers.domain.outcome.Result;
import dev.executionworkers.domain.outcome.Visibility;
import dev.executionworkers.port.in.SuperviseExecutions.Decision;
import dev.executionworkers.port.in.SuperviseExecutions.Running;
import dev.executionworkers.port.out.Ledger.Entry;
import dev.executionworkers.port.out.Ledger.Page;
import dev.executionworkers.port.out.Ledger.Query;
import dev.executionworkers.port.out.Ledger.RecordedStep;
import dev.executionworkers.port.out.Ledger.State;
import dev.executionworkers.port.out.Ledger.StepFailures;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The operators' routes, over a real connection and before a fake ledger. */
class LedgerDeskTest {
  private static final JsonMapper JSON = new JsonMapper();

  private final RunningServer server = RunningServer.start();

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void listsWhatWasDone() throws Exception {
    server.operators.page =
        new Page(List.of(line(Optional.empty()), line(Optional.of(FAILED))), Optional.of(41L));

    HttpResponse<String> response = server.get("/operations");

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(header(response, "Content-Type")).contains("application/json");
    assertThat(response.body())
        .isEqualTo(
            """
            {"operations":[{"operationId":"%1$s","operation":"secrets.UpdateBindingsForSecret",\
            "subject":"ci","state":"unfinished","begunAt":"2026-05-01T09:00:00Z"},\
            {"operationId":"%1$s","operation":"secrets.UpdateBindingsForSecret",\
            "subject":"ci","state":"failed","code":"secret_bindings_rejected",\
            "begunAt":"2026-05-01T09:00:00Z","finishedAt":"2026-05-01T09:00:01.500Z",\
            "durationMillis":1500}],"next":41}\
            """
                .formatted(EXECUTION));
    assertThat(server.requests.next().route()).isEqualTo("/operations");
  }

  @Test
  void anEmptyLedgerIsAnEmptyListWithoutANext() throws Exception {
    assertThat(server.get("/operations").body()).isEqualTo("{\"operations\":[]}");
  }

  @Test
  void looksForWhatIsAsked() throws Exception {
    server.get(
        "/operations?operation=github.CreateRepository&subject=acme%2FShop+1&state=failed"
            + "&since=2026-04-30T00:00:00Z&before=41&limit=200");

    assertThat(server.operators.queries)
        .containsExactly(
            new Query(
                Optional.of(OperationName.CREATE_REPOSITORY),
                Optional.of("acme/Shop+1"),
                Optional.of(State.FAILED),
                Optional.of(Instant.parse("2026-04-30T00:00:00Z")),
                Optional.of(41L),
                200));
  }

  @Test
  void looksForTheLastFiftyOfAnythingByDefault() throws Exception {
    server.get("/operations");

    assertThat(server.operators.queries)
        .containsExactly(
            new Query(
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                50));
  }

  @ParameterizedTest
  @CsvSource({"90s, PT90S", "15m, PT15M", "2h, PT2H", "7d, P7D"})
  void countsBackFromNow(String since, Duration ago) throws Exception {
    server.get("/operations?since=" + since);

    assertThat(server.operators.queries.remove().since()).contains(NOW.minus(ago));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "colour=red | the parameter colour is unknown; known are before, limit, operation, since,"
            + " state, subject",
        "operation=CreateRepository | operation must be one of appenv.ApplyBranchProtection,",
        "state=pending | state must be one of failed, interrupted, succeeded, unfinished",
        "since=yesterday | since must be a time such as",
        "since=+1000000000-12-31T23:59:59Z | since must be a time such as",
        "limit=0 | limit must be a whole number from 1 to 200",
        "limit=201 | limit must be a whole number from 1 to 200",
        "limit=many | limit must be a whole number from 1 to 200",
        "before=-1 | before must be a whole number from 1",
        "before=99999999999999999999 | before must be a whole number from 1",
        "subject= | subject must not be empty",
        "subject | subject must not be empty",
        "subject=a&subject=b | subject must come once",
        "since=-1000000000-01-01T00:00:00Z | since must be a time such as",
        "subject=%zz | the request line, a header",
      })
  void namesWhatIsWrongWithAQuery(String query, String detail) throws Exception {
    // Java's own client would not send a broken one.
    try (RawClient client = server.connect()) {
      client.send(RawClient.head("GET /operations?" + query + " HTTP/1.1"));
      RawClient.RawAnswer answer = client.answer();

      assertThat(answer.status()).isEqualTo(400);
      JsonNode problem = JSON.readTree(answer.body());
      assertThat(problem.get("code").asString()).isEqualTo("invalid_request");
      assertThat(problem.get("detail").asString()).startsWith(detail);
    }
    assertThat(server.operators.queries).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"subject=%zz", "subject=%4", "%=1"})
  void refusesABrokenPercentSignWhateverTheServerMakesOfIt(String query) {
    assertThatThrownBy(() -> LedgerQuery.parse(query, NOW))
        .isInstanceOf(InvalidCommandException.class)
        .hasMessage("the query has a broken percent sign");
  }

  @Test
  void showsAnExecutionInFull() throws Exception {
    server.operators.entry = Optional.of(unfinished());
    server.operators.running = Optional.of(waitingForItsNextAttempt());

    HttpResponse<String> response = server.get(ENTRY);

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(header(response, "X-Operation-Id")).contains(EXECUTION.value());
    assertThat(response.body())
        .isEqualTo(
            """
            {"operationId":"%s","operation":"secrets.UpdateBindingsForSecret","subject":"ci",\
            "state":"unfinished","begunAt":"2026-05-01T09:00:00Z","outboundKey":"key-1",\
            "lane":"robot","effectInDoubt":true,"aftercareAt":"2026-05-01T10:03:00Z",\
            "steps":[{"name":"set-token","at":"2026-05-01T09:59:00Z"},\
            {"name":"retry-asked","at":"2026-05-01T09:59:54Z","by":"jane"}],\
            "failures":[{"step":"hand-to-bindings","count":3,"code":"secret_bindings_rejected",\
            "peerStatus":422,"detail":"no \\"such\\" secret","lastAt":"2026-05-01T09:59:55Z"}],\
            "running":{"since":"2026-05-01T09:59:00Z","pending":true,"waitingCallers":2,\
            "nextAttemptAt":"2026-05-01T10:00:09Z","lastFailure":{\
            "code":"secret_bindings_rejected","target":"secret-bindings","peerStatus":422,\
            "detail":"no \\"such\\" secret","retryable":false,"effectUnknown":false,\
            "retryAt":"2026-05-01T10:00:09Z"}}}\
            """
                .formatted(EXECUTION));
    RecordedRequests.Closed told = server.requests.next();
    assertThat(told.route()).isEqualTo("/operations/{id}");
    assertThat(told.execution()).contains(EXECUTION.value());
  }

  @Test
  void saysHowAnExecutionEnded() throws Exception {
    server.operators.entry = Optional.of(entry(Optional.of(FAILED)));
    JsonNode failed = JSON.readTree(server.get(ENTRY).body());
    assertThat(failed.get("state").asString()).isEqualTo("failed");
    assertThat(failed.get("code").asString()).isEqualTo("secret_bindings_rejected");
    assertThat(failed.get("error").get("detail").asString()).isEqualTo("no \"such\" secret");
    assertThat(failed.has("running")).isFalse();

    server.operators.entry = Optional.of(entry(Optional.of(CONFIRMED)));
    JsonNode succeeded = JSON.readTree(server.get(ENTRY).body());
    assertThat(succeeded.get("state").asString()).isEqualTo("succeeded");
    assertThat(succeeded.has("code")).isFalse();
    assertThat(succeeded.has("error")).isFalse();

    server.operators.entry = Optional.of(entry(Optional.of(adopted())));
    JsonNode repository = JSON.readTree(server.get(ENTRY).body());
    assertThat(repository.get("repository").asString()).isEqualTo("https://github.com/acme/Shop");
    assertThat(repository.get("created").asBoolean()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "/retry", "/abandon"})
  void knowsNothingOfAnIdThatIsNotThere(String what) throws Exception {
    String path = "/operations/nobody" + what;
    HttpResponse<String> response =
        what.isEmpty() ? server.get(path) : server.post(path, "", "X-Requested-By", "jane");

    problem(response, 404, "not_found");
    assertThat(server.requests.next().route()).isEqualTo("/operations/{id}" + what);
  }

  @Test
  void answersHeadWithTheHeadersAlone() throws Exception {
    try (RawClient client = server.connect()) {
      client.send(RawClient.head("HEAD /operations HTTP/1.1"));

      assertThat(client.headAlone().header("Content-Length")).contains("17");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "/operations | POST | GET, HEAD",
        "/operations/1 | DELETE | GET, HEAD",
        "/operations/1/retry | GET | POST",
        "/operations/1/abandon | PUT | POST",
      })
  void saysWhichMethodsAPathKnows(String path, String method, String allowed) throws Exception {
    HttpResponse<String> response =
        server.send(server.request(path).method(method, BodyPublishers.noBody()));

    problem(response, 405, "method_not_allowed");
    assertThat(header(response, "Allow")).contains(allowed);
  }

  @Test
  void asksForTheToken() throws Exception {
    server.tokens = InternalTokens.of(Secret.of("token"));
    server.operators.entry = Optional.of(entry(Optional.of(CONFIRMED)));
    server.operators.decision = Decision.TAKEN;

    problem(server.get("/operations"), 401, "unauthorized");
    problem(server.get(ENTRY, "X-Internal-Token", "wrong"), 401, "unauthorized");
    problem(server.post(RETRY, "", "X-Requested-By", "jane"), 401, "unauthorized");
    problem(server.post(ABANDON, "", "X-Requested-By", "jane"), 401, "unauthorized");
    assertThat(server.operators.decisions).isEmpty();

    assertThat(server.get(ENTRY, "X-Internal-Token", "token").statusCode()).isEqualTo(200);
    assertThat(
            server
                .post(RETRY, "", "X-Requested-By", "jane", "X-Internal-Token", "token")
                .statusCode())
        .isEqualTo(202);
  }

  @Test
  void saysThatTheJournalIsAway() throws Exception {
    server.operators.away = true;

    problem(server.get("/operations"), 503, "journal_unavailable");
    problem(server.get(ENTRY), 503, "journal_unavailable");
    problem(server.post(RETRY, "", "X-Requested-By", "jane"), 503, "journal_unavailable");
  }

  private static Entry unfinished() {
    return new Entry(
        line(Optional.empty()),
        "key-1",
        Optional.of("robot"),
        true,
        Optional.of(NOW.plusSeconds(180)),
        List.of(
            new RecordedStep("set-token", NOW.minusSeconds(60), Optional.empty()),
            new RecordedStep("retry-asked", NOW.minusSeconds(6), Optional.of("jane"))),
        List.of(
            new StepFailures(
                "hand-to-bindings", 3, ERROR.code(), 422, ERROR.detail(), NOW.minusSeconds(5))));
  }

  private static Running waitingForItsNextAttempt() {
    return new Running(
        NOW.minusSeconds(60),
        2,
        Optional.of(new Failure.Throttled(ERROR, NOW.plusSeconds(9))),
        true,
        Optional.of(NOW.plusSeconds(9)));
  }

  private static Outcome adopted() {
    return new Outcome.Completed(
        new Result.RepositoryReady(
            new Repository(
                7,
                "Shop",
                "acme/Shop",
                Visibility.PRIVATE,
                URI.create("https://github.com/acme/Shop"),
                URI.create("https://github.com/acme/Shop.git"),
                "git@github.com:acme/Shop.git",
                "main"),
            false));
  }
}
