package dev.executionworkers.adapter.out.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import dev.executionworkers.adapter.out.exchange.Exchanged.Answered;
import dev.executionworkers.adapter.out.exchange.Exchanged.Faulted;
import dev.executionworkers.adapter.out.exchange.OutboundRequest.Method;
import dev.executionworkers.domain.outcome.Peer;
import dev.executionworkers.port.out.Destination.ForeignSystem;
import dev.executionworkers.simulators.wire.Fault;
import dev.executionworkers.simulators.wire.Reply;
import dev.executionworkers.simulators.wire.RequestMatcher;
import dev.executionworkers.simulators.wire.SimulatedServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What each thing that can go wrong on the wire is called, and whether it was sent before. */
class HttpExchangeFaultsTest {
  private static final String CHUNKED = "Transfer-Encoding: chunked\r\n\r\n";

  private final SimulatedServer peer =
      SimulatedServer.start("peer", request -> Reply.json(200, Map.of("ok", true)));

  @AfterEach
  void stop() {
    peer.close();
  }

  static Stream<Arguments> faults() {
    return Stream.of(
        Arguments.of(new Fault.ResetBefore(), Exchanged.Fault.CONNECTION_LOST),
        Arguments.of(new Fault.CloseBefore(), Exchanged.Fault.CONNECTION_LOST),
        Arguments.of(new Fault.EffectThenReset(), Exchanged.Fault.CONNECTION_LOST),
        Arguments.of(new Fault.EffectThenClose(), Exchanged.Fault.CONNECTION_LOST),
        Arguments.of(new Fault.HalfAnswer(), Exchanged.Fault.CONNECTION_LOST),
        Arguments.of(new Fault.Garbage(), Exchanged.Fault.UNREADABLE),
        Arguments.of(garbage("HTTP/1.1 OK 200\r\n\r\n"), Exchanged.Fault.UNREADABLE),
        Arguments.of(garbage("HTTP/9.9 200 OK\r\n\r\n"), Exchanged.Fault.UNREADABLE),
        Arguments.of(
            garbage("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nxyz\r\n"),
            Exchanged.Fault.UNREADABLE),
        Arguments.of(
            garbage("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n9\r\nhalf"),
            Exchanged.Fault.CONNECTION_LOST),
        Arguments.of(
            garbage("HTTP/1.1 200 OK\r\nContent-Length: many\r\n\r\n"), Exchanged.Fault.UNREADABLE),
        Arguments.of(
            garbage("HTTP/1.1 200 OK\r\nX: " + "x".repeat(20_000) + "\r\n\r\n"),
            Exchanged.Fault.TOO_LARGE),
        Arguments.of(new Fault.HugeBody(4L << 20), Exchanged.Fault.TOO_LARGE));
  }

