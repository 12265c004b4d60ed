package dev.executionworkers.adapter.out.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.executionworkers.adapter.out.exchange.Exchanged.Answered;
import dev.executionworkers.adapter.out.exchange.OutboundRequest.Method;
import dev.executionworkers.domain.outcome.Peer;
import dev.executionworkers.port.out.Destination.ForeignSystem;
import dev.executionworkers.simulators.wire.Received;
import dev.executionworkers.simulators.wire.Reply;
import dev.executionworkers.simulators.wire.SimulatedServer;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class HttpExchangeTest {
  private volatile UnaryOperator<Reply> change = UnaryOperator.identity();
  private final SimulatedServer peer =
      SimulatedServer.start("peer", request -> change.apply(Reply.json(200, Map.of("ok", true))));
  private final RecordingTelemetry telemetry = new RecordingTelemetry();
  private final HttpExchange exchange =
      Exchanges.with(
          new ExchangeSettings(
              new ForeignSystem(Peer.APPENV_SECRETS),
              peer.baseUri(),
              Exchanges.PATIENT,
              true,
              Exchanges.NETWORK),
          telemetry);

  @AfterEach
  void stop() {
    exchange.close();
    peer.close();
  }

  @Test
  void handsBackTheWholeAnswer() {
    change = reply -> Reply.json(201, Map.of("name", "grün")).with("X-One", "1").with("X-One", "2");

    Answered answer = answered(exchange.send(get("/a")));

    assertThat(answer.status()).isEqualTo(201);
    assertThat(answer.body()).isEqualTo("{\"name\":\"grün\"}");
    assertThat(answer.headers()).containsEntry("x-one", List.of("1", "2"));
    assertThat(answer.receivedAt()).isEqualTo(Exchanges.NOW);
  }

  @Test
  void sendsWhatItIsGivenAndAddsOnlyWhatItMust() {
    exchange.send(
        OutboundRequest.json(Method.POST, uri("/x%2Fy/z?q=a%20b"), "{\"name\":\"grün\"}")
            .with("Idempotency-Key", "k-1"));

    Received request = peer.received().getFirst();
    assertThat(request.method()).isEqualTo("POST");
    assertThat(request.target()).isEqualTo("/x%2Fy/z?q=a%20b");
    assertThat(request.text()).isEqualTo("{\"name\":\"grün\"}");
    assertThat(request.header("Content-Type")).contains("application/json");
    assertThat(request.header("Idempotency-Key")).contains("k-1");
    assertThat(request.header("User-Agent")).contains("execution-workers/test");
    assertThat(request.headers().fields())
        .map(field -> field.name().toLowerCase(Locale.ROOT))
        .containsExactlyInAnyOrder(
            "host",
            "connection",
            "user-agent",
            "content-length",
            "content-type",
            "idempotency-key",
            "traceparent");
  }

  @ParameterizedTest
  @EnumSource(Method.class)
  void sendsEveryMethodWithAndWithoutABody(Method method) {
    exchange.send(OutboundRequest.of(method, uri("/none")));
    exchange.send(OutboundRequest.json(method, uri("/some"), "{}"));

    assertThat(peer.received()).extracting(Received::method).containsOnly(method.name());
    assertThat(peer.received()).extracting(Received::text).containsExactly("", "{}");
  }

  @Test
  void passesTheTraceOnOnlyToPeersOfOurs() {
    exchange.send(get("/a"));
    try (var stranger =
        Exchanges.with(
            new ExchangeSettings(
                new ForeignSystem(Peer.GIT_PROVIDER),
                peer.baseUri(),
                Exchanges.PATIENT,
                false,
                Exchanges.NETWORK))) {
      stranger.send(get("/b"));
    }

    assertThat(peer.received())
        .extracting(request -> request.header("traceparent"))
        .containsExactly(Optional.of(RecordingTelemetry.TRACEPARENT), Optional.empty());
  }

  @Test
  void tellsTelemetryOfEachSend() {
    change = reply -> Reply.empty(503);
    exchange.send(get("/secret-path?secret=query"));

    assertThat(telemetry.told())
        .containsExactly("open appenv-secrets GET " + peer.baseUri(), "answered 503", "close");
  }

  @ParameterizedTest
  @ValueSource(ints = {301, 302, 303, 307, 308})
  void surfacesARedirectInsteadOfFollowingIt(int status) {
    change = reply -> Reply.empty(status).with("Location", peer.baseUri() + "/elsewhere");

    Answered answer = answered(exchange.send(get("/a")));

    assertThat(answer.status()).isEqualTo(status);
    assertThat(answer.header("Location")).contains(peer.baseUri() + "/elsewhere");
    assertThat(peer.received()).hasSize(1);
  }

  @Test
  void neverSendsACookieBack() {
    change = reply -> reply.with("Set-Cookie", "sid=0123456789; Path=/; HttpOnly");
    exchange.send(get("/a"));
    exchange.send(get("/b"));

    assertThat(peer.received()).hasSize(2).allMatch(r -> r.header("Cookie").isEmpty());
  }

  @Test
  void doesNotAnswerAChallenge() {
    change = reply -> Reply.empty(401).with("WWW-Authenticate", "Basic realm=\"x\"");

    assertThat(answered(exchange.send(get("/a"))).status()).isEqualTo(401);
    assertThat(peer.received()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(ints = {429, 500, 502, 503, 504})
  void retriesNothingOfItsOwnAccord(int status) {
    change = reply -> Reply.empty(status).with("Retry-After", "0");

    assertThat(answered(exchange.send(get("/a"))).status()).isEqualTo(status);
    assertThat(peer.received()).hasSize(1);
  }

  @Test
  void asksForNoCompressionAndDecodesNone() {
    change = reply -> reply.with("Content-Encoding", "gzip");

    assertThat(answered(exchange.send(get("/a"))).body()).isEqualTo("{\"ok\":true}");
    assertThat(peer.received().getFirst().header("Accept-Encoding")).isEmpty();
  }

  @Test
  void usesItsConnectionAgain() {
    exchange.send(get("/a"));
    change = reply -> Reply.empty(204);
    exchange.send(get("/b"));
    exchange.send(get("/c"));

    assertThat(peer.received()).extracting(Received::connection).containsOnly(1L);
  }

  @Test
  void holdsAThousandRequestsAtOnce() throws Exception {
    int requests = 1_000;
    var arrived = new CountDownLatch(requests);
    change = reply -> afterAll(arrived, reply);

    List<Future<Exchanged>> sent = new ArrayList<>();
    try (var callers = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < requests; i++) {
        sent.add(callers.submit(() -> exchange.send(get("/held"))));
      }
    }

    for (Future<Exchanged> one : sent) {
      assertThat(answered(one.get()).status()).isEqualTo(200);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://127.0.0.1:1/a",
        "https://127.0.0.1:PORT/a",
        "http://localhost:PORT/a",
        "http://user@127.0.0.1:PORT/a",
        "http://127.0.0.1.example.org:PORT/a",
        "/a",
        "file:///etc/passwd"
      })
  void refusesToCallAnyoneElse(String elsewhere) {
    URI uri = URI.create(elsewhere.replace("PORT", Integer.toString(peer.port())));

    assertThatThrownBy(() -> exchange.send(OutboundRequest.of(Method.GET, uri)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(peer.received()).isEmpty();
    assertThat(telemetry.told()).isEmpty();
  }

  @Test
  void connectsWithoutARequest() {
    assertThat(exchange.connect()).isEmpty();
    assertThat(peer.received()).isEmpty();
  }

  /** None is answered before the last has come. */
  private static Reply afterAll(CountDownLatch arrived, Reply reply) {
    arrived.countDown();
    try {
      arrived.await();
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
    return reply;
  }

  private OutboundRequest get(String path) {
    return OutboundRequest.of(Method.GET, uri(path));
  }

  private URI uri(String path) {
    return URI.create(peer.baseUri() + path);
  }

  private static Answered answered(Exchanged exchanged) {
    assertThat(exchanged).isInstanceOf(Answered.class);
    return (Answered) exchanged;
  }
}
