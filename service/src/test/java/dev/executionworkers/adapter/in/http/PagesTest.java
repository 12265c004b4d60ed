package dev.executionworkers.adapter.in.http;

import static dev.executionworkers.adapter.in.http.RunningServer.header;
import static org.assertj.core.api.Assertions.assertThat;

import dev.executionworkers.domain.command.Secret;
import dev.executionworkers.port.in.Readiness;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PagesTest {
  private final RunningServer server = RunningServer.start();

  @AfterEach
  void stop() {
    server.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"/healthz", "/livez", "/readyz"})
  void saysOkWithoutAskingForAToken(String path) throws Exception {
    server.tokens = InternalTokens.of(Secret.of("token"));

    HttpResponse<String> response = server.get(path);

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.body()).isEqualTo("ok");
    assertThat(header(response, "Content-Type")).contains("text/plain; charset=utf-8");
    assertThat(server.requests.next().route()).isEqualTo(path);
  }

  @Test
  void tellsTheBalancerToSendNothing() throws Exception {
    server.state = Readiness.State.JOURNAL_UNAVAILABLE;
    assertThat(unready("5")).contains("\"code\":\"journal_unavailable\"");
    server.state = Readiness.State.DRAINING;
    assertThat(unready("1")).contains("\"code\":\"shutting_down\"");
    server.state = Readiness.State.READY;
    server.server.drain();
    assertThat(unready("1")).contains("\"code\":\"shutting_down\"");
    assertThat(server.get("/livez").statusCode()).isEqualTo(200);
  }

  private String unready(String retryAfter) throws Exception {
    HttpResponse<String> response = server.get("/readyz");
    assertThat(response.statusCode()).isEqualTo(503);
    assertThat(header(response, "Retry-After")).contains(retryAfter);
    return response.body();
  }

  @Test
  void rendersTheMetricsAsTheScraperLikesThem() throws Exception {
    HttpResponse<String> response =
        server.get("/metrics", "Accept", "application/openmetrics-text");

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(header(response, "Content-Type")).contains("text/x-metrics");
    assertThat(response.body()).isEqualTo("accept application/openmetrics-text");
    assertThat(server.get("/metrics").body()).isEqualTo("accept nothing");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/healthz", "/livez", "/readyz", "/metrics"})
  void canOnlyBeRead(String path) throws Exception {
    HttpResponse<String> response =
        server.send(server.request(path).POST(HttpRequest.BodyPublishers.ofString("{}")));

    assertThat(response.statusCode()).isEqualTo(405);
    assertThat(header(response, "Allow")).contains("GET, HEAD");
    assertThat(response.body()).contains("\"code\":\"method_not_allowed\"");
  }

  @Test
  void answersHeadWithTheHeadersAlone() throws Exception {
    try (RawClient client = server.connect()) {
      client.send(RawClient.head("HEAD /healthz HTTP/1.1"));
      RawClient.RawAnswer head = client.headAlone();
      client.send(RawClient.head("GET /healthz HTTP/1.1"));

      assertThat(head.status()).isEqualTo(200);
      assertThat(head.header("Content-Length")).contains("2");
      assertThat(client.answer().body()).isEqualTo("ok");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"/", "/nothing", "/github/repos/", "/github//repos", "/healthz/"})
  void knowsNothingElse(String path) throws Exception {
    HttpResponse<String> response = server.get(path);

    assertThat(response.statusCode()).isEqualTo(404);
    assertThat(header(response, "Content-Type")).contains("application/problem+json");
    assertThat(response.body()).contains("\"code\":\"not_found\"", "\"retryable\":false");
    assertThat(server.requests.next().route()).isEqualTo("other");
  }

  @Test
  void doesNotSayWhatItIsMadeOf() throws Exception {
    assertThat(header(server.get("/healthz"), "Server")).isEmpty();
  }
}
