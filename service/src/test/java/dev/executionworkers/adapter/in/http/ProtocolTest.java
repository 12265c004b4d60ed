package dev.executionworkers.adapter.in.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.executionworkers.adapter.in.http.RawClient.RawAnswer;
import dev.executionworkers.adapter.in.http.RecordedRequests.Trace;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What no HTTP library would send. */
class ProtocolTest {
  private static final RunningServer SERVER = RunningServer.start();
  private static final String PATH = "/appenv/secrets";
  private static final String JSON = "{\"applicationEnvironmentId\":\"e1\"}";
  private static final String LONG = "a".repeat(20_000);

  @AfterAll
  static void stop() {
    SERVER.close();
  }

  static Stream<Arguments> refused() {
    return Stream.of(
        refused(505, "invalid_request", "GET /healthz HTTP/1.0\r\n\r\n"),
        refused(505, "invalid_request", "POST /appenv/secrets HTTP/1.0\r\nHost: a\r\n\r\n"),
        refused(400, "invalid_request", "GET /healthz HTTP/2.0\r\nHost: a\r\n\r\n"),
        refused(400, "invalid_request", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"),
        refused(400, "invalid_request", "GARBAGE\r\n\r\n"),
        refused(400, "invalid_request", "GET /heal thz HTTP/1.1\r\nHost: a\r\n\r\n"),
        refused(400, "invalid_request", "F()O /healthz HTTP/1.1\r\nHost: a\r\n\r\n"),
        refused(400, "invalid_request", "GET /healthz HTTP/1.1\nHost: a\n\n"),
        refused(400, "invalid_request", "GET /healthz HTTP/1.1\r\n\r\n"),
        refused(400, "invalid_request", "GET /healthz HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n"),
        refused(400, "invalid_request", "GET /healthz HTTP/1.1\r\nHost: a b\r\n\r\n"),
        refused(400, "invalid_request", RawClient.head("GET /healthz HTTP/1.1", "no colon")),
        refused(400, "invalid_request", RawClient.head("GET /healthz HTTP/1.1", "X : a")),
        refused(400, "invalid_request", RawClient.head("GET /healthz HTTP/1.1", "X: a\0b")),
        refused(400, "invalid_request", RawClient.head("GET /healthz HTTP/1.1", "X: a", " b")),
        refused(400, "invalid_request", RawClient.head("GET /healthz%zz HTTP/1.1")),
        refused(400, "invalid_request", RawClient.head("GET /healthz?a=<> HTTP/1.1")),
        refused(400, "invalid_request", RawClient.head("GET /\\healthz HTTP/1.1")),
        refused(414, "invalid_request", RawClient.head("GET /" + LONG + " HTTP/1.1")),
        refused(431, "invalid_request", RawClient.head("GET /healthz HTTP/1.1", "X: " + LONG)),
        refused(
            431,
            "invalid_request",
            RawClient.head("GET /healthz HTTP/1.1", "X: 1\r\n".repeat(5_000) + "Y: 1")),
        refused(400, "invalid_request", sized("abc")),
        refused(400, "invalid_request", sized("-1")),
        refused(400, "invalid_request", sized("+5")),
        refused(400, "invalid_request", sized("33, 33")),
        refused(400, "invalid_request", sized("33\r\nContent-Length: 33")),
        refused(400, "invalid_request", sized("33\r\nContent-Length: 34")),
        refused(400, "invalid_request", sized("99999999999999999999")),
        refused(413, "payload_too_large", sized("9999999999")),
        refused(413, "payload_too_large", sized("65537")),
        refused(400, "invalid_request", sized("33\r\nTransfer-Encoding: chunked")),
        refused(400, "invalid_request", coded("gzip", "0\r\n\r\n")),
        refused(501, "invalid_request", coded("gzip, chunked", "0\r\n\r\n")),
        refused(400, "invalid_request", coded("chunked", "zz\r\n" + JSON + "\r\n0\r\n\r\n")),
        refused(400, "invalid_request", coded("chunked", "-1\r\n" + JSON + "\r\n0\r\n\r\n")),
        refused(400, "invalid_request", coded("chunked", "ffffffffffff\r\n" + JSON)),
        refused(400, "invalid_request", coded("chunked", "0\r\nTrailer: x\r\n\r\n")),
        refused(413, "payload_too_large", coded("chunked", "7fffffff\r\n" + JSON)),
        refused(413, "payload_too_large", coded("chunked", "10001\r\n" + JSON)),
        refused(
            413,
            "payload_too_large",
            coded("chunked", "8001\r\n" + "a".repeat(0x8001) + "\r\n8000\r\n")),
        refused(
            415, "unsupported_media_type", RawClient.post(PATH, JSON, "Content-Encoding: gzip")),
        refused(417, "invalid_request", RawClient.post(PATH, JSON, "Expect: 200-maybe")));
  }

  private static Arguments refused(int status, String code, String request) {
    return Arguments.of(status, code, request);
  }

  private static String sized(String contentLength) {
    return RawClient.head("POST " + PATH + " HTTP/1.1", "Content-Length: " + contentLength) + JSON;
  }

  private static String coded(String transferCoding, String body) {
    return RawClient.head("POST " + PATH + " HTTP/1.1", "Transfer-Encoding: " + transferCoding)
        + body;
  }

  @ParameterizedTest
  @MethodSource("refused")
  void refusesWithAProblemAndCloses(int status, String code, String request) throws Exception {
    try (RawClient client = SERVER.connect()) {
      RawAnswer answer = client.send(request).answer();

      assertThat(answer.status()).isEqualTo(status);
      assertThat(answer.header("Content-Type")).contains("application/problem+json");
      assertThat(answer.header("Connection")).contains("close");
      assertThat(answer.body())
          .startsWith("{\"type\":\"urn:execution-workers:problem:" + code + "\"")
          .contains(
              "\"status\":" + status,
              "\"code\":\"" + code + "\"",
              "\"retryable\":false",
              "\"traceId\":\"" + RecordedRequests.TRACE_ID + "\"");
      RecordedRequests.Closed told = SERVER.requests.next();
      assertThat(told.status()).isEqualTo(status);
      assertThat(told.errorCode()).contains(code);
      assertThat(told.route()).isIn("other", "/healthz", PATH);
    }
    assertThat(SERVER.asked).isEmpty();
    assertThat(SERVER.requests.openNow()).isZero();
  }

  @Test
  void knowsTheWholeTraceOfWhatItRefuses() throws Exception {
    try (RawClient client = SERVER.connect()) {
      client.send(
          RawClient.head(
              "POST " + PATH + " HTTP/1.1",
              "Content-Length: abc",
              "traceparent: p",
              "tracestate: a=1",
              "tracestate: b=2"));

      assertThat(client.answer().status()).isEqualTo(400);
    }
    assertThat(SERVER.requests.next().trace())
        .isEqualTo(new Trace(Optional.of("p"), Optional.of("a=1,b=2")));
  }

  static Stream<Arguments> odd() {
    return Stream.of(
        Arguments.of(200, RawClient.head("GET http://elsewhere/healthz HTTP/1.1")),
        Arguments.of(200, RawClient.head("GET /healthz?a=b HTTP/1.1")),
        Arguments.of(200, RawClient.head("GET /healthz HTTP/1.1", "Expect: 100-continue")),
        Arguments.of(
            200,
            RawClient.head(
                "GET /healthz HTTP/1.1",
                "Upgrade: h2c",
                "Connection: Upgrade, HTTP2-Settings",
                "HTTP2-Settings: AAMAAABkAARAAAAAAAIAAAAA")),
        Arguments.of(200, RawClient.head("GET /healthz HTTP/1.1", "X: \u00e9")),
        Arguments.of(405, RawClient.head("FROB /healthz HTTP/1.1")),
        Arguments.of(404, RawClient.head("GET healthz HTTP/1.1")),
        Arguments.of(404, RawClient.head("GET //healthz HTTP/1.1")),
        Arguments.of(404, RawClient.head("GET /x/../healthz HTTP/1.1")),
        Arguments.of(404, RawClient.head("GET /%2e/healthz HTTP/1.1")),
        Arguments.of(404, RawClient.head("GET /health%7a HTTP/1.1")),
        Arguments.of(404, RawClient.head("GET /healthz%00 HTTP/1.1")),
        Arguments.of(404, RawClient.head("GET /healthz;a=b HTTP/1.1")),
        Arguments.of(404, RawClient.head("GET http://elsewhere HTTP/1.1")),
        Arguments.of(404, RawClient.head("OPTIONS * HTTP/1.1")),
        Arguments.of(404, RawClient.head("CONNECT a:80 HTTP/1.1")));
  }

  @ParameterizedTest
  @MethodSource("odd")
  void answersWhatIsOddButWellFormedAndKeepsTheConnection(int status, String request)
      throws Exception {
    try (RawClient client = SERVER.connect()) {
      assertThat(client.send(request).answer().status()).isEqualTo(status);
      assertThat(client.send(RawClient.head("GET /livez HTTP/1.1")).answer().body())
          .isEqualTo("ok");
    }
    assertThat(SERVER.requests.next().status()).isEqualTo(status);
    assertThat(SERVER.requests.next().status()).isEqualTo(200);
  }

  @Test
  void servesRequestsThatComeInOneGoInTheirOrder() throws Exception {
    try (RawClient client = SERVER.connect()) {
      client.send(
          RawClient.post(PATH, JSON)
              + RawClient.head("GET /nothing HTTP/1.1")
              + RawClient.post(PATH, JSON)
              + RawClient.head("GET /livez HTTP/1.1", "Connection: close"));

      assertThat(client.answer().status()).isEqualTo(202);
      assertThat(client.answer().status()).isEqualTo(404);
      assertThat(client.answer().status()).isEqualTo(202);
      assertThat(client.untilClosed()).contains("Connection: close").endsWith("ok");
    }
    drainRecords(4);
    SERVER.asked.clear();
  }

  @Test
  void asksForTheBodyOfACallerWhoWaitsToBeAsked() throws Exception {
    try (RawClient client = SERVER.connect()) {
      client.send(
          RawClient.head(
              "POST " + PATH + " HTTP/1.1",
              "Expect: 100-continue",
              "Content-Length: " + JSON.length()));
      assertThat(client.headAlone().head()).isEqualTo("HTTP/1.1 100 Continue\r\n\r\n");
      assertThat(client.send(JSON).answer().status()).isEqualTo(202);
      assertThat(client.send(RawClient.post(PATH, JSON)).answer().status()).isEqualTo(202);
    }
    drainRecords(2);
    SERVER.asked.clear();
  }

  @Test
  void neverAsksForABodyThatItRefuses() throws Exception {
    try (RawClient client = SERVER.connect()) {
      client.send(
          RawClient.head(
              "POST " + PATH + " HTTP/1.1",
              "Expect: 100-continue",
              "Content-Type: text/plain",
              "Content-Length: 33"));

      RawAnswer answer = client.answer();
      assertThat(answer.status()).isEqualTo(415);
      assertThat(answer.header("Connection")).contains("close");
    }
    drainRecords(1);
  }

  @Test
  void takesABodyInManyChunks() throws Exception {
    StringBuilder chunks = new StringBuilder();
    JSON.chars().forEach(c -> chunks.append("1\r\n").append((char) c).append("\r\n"));
    try (RawClient client = SERVER.connect()) {
      client.send(coded("chunked", chunks + "0\r\n\r\n") + RawClient.post(PATH, JSON));

      assertThat(client.answer().status()).isEqualTo(202);
      assertThat(client.answer().status()).isEqualTo(202);
    }
    drainRecords(2);
    SERVER.asked.clear();
  }

  @Test
  void takesABodyOfExactlyTheLimit() throws Exception {
    String padded = JSON + " ".repeat(HttpLimits.MAX_BODY_BYTES - JSON.length());
    try (RawClient client = SERVER.connect()) {
      assertThat(client.send(RawClient.post(PATH, padded)).answer().status()).isEqualTo(202);
      assertThat(
              client
                  .send(coded("chunked", "10000\r\n" + padded + "\r\n0\r\n\r\n"))
                  .answer()
                  .status())
          .isEqualTo(202);
    }
    drainRecords(2);
    SERVER.asked.clear();
  }

  private static void drainRecords(int count) throws InterruptedException {
    for (int i = 0; i < count; i++) {
      SERVER.requests.next();
    }
  }
}
