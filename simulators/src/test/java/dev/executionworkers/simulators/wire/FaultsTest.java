package dev.executionworkers.simulators.wire;

import static dev.executionworkers.simulators.wire.RequestMatcher.any;
import static dev.executionworkers.simulators.wire.RequestMatcher.method;
import static dev.executionworkers.simulators.wire.RequestMatcher.path;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class FaultsTest {

  private static final String GET = "GET /x HTTP/1.1\r\n\r\n";
  private static final Duration SHORT = Duration.ofMillis(5);

  private final AtomicInteger effects = new AtomicInteger();
  private final SimulatedServer server =
      SimulatedServer.start(
          "faulty",
          request -> {
            effects.incrementAndGet();
            return Reply.text(200, "0123456789");
          });

  @AfterEach
  void close() {
    server.close();
  }

  private String get() throws IOException {
    try (var raw = new RawClient(server)) {
      return raw.send("GET /x HTTP/1.1\r\nConnection: close\r\n\r\n").readToEnd();
    }
  }

  private void assertReset() throws IOException {
    try (var raw = new RawClient(server)) {
      assertThatThrownBy(() -> raw.send(GET).readToEnd())
          .isInstanceOf(IOException.class)
          .hasMessageContaining("reset");
    }
  }

  private void assertNoAnswerUntilDown() throws IOException {
    try (var raw = new RawClient(server)) {
      raw.send(GET);
      awaitReceived(1);
      server.goDown();
      assertThatThrownBy(raw::readOne).isInstanceOf(IOException.class);
    }
  }

  private void awaitReceived(int requests) {
    while (server.receivedCount() < requests) {
      Thread.onSpinWait();
    }
  }

  @Test
  void answersInTheHandlersStead() throws Exception {
    server.faults().next(any(), new Fault.Answer(Reply.empty(503).with("Retry-After", "3")));

    assertThat(get()).startsWith("HTTP/1.1 503 ").contains("Retry-After: 3\r\n");
    assertThat(effects).hasValue(0);
    assertThat(get()).startsWith("HTTP/1.1 200 ");
    assertThat(server.exchanges().getFirst().fault()).containsInstanceOf(Fault.Answer.class);
    assertThat(server.exchanges().getFirst().reply().orElseThrow().status()).isEqualTo(503);
    assertThat(server.exchanges().get(1).fault()).isEmpty();
  }

  @Test
  void delaysAndThenGoesOn() throws Exception {
    server.faults().next(any(), new Fault.Delay(SHORT));
    assertThat(get()).startsWith("HTTP/1.1 200 ");

    server.faults().next(any(), new Fault.Delay(SHORT, new Fault.Answer(Reply.empty(500))));
    assertThat(get()).startsWith("HTTP/1.1 500 ");
    assertThat(effects).hasValue(1);
  }

  @Test
  void aDelayEndsWhenTheServerGoesDown() throws Exception {
    server.faults().next(any(), new Fault.Delay(Duration.ofDays(1)));
    assertNoAnswerUntilDown();
    assertThat(effects).hasValue(0);
  }

  @Test
  void hangsWithoutAnEffect() throws Exception {
    server.faults().next(any(), new Fault.Hang());
    assertNoAnswerUntilDown();
    assertThat(effects).hasValue(0);
  }

  @Test
  void hangsAfterTheEffect() throws Exception {
    server.faults().next(any(), new Fault.EffectThenHang());
    assertNoAnswerUntilDown();
    assertThat(effects).hasValue(1);
  }

  @Test
  void resetsBeforeTheEffect() throws Exception {
    server.faults().next(any(), new Fault.ResetBefore());
    assertReset();
    assertThat(effects).hasValue(0);
    assertThat(server.received()).hasSize(1);
  }

  @Test
  void resetsAfterTheEffect() throws Exception {
    server.faults().next(any(), new Fault.EffectThenReset());
    assertReset();
    assertThat(effects).hasValue(1);
    assertThat(server.exchanges().getFirst().reply()).isPresent();
  }

  @Test
  void closesWithoutAnAnswerBeforeOrAfterTheEffect() throws Exception {
    server.faults().next(any(), new Fault.CloseBefore()).next(any(), new Fault.EffectThenClose());

    assertThat(get()).isEmpty();
    assertThat(effects).hasValue(0);
    assertThat(get()).isEmpty();
    assertThat(effects).hasValue(1);
  }

  @Test
  void doesTheEffectAndAnswersLateOrOtherwise() throws Exception {
    server
        .faults()
        .next(any(), new Fault.EffectThenDelay(SHORT))
        .next(any(), new Fault.EffectThenAnswer(Reply.text(502, "<html>Bad Gateway</html>")));

    assertThat(get()).startsWith("HTTP/1.1 200 ");
    assertThat(get()).startsWith("HTTP/1.1 502 ").endsWith("<html>Bad Gateway</html>");
    assertThat(effects).hasValue(2);
  }

  @Test
  void sendsHalfAnAnswer() throws Exception {
    server.faults().next(any(), new Fault.HalfAnswer());

    assertThat(get()).contains("Content-Length: 10\r\n").endsWith("\r\n\r\n01234");
    assertThat(effects).hasValue(1);
  }

  @Test
  void sendsGarbage() throws Exception {
    server.faults().next(any(), new Fault.Garbage());

    assertThat(get()).isNotEmpty().doesNotContain("HTTP/1.");
    assertThat(effects).hasValue(0);
  }

  @Test
  void dripsForEver() throws Exception {
    server.faults().next(any(), new Fault.Drip(1, SHORT));
    try (var raw = new RawClient(server)) {
      assertThat(raw.send(GET).readUntil("1\r\nx\r\n1\r\nx\r\n1\r\nx\r\n"))
          .startsWith("HTTP/1.1 200 ");
    }
  }

  @Test
  void sendsAHugeBodyThatIsStillWellFormed() throws Exception {
    server.faults().next(any(), new Fault.HugeBody(3_000_000));

    try (HttpClient client = HttpClient.newHttpClient()) {
      HttpRequest request = HttpRequest.newBuilder(server.baseUri()).build();
      String body = client.send(request, BodyHandlers.ofString()).body();
      assertThat(body).hasSize(3_000_000).startsWith("{\"filler\":\"xxx").endsWith("x\"}");
    }
  }

  @Test
  void appliesTheFirstRuleThatMatchesAsOftenAsTold() throws Exception {
    server
        .faults()
        .next(2, path("/x").and(method("GET")), new Fault.Answer(Reply.empty(500)))
        .next(any(), new Fault.Proceed())
        .always(path("/x"), new Fault.Answer(Reply.empty(502)))
        .always(path("/y"), new Fault.Answer(Reply.empty(504)));

    var statuses = new ArrayList<String>();
    for (int i = 0; i < 5; i++) {
      statuses.add(get().substring(9, 12));
    }

    assertThat(statuses).containsExactly("500", "500", "200", "502", "502");
    assertThat(server.faults().pending()).isEqualTo(2);
    server.faults().clear();
    assertThat(get()).startsWith("HTTP/1.1 200 ");
  }

  @Test
  void onesRulesEndWithoutThoseOfOthers() throws Exception {
    RequestMatcher mine = path("/x");
    RequestMatcher theirs = path("/x");
    server
        .faults()
        .always(mine, new Fault.Answer(Reply.empty(502)))
        .next(mine, new Fault.Answer(Reply.empty(503)))
        .always(theirs, new Fault.Answer(Reply.empty(504)));
    assertThat(get()).startsWith("HTTP/1.1 502 ");

    server.faults().end(mine);

    assertThat(get()).startsWith("HTTP/1.1 504 ");
  }

  @Test
  void holdsThousandsOfConnectionsAtOnce() throws Exception {
    int many = 2_000;
    server.faults().always(any(), new Fault.Hang());
    var held = new ArrayList<RawClient>();
    try {
      for (int i = 0; i < many; i++) {
        held.add(new RawClient(server).send(GET));
      }
      awaitReceived(many);
      assertThat(server.openConnections()).isEqualTo(many);
    } finally {
      for (RawClient client : held) {
        client.close();
      }
    }
  }
}
