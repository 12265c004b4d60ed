package dev.executionworkers.acceptance;

import static dev.executionworkers.acceptance.Platform.asked;
import static dev.executionworkers.acceptance.Platform.environment;
import static dev.executionworkers.acceptance.Platform.name;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests that an operation never sees, and those that come in unusual clothes. */
@ExtendWith(SharedPlatform.class)
class ProtocolTest {
  private static final String SECRETS = "/appenv/secrets";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/github/repos",
        "/appenv/branch-protection",
        "/appenv/secrets",
        "/appenv/secret-bindings",
        "/appenv/gitops-verify",
        "/secrets/bindings/update"
      })
  void asksForATokenAndForPost(String path, Platform platform) {
    assertProblem(platform.stranger().post(path, "{}"), 401, "unauthorized");
    assertProblem(platform.stranger().withToken("wrong").post(path, "{}"), 401, "unauthorized");
    Answer get = platform.engine().get(path);
    assertProblem(get, 405, "method_not_allowed");
    assertThat(get.header("Allow")).hasValue("POST");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/healthz", "/livez", "/readyz"})
  void answersHealthPagesToAnybody(String path, Platform platform) {
    Answer answer = platform.stranger().get(path);
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.body().strip()).isEqualTo("ok");
    assertProblem(platform.stranger().post(path, "{}"), 405, "method_not_allowed");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/", "/nothing", "/appenv", "/appenv/secrets/", "/github/repos/../x"})
  void knowsNoOtherPath(String path, Platform platform) {
    assertProblem(platform.engine().post(path, "{}"), 404, "not_found");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "/appenv/secrets | ",
        "/appenv/secrets | {",
        "/appenv/secrets | []",
        "/appenv/secrets | null",
        "/appenv/secrets | {}",
        "/appenv/secrets | {\"applicationEnvironmentId\":7}",
        "/appenv/secrets | {\"applicationEnvironmentId\":\"\"}",
        "/appenv/secrets | {\"applicationEnvironmentId\":\"../x\"}",
        "/appenv/secrets | {\"applicationEnvironmentId\":\"a\\u0000b\"}",
        "/appenv/secrets | {\"applicationEnvironmentId\":\"a\\nb\"}",
        "/appenv/secrets | {\"applicationEnvironmentId\":\"a\",\"applicationEnvironmentId\":\"b\"}",
        "/appenv/secrets | {\"applicationEnvironmentId\":\"a\"} {}",
        "/secrets/bindings/update | {\"secretId\":\"a\\u202eb\"}",
        "/secrets/bindings/update | {\"secretId\":\"a b\"}",
        "/github/repos | {\"owner\":\"platform\"}",
        "/github/repos | {\"owner\":\"platform\",\"name\":\"a/b\"}",
        "/github/repos | {\"owner\":\"platform\",\"name\":\"x.git\"}",
        "/github/repos | {\"owner\":\"-platform\",\"name\":\"x\"}",
        "/github/repos | {\"owner\":\"platform\",\"name\":\"x\",\"private\":\"yes\"}",
        "/appenv/branch-protection | {\"applicationEnvironmentId\":\"x\",\"requiredApprovals\":7}",
        "/appenv/branch-protection | {\"applicationEnvironmentId\":\"x\",\"branch\":\"a..b\"}",
      })
  void refusesWhatCanNeverBeServed(String path, String body, Platform platform) {
    Answer answer = platform.engine().post(path, body == null ? "" : body);
    assertProblem(answer, 400, "invalid_request");
    assertThat(answer.json().path("retryable").asBoolean(true)).isFalse();
  }

  @Test
  void refusesABodyThatIsNoJsonByName(Platform platform) {
    Answer answer =
        platform
            .engine()
            .send(
                platform
                    .engine()
                    .request(SECRETS)
                    .header("Content-Type", "text/xml")
                    .POST(BodyPublishers.ofString(environment(name("env"))))
                    .build());
    assertProblem(answer, 415, "unsupported_media_type");
  }

  @Test
  void refusesJsonThatIsNestedDeep(Platform platform) {
    String deep = "{\"applicationEnvironmentId\":\"x\",\"more\":" + "[".repeat(30_000);
    assertProblem(platform.engine().post(SECRETS, deep), 400, "invalid_request");
    String whole = deep + "]".repeat(30_000) + "}";
    assertProblem(platform.engine().post(SECRETS, whole), 400, "invalid_request");
    String deeper = "[".repeat(100_000);
    assertProblem(platform.engine().post(SECRETS, deeper), 413, "payload_too_large");
  }

  @Test
  void refusesTenMegabytesAndGoesOnServing(Platform platform) {
    byte[] body =
        ("{\"more\":\"" + "x".repeat(10 * 1024 * 1024) + "\"}").getBytes(StandardCharsets.UTF_8);
    Answer answer =
        platform
            .engine()
            .send(
                platform
                    .engine()
                    .request(SECRETS)
                    .header("Content-Type", "application/json")
                    .POST(BodyPublishers.ofByteArray(body))
                    .build());
    assertProblem(answer, 413, "payload_too_large");
    assertThat(platform.engine().post(SECRETS, environment(name("env"))).status()).isEqualTo(202);
  }

  @Test
  void refusesTenMegabytesInChunks(Platform platform) {
    try (RawConnection connection = RawConnection.to(platform.service().uri())) {
      connection.send(head(SECRETS, "Transfer-Encoding: chunked"));
      byte[] chunk = ("10000\r\n" + "x".repeat(0x10000) + "\r\n").getBytes(StandardCharsets.UTF_8);
      for (int i = 0; i < 160; i++) {
        connection.send(chunk);
      }
      connection.send("0\r\n\r\n");
      assertProblem(connection.answer(), 413, "payload_too_large");
    }
  }

  @Test
  void takesChunksAndKeepsTheConnection(Platform platform) {
    String first = name("env");
    String second = name("env");
    try (RawConnection connection = RawConnection.to(platform.service().uri())) {
      String body = environment(first);
      connection.send(head(SECRETS, "Transfer-Encoding: chunked"));
      body.chars().forEach(each -> connection.send("1\r\n" + (char) each + "\r\n"));
      connection.send("0\r\n\r\n");
      assertThat(connection.answer().status()).isEqualTo(202);

      String again = environment(second);
      connection.send(head(SECRETS, "Content-Length: " + again.length()) + again);
      assertThat(connection.answer().status()).isEqualTo(202);
      connection.send(lines("GET /healthz HTTP/1.1", "Host: x", "Connection: close"));
      assertThat(connection.answer().status()).isEqualTo(200);
      assertThat(connection.isClosedByService()).isTrue();
    }
    assertThat(asked(platform.delegated(), first)).hasSize(1);
    assertThat(asked(platform.delegated(), second)).hasSize(1);
  }

  @Test
  void takesRequestsThatAreSentTogether(Platform platform) {
    String body = environment(name("env"));
    String request = head(SECRETS, "Content-Length: " + body.length()) + body;
    try (RawConnection connection = RawConnection.to(platform.service().uri())) {
      connection.send(request + request);
      assertThat(connection.answer().status()).isEqualTo(202);
      assertThat(connection.answer().status()).isEqualTo(202);
    }
  }

  @Test
  void saysContinueToWhomWaitsForIt(Platform platform) {
    String body = environment(name("env"));
    try (RawConnection connection = RawConnection.to(platform.service().uri())) {
      connection.send(
          head(SECRETS, "Content-Length: " + body.length() + "\r\nExpect: 100-continue"));
      assertThat(connection.line()).startsWith("HTTP/1.1 100");
      assertThat(connection.line()).isEmpty();
      connection.send(body);
      assertThat(connection.answer().status()).isEqualTo(202);
    }
  }

  @Test
  void refusesWithoutContinueWhatItRefusesAnyway(Platform platform) {
    try (RawConnection connection = RawConnection.to(platform.service().uri())) {
      connection.send(
          lines(
              "POST /appenv/secrets HTTP/1.1",
              "Host: x",
              "Content-Length: 20",
              "Expect: 100-continue"));
      assertProblem(connection.answer(), 401, "unauthorized");
    }
  }

  @Test
  void refusesHttp10(Platform platform) {
    try (RawConnection connection = RawConnection.to(platform.service().uri())) {
      connection.send(lines("GET /healthz HTTP/1.0", "Host: x"));
      Answer answer = connection.answer();
      assertProblem(answer, 505, "invalid_request");
      assertThat(connection.isClosedByService()).isTrue();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "no-colon",
        "Content-Length: many",
        "Content-Length: 2|Transfer-Encoding: chunked",
        "Transfer-Encoding: gzip",
      })
  void refusesHeadersThatAreNone(String headers, Platform platform) {
    String request = "POST /appenv/secrets HTTP/1.1|Host: x|" + headers;
    try (RawConnection connection = RawConnection.to(platform.service().uri())) {
      connection.send(lines(request.split("\\|", -1)));
      Answer answer = connection.answer();
      assertThat(answer.status()).as(answer.toString()).isIn(400, 501);
      assertThat(answer.header("Content-Type")).hasValue("application/problem+json");
      assertThat(connection.isClosedByService()).isTrue();
    }
  }

  @Test
  void servesOthersWhileACrowdSendsHalfARequest(Platform platform) {
    var crowd = Caller.allAtOnce(500, () -> RawConnection.to(platform.service().uri()));
    crowd.forEach(
        connection -> connection.send(head(SECRETS, "Content-Length: 50") + "{\"application"));
    Answer answer = platform.engine().post(SECRETS, environment(name("env")));
    crowd.forEach(RawConnection::close);
    assertThat(answer.status()).as(answer.body()).isEqualTo(202);
    assertThat(platform.stranger().get("/healthz").status()).isEqualTo(200);
  }

  private static String lines(String... lines) {
    return String.join("\r\n", lines) + "\r\n\r\n";
  }

  private static String head(String path, String headers) {
    return lines(
        "POST " + path + " HTTP/1.1",
        "Host: x",
        "X-Internal-Token: " + Platform.INTERNAL_TOKEN,
        "Content-Type: application/json",
        headers);
  }

  private static void assertProblem(Answer answer, int status, String code) {
    assertThat(answer.status()).as(answer.toString()).isEqualTo(status);
    assertThat(answer.header("Content-Type")).hasValue("application/problem+json");
    assertThat(answer.code()).isEqualTo(code);
    assertThat(answer.json().path("status").asInt()).isEqualTo(status);
    assertThat(answer.field("message")).isNotBlank().isEqualTo(answer.field("detail"));
    assertThat(answer.field("traceId")).matches("[0-9a-f]{32}");
  }
}
