package dev.executionworkers.simulators.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SimulatedServerTest {

  private final SimulatedServer server =
      SimulatedServer.start(
          "echo", request -> Reply.text(200, request.method() + " " + request.text()));
  private final HttpClient client = HttpClient.newHttpClient();

  @AfterEach
  void close() {
    client.close();
    server.close();
  }

  private HttpRequest.Builder to(String target) {
    return HttpRequest.newBuilder(server.baseUri().resolve(target));
  }

  private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
    return client.send(request.build(), BodyHandlers.ofString());
  }

  @Test
  void answersWhatTheHandlerSaysAndRecordsTheRequest() throws Exception {
    HttpResponse<String> answer =
        send(
            to("/a%2Fb/c?x=1&x=%20y&flag")
                .header("X-Thing", "t")
                .PUT(BodyPublishers.ofString("{\"n\":1}")));

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).isEqualTo("PUT {\"n\":1}");
    assertThat(answer.headers().firstValue("Date")).isPresent();
    Received received = server.received().getFirst();
    assertThat(received.method()).isEqualTo("PUT");
    assertThat(received.target()).isEqualTo("/a%2Fb/c?x=1&x=%20y&flag");
    assertThat(received.path()).isEqualTo("/a/b/c");
    assertThat(received.segments()).containsExactly("a/b", "c");
    assertThat(received.queryAll("x")).containsExactly("1", " y");
    assertThat(received.query("flag")).contains("");
    assertThat(received.query("none")).isEmpty();
    assertThat(received.header("x-tHING")).contains("t");
    assertThat(received.json().orElseThrow().get("n").asInt()).isEqualTo(1);
  }

  @Test
  void keepsTheConnectionForTheNextRequest() throws Exception {
    send(to("/one"));
    send(to("/two"));

    assertThat(server.received()).extracting(Received::connection).containsExactly(1L, 1L);
  }

  @Test
  void answersPipelinedRequestsInOrderAndClosesWhenAsked() throws Exception {
    try (var raw = new RawClient(server)) {
      raw.send("POST /a HTTP/1.1\r\nContent-Length: 2\r\n\r\nhiGET /b HTTP/1.1\r\n");
      raw.send("Connection: close\r\n\r\n");

      String all = raw.readToEnd();

      assertThat(all.indexOf("POST hi")).isPositive().isLessThan(all.indexOf("GET "));
      assertThat(all).contains("Connection: close");
    }
  }

  @Test
  void readsChunkedBodies() throws Exception {
    var bytes = new ByteArrayInputStream("chunked body".getBytes(StandardCharsets.UTF_8));

    HttpResponse<String> answer = send(to("/").POST(BodyPublishers.ofInputStream(() -> bytes)));

    assertThat(answer.body()).isEqualTo("POST chunked body");
    assertThat(server.received().getFirst().header("Transfer-Encoding")).contains("chunked");
  }

  @Test
  void sends100ContinueBeforeItReadsTheBody() throws Exception {
    try (var raw = new RawClient(server)) {
      raw.send("POST / HTTP/1.1\r\nExpect: 100-continue\r\nContent-Length: 2\r\n\r\n");
      assertThat(raw.readUntil("\r\n\r\n")).startsWith("HTTP/1.1 100 ");
      assertThat(raw.send("ok").readUntil("POST ok")).startsWith("HTTP/1.1 200 ");
    }
  }

  @Test
  void answersHeadWithTheLengthButWithoutTheBody() throws Exception {
    HttpResponse<String> answer = send(to("/").method("HEAD", BodyPublishers.noBody()));

    assertThat(answer.body()).isEmpty();
    assertThat(answer.headers().firstValueAsLong("Content-Length")).hasValue(5);
  }

  @Test
  void answersWhatIsNoHttpWith400AndRecordsNothing() throws Exception {
    try (var raw = new RawClient(server)) {
      assertThat(raw.send("nonsense\r\n\r\n").readToEnd()).startsWith("HTTP/1.1 400 ");
    }
    assertThat(server.received()).isEmpty();
  }

  @Test
  void showsABugOfTheHandlerAs500() throws Exception {
    Handler broken =
        request -> {
          throw new IllegalStateException("broken handler");
        };
    try (var other = SimulatedServer.start("broken", broken)) {
      HttpResponse<String> answer = send(HttpRequest.newBuilder(other.baseUri()));
      assertThat(answer.statusCode()).isEqualTo(500);
      assertThat(answer.body()).contains("broken handler");
    }
  }

  @Test
  void refusesConnectionsWhileItIsDownAndTakesTheSamePortAgain() throws Exception {
    server.goDown();
    assertThatThrownBy(() -> new Socket(InetAddress.ofLiteral("127.0.0.1"), server.port()).close())
        .isInstanceOf(ConnectException.class);

    server.comeBack();
    assertThat(send(to("/")).statusCode()).isEqualTo(200);
  }

  @Test
  void resetsOpenConnectionsWhenItGoesDown() throws Exception {
    try (var raw = new RawClient(server)) {
      raw.send("GET / HTTP/1.1\r\n\r\n").readUntil("GET ");
      server.goDown();
      assertThatThrownBy(raw::readToEnd).isInstanceOf(IOException.class);
    }
  }

  @Test
  void keepsOnlyTheNewestRequestsWhenToldTo() throws Exception {
    server.keepAtMost(1);
    send(to("/one"));
    send(to("/two"));

    assertThat(server.received()).extracting(Received::path).containsExactly("/two");
    assertThat(server.receivedCount()).isEqualTo(2);
  }

  @Test
  void takesFaultsAndTellsWhatItReceivedOverHttp() throws Exception {
    String rule =
        """
        {"fault":"Answer","times":1,"method":"GET","path":"/x.*","status":503,
         "headers":{"Retry-After":"7"},"body":{"message":"busy"}}\
        """;
    assertThat(send(to("/_sim/faults").POST(BodyPublishers.ofString(rule))).statusCode())
        .isEqualTo(201);

    HttpResponse<String> first = send(to("/x1"));
    assertThat(first.statusCode()).isEqualTo(503);
    assertThat(first.headers().firstValue("Retry-After")).contains("7");
    assertThat(first.body()).isEqualTo("{\"message\":\"busy\"}");
    assertThat(send(to("/x1")).statusCode()).isEqualTo(200);

    var told = Json.read(send(to("/_sim/received")).body().getBytes(StandardCharsets.UTF_8));
    assertThat(told.orElseThrow()).hasSize(2);
    assertThat(told.orElseThrow().get(0).get("fault").asString()).isEqualTo("Answer");
    assertThat(told.orElseThrow().get(0).get("reply").get("status").asInt()).isEqualTo(503);
  }

  @Test
  void refusesAFaultItDoesNotKnowAndSaysSo() throws Exception {
    HttpResponse<String> answer =
        send(to("/_sim/faults").POST(BodyPublishers.ofString("{\"fault\":\"Quake\"}")));

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body()).contains("Quake");
  }

  @Test
  void publishesTheSimulatorsState() throws Exception {
    server.publishState(() -> Map.of("robots", 3));

    assertThat(send(to("/_sim/state")).body()).isEqualTo("{\"robots\":3}");
    assertThat(server.received()).isEmpty();
  }
}