  @ParameterizedTest
  @MethodSource("faults")
  void namesWhatWentWrongAfterSending(Fault fault, Exchanged.Fault expected) {
    peer.faults().next(RequestMatcher.any(), fault);
    try (HttpExchange exchange = Exchanges.to(peer.baseUri())) {
      assertThat(exchange.send(post())).isEqualTo(new Faulted(expected));
      assertThat(expected.sent()).isTrue();
      assertThat(peer.received()).hasSize(1);
      assertThat(exchange.send(post())).isInstanceOf(Answered.class);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {403, 429})
  void takesTheHeadOfALimitForAnAnswerWhenItsBodyBreaks(int status) {
    for (String rest : List.of("Content-Length: 500\r\n\r\n{", CHUNKED + "xyz\r\n")) {
      peer.faults().next(RequestMatcher.any(), garbage(head(status) + rest));
      try (HttpExchange exchange = Exchanges.to(peer.baseUri())) {
        Answered answer = (Answered) exchange.send(post());
        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.header("Retry-After")).contains("300");
        assertThat(answer.body()).isEmpty();
        assertThat(exchange.send(post())).isInstanceOf(Answered.class);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {200, 201, 404, 422, 503})
  void takesTheHeadOfNothingElseForAnAnswer(int status) {
    peer.faults()
        .next(RequestMatcher.any(), garbage(head(status) + "Content-Length: 500\r\n\r\n{"));
    try (HttpExchange exchange = Exchanges.to(peer.baseUri())) {
      assertThat(exchange.send(post())).isEqualTo(new Faulted(Exchanged.Fault.CONNECTION_LOST));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "HTTP/1.1 202",
        "HTTP/1.1 202 Acc",
        "HTTP/1.1 202 Accepted\r\n",
        "HTTP/1.1 202 Accepted\r\nContent-Type: appl",
        "HTTP/1.1 202 Accepted\r\nContent-Length: 0",
        "HTTP/1.1 202 Accepted\r\nContent-Length: 0\r\n",
        "HTTP/1.1 202 Accepted\r\nContent-Length: 0\r\n\r",
        "HTTP/1.1 103 Early Hints\r\n\r\n",
        "HTTP/1.1 103 Early Hints\r\n\r\nHTTP/1.1 202 Accepted\r\n"
      })
  void anAnswerThatEndsWithinItsHeadIsLost(String head) {
    peer.faults().next(RequestMatcher.any(), garbage(head));
    try (HttpExchange exchange = Exchanges.to(peer.baseUri())) {
      assertThat(exchange.send(post())).isEqualTo(new Faulted(Exchanged.Fault.CONNECTION_LOST));
      assertThat(exchange.send(post())).isInstanceOf(Answered.class);
    }
  }

  @Test
  void readsOnOverAnInterimAnswer() {
    String hints = "HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n";
    String answer = "HTTP/1.1 202 Accepted\r\nContent-Length: 0\r\n\r\n";
    peer.faults().next(RequestMatcher.any(), garbage(hints + answer));
    try (HttpExchange exchange = Exchanges.to(peer.baseUri())) {
      assertThat(exchange.send(post()))
          .isInstanceOfSatisfying(
              Answered.class, answered -> assertThat(answered.status()).isEqualTo(202));
    }
  }

  static Stream<Fault> faultsWithoutEnd() {
    return Stream.of(
        new Fault.Hang(),
        new Fault.EffectThenHang(),
        // Each byte comes well within any socket timeout: only a deadline for the whole ends it.
        new Fault.Drip(1, Duration.ofMillis(20)));
  }

  @ParameterizedTest
  @MethodSource("faultsWithoutEnd")
  void givesUpAtTheDeadlineOfTheWholeAttempt(Fault fault) {
    peer.faults().next(RequestMatcher.any(), fault);
    try (HttpExchange exchange = Exchanges.impatient(peer.baseUri())) {
      assertThat(exchange.send(post())).isEqualTo(new Faulted(Exchanged.Fault.TIMED_OUT));
      assertThat(exchange.send(post())).isInstanceOf(Answered.class);
    }
  }

  @Test
  void tellsTelemetryOfAFault() {
    peer.faults().next(RequestMatcher.any(), new Fault.ResetBefore());
    var telemetry = new RecordingTelemetry();
    try (var exchange =
        Exchanges.with(
            new ExchangeSettings(
                new ForeignSystem(Peer.HARBOR),
                peer.baseUri(),
                Exchanges.PATIENT,
                false,
                Exchanges.NETWORK),
            telemetry)) {
      exchange.send(post());
    }

    assertThat(telemetry.told())
        .containsExactly("open harbor POST " + peer.baseUri(), "faulted connection_lost", "close");
  }

  @Test
  void readsABodyOfExactlyTheLimit() {
    String body = "x".repeat(HttpExchange.MAX_BODY_BYTES);
    peer.faults().next(RequestMatcher.any(), new Fault.Answer(Reply.text(200, body)));
    peer.faults().next(RequestMatcher.any(), new Fault.Answer(Reply.text(200, body + "x")));
    try (HttpExchange exchange = Exchanges.to(peer.baseUri())) {
      assertThat(((Answered) exchange.send(post())).body()).hasSize(HttpExchange.MAX_BODY_BYTES);
      assertThat(exchange.send(post())).isEqualTo(new Faulted(Exchanged.Fault.TOO_LARGE));
    }
  }

  @Test
  void knowsThatNothingWasSentToAPeerThatRefusesConnections() {
    peer.goDown();
    try (HttpExchange exchange = Exchanges.to(peer.baseUri())) {
      assertThat(exchange.send(post())).isEqualTo(new Faulted(Exchanged.Fault.NOT_CONNECTED));
      assertThat(exchange.connect()).contains(new Faulted(Exchanged.Fault.NOT_CONNECTED));
    }
  }

  @Test
  void noticesThatAConnectionInThePoolDiedWithItsPeer() {
    try (HttpExchange exchange = Exchanges.to(peer.baseUri())) {
      exchange.send(post());
      peer.goDown();
      // Whether the dead connection is noticed before or at its use is a matter of time.
      assertThat(exchange.send(post()))
          .isIn(
              new Faulted(Exchanged.Fault.NOT_CONNECTED),
              new Faulted(Exchanged.Fault.CONNECTION_LOST));
      assertThat(exchange.send(post())).isEqualTo(new Faulted(Exchanged.Fault.NOT_CONNECTED));
    }
  }

  @Test
  void knowsThatNothingWasSentToAHostWithoutAnAddress() {
    try (HttpExchange exchange = Exchanges.to(URI.create("http://nowhere.invalid"))) {
      var request = OutboundRequest.of(Method.GET, URI.create("http://nowhere.invalid/a"));
      assertThat(exchange.send(request)).isEqualTo(new Faulted(Exchanged.Fault.UNKNOWN_HOST));
      assertThat(exchange.connect()).contains(new Faulted(Exchanged.Fault.UNKNOWN_HOST));
    }
  }

  @Test
  void knowsThatNothingWasSentToAPeerThatAcceptsNoConnection() throws IOException {
    try (var full = new FullBacklog();
        HttpExchange exchange =
            Exchanges.to(full.uri(), Exchanges.connectingWithin(Duration.ofMillis(200)))) {
      var request = OutboundRequest.of(Method.GET, full.uri());
      assertThat(exchange.send(request)).isEqualTo(new Faulted(Exchanged.Fault.NOT_CONNECTED));
      assertThat(exchange.connect()).contains(new Faulted(Exchanged.Fault.NOT_CONNECTED));
    }
  }

  @Test
  void knowsThatNothingWasSentWhenThereWasNoConnectionToBeHad() throws Exception {
    peer.faults().next(RequestMatcher.any(), new Fault.Hang());
    NetworkSettings network = Exchanges.NETWORK;
    var one =
        new NetworkSettings(
            Duration.ofMillis(200), 1, network.trust(), network.proxies(), network.userAgent());
    try (HttpExchange exchange = Exchanges.to(peer.baseUri(), one)) {
      Thread holder = Thread.ofVirtual().start(() -> exchange.send(post()));
      while (peer.receivedCount() == 0) {
        Thread.onSpinWait();
      }
      assertThat(exchange.send(post())).isEqualTo(new Faulted(Exchanged.Fault.NO_PERMIT));
      peer.goDown();
      holder.join();
    }
  }

  @Test
  void knowsThatNothingWasSentWhenAPeerDoesNotSpeakTls() {
    URI secure = URI.create("https://127.0.0.1:" + peer.port());
    try (HttpExchange exchange = Exchanges.to(secure)) {
      assertThat(exchange.send(OutboundRequest.of(Method.GET, secure)))
          .isEqualTo(new Faulted(Exchanged.Fault.TLS_FAILED));
    }
    assertThat(peer.received()).isEmpty();
  }

  private OutboundRequest post() {
    return OutboundRequest.json(Method.POST, URI.create(peer.baseUri() + "/a"), "{}");
  }

  private static String head(int status) {
    return "HTTP/1.1 " + status + " Some\r\nRetry-After: 300\r\n";
  }

  private static Fault garbage(String text) {
    return new Fault.Garbage(text.getBytes(StandardCharsets.ISO_8859_1));
  }

  /** A socket that listens and never accepts, with all the connections it can keep waiting. */
  private static final class FullBacklog implements AutoCloseable {
    /** More than any system lets wait for a listener that asked for one. */
    private static final int WAITING = 16;

    private final ServerSocket listener =
        new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"));
    private final List<SocketChannel> waiting = new ArrayList<>();

    /**
     * Those that find no room go on knocking. To connect one after the other until one is not let
     * in would take a busy machine for a full backlog.
     */
    FullBacklog() throws IOException {
      for (int number = 0; number < WAITING; number++) {
        SocketChannel channel = SocketChannel.open();
        waiting.add(channel);
        channel.configureBlocking(false);
        channel.connect(new InetSocketAddress(listener.getInetAddress(), listener.getLocalPort()));
      }
    }

    URI uri() {
      return URI.create("http://127.0.0.1:" + listener.getLocalPort());
    }

    @Override
    public void close() throws IOException {
      for (SocketChannel channel : waiting) {
        channel.close();
      }
      listener.close();
    }
  }
}
