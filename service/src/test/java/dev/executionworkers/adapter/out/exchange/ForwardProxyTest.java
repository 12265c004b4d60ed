package dev.executionworkers.adapter.out.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import dev.executionworkers.adapter.out.exchange.Exchanged.Answered;
import dev.executionworkers.adapter.out.exchange.Exchanged.Faulted;
import dev.executionworkers.adapter.out.exchange.OutboundRequest.Method;
import dev.executionworkers.simulators.wire.Received;
import dev.executionworkers.simulators.wire.Reply;
import dev.executionworkers.simulators.wire.SimulatedServer;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ForwardProxyTest {
  private static final URI PLAIN = URI.create("http://peer.invalid/a");
  private static final URI SECURE = URI.create("https://peer.invalid/a");

  private volatile int status = 200;
  private final SimulatedServer proxy = SimulatedServer.start("proxy", this::answer);

  @AfterEach
  void stop() {
    proxy.close();
  }

  @Test
  void sendsAPlainRequestToTheProxyWhichResolvesTheName() {
    try (HttpExchange exchange = Exchanges.to(PLAIN, through("127.0.0.1"))) {
      assertThat(exchange.send(OutboundRequest.of(Method.GET, PLAIN))).isInstanceOf(Answered.class);
    }
    Received request = proxy.received().getFirst();
    assertThat(request.target()).isEqualTo("/a");
    assertThat(request.header("Host")).contains("peer.invalid");
  }

  @Test
  void logsInWhenTheProxyAsks() {
    try (HttpExchange exchange = Exchanges.to(PLAIN, through("me:pass@127.0.0.1"))) {
      status = 407;
      exchange.send(OutboundRequest.of(Method.GET, PLAIN));
    }
    assertThat(proxy.received().getLast().header("Proxy-Authorization"))
        .contains(
            "Basic "
                + Base64.getEncoder().encodeToString("me:pass".getBytes(StandardCharsets.UTF_8)));
  }

  @ParameterizedTest
  @CsvSource({
    "403, NO_TUNNEL",
    "407, PROXY_LOGIN_REFUSED",
    "500, NO_TUNNEL",
    "502, NO_TUNNEL",
    "503, NO_TUNNEL",
    "504, NO_TUNNEL"
  })
  void knowsThatNothingWasSentWhenTheProxyOpensNoTunnel(int refusal, Exchanged.Fault fault) {
    status = refusal;
    try (HttpExchange exchange = Exchanges.to(SECURE, through("127.0.0.1"))) {
      assertThat(exchange.send(OutboundRequest.of(Method.GET, SECURE)))
          .isEqualTo(new Faulted(fault));
    }
    assertThat(proxy.received()).extracting(Received::method).containsOnly("CONNECT");
  }

  @Test
  void connectsToTheProxyAlone() {
    try (HttpExchange exchange = Exchanges.to(SECURE, through("127.0.0.1"))) {
      assertThat(exchange.connect()).isEqualTo(Optional.empty());
      proxy.goDown();
      assertThat(exchange.connect()).contains(new Faulted(Exchanged.Fault.NOT_CONNECTED));
    }
  }

  private Reply answer(Received request) {
    Reply reply = Reply.json(status, Map.of());
    return status == 407 ? reply.with("Proxy-Authenticate", "Basic realm=\"proxy\"") : reply;
  }

  private NetworkSettings through(String authority) {
    String url = "http://" + authority + ":" + proxy.port();
    NetworkSettings direct = Exchanges.NETWORK;
    return new NetworkSettings(
        direct.connectTimeout(),
        direct.maxConnections(),
        direct.trust(),
        ProxyRules.parse(Map.of("HTTP_PROXY", url, "HTTPS_PROXY", url)),
        direct.userAgent());
  }
}
