package dev.executionworkers.adapter.in.http;

import static dev.executionworkers.adapter.in.http.RunningServer.EXECUTION;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.executionworkers.domain.outcome.Result;
import dev.executionworkers.port.in.Answer;
import dev.executionworkers.port.out.MetricsPage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Callers that send too much, too slowly, or all at once; and the end. */
class ConnectionsTest {
  private static final String PATH = "/appenv/secrets";
  private static final String JSON = "{\"applicationEnvironmentId\":\"e1\"}";
  private static final int TEN_MEGABYTES = 10 * 1024 * 1024;
  private static final HttpLimits IMPATIENT =
      new HttpLimits(Duration.ofSeconds(3), Duration.ofSeconds(60), 20_000, Duration.ofSeconds(20));

  @Test
  void showsTheRefusalToACallerWhoWritesTenMegabytesFirst() throws Exception {
    byte[] body = new byte[TEN_MEGABYTES];
    try (RunningServer server = RunningServer.start();
        RawClient client = server.connect()) {
      client.send(RawClient.head("POST " + PATH + " HTTP/1.1", "Content-Length: " + TEN_MEGABYTES));
      client.send(body);

      assertThat(client.answer().status()).isEqualTo(413);
    }
  }

  @Test
  void showsTheRefusalToACallerWhoWritesTenMegabytesInChunks() throws Exception {
    byte[] chunk = ("2000\r\n" + "a".repeat(0x2000) + "\r\n").getBytes(StandardCharsets.US_ASCII);
    try (RunningServer server = RunningServer.start();
        RawClient client = server.connect()) {
      client.send(RawClient.head("POST " + PATH + " HTTP/1.1", "Transfer-Encoding: chunked"));
      for (int i = 0; i < TEN_MEGABYTES / 0x2000; i++) {
        client.send(chunk);
      }
      client.send("0\r\n\r\n");

      assertThat(client.answer().status()).isEqualTo(413);
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void showsTheRefusalToAnOrdinaryClient(boolean chunked) throws Exception {
    byte[] body = new byte[TEN_MEGABYTES];
    HttpRequest.BodyPublisher publisher =
        chunked
            ? HttpRequest.BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body))
            : HttpRequest.BodyPublishers.ofByteArray(body);
    try (RunningServer server = RunningServer.start()) {
      for (int i = 0; i < 5; i++) {
        HttpResponse<String> response = server.send(server.request(PATH).POST(publisher));

        assertThat(response.statusCode()).isEqualTo(413);
        assertThat(response.body()).contains("payload_too_large");
      }
    }
  }

  @Test
  void closesWhatIsHalfSentAndServesTheOthersMeanwhile() throws Exception {
    List<String> halves =
        List.of(
            "",
            "POST /appenv",
            "POST " + PATH + " HTTP/1.1\r\nHost: a\r\nX-",
            RawClient.head("POST " + PATH + " HTTP/1.1", "Content-Length: 500") + "{\"a\":",
            RawClient.head("POST " + PATH + " HTTP/1.1", "Transfer-Encoding: chunked") + "5\r\n{",
            RawClient.head("POST " + PATH + " HTTP/1.1", "Transfer-Encoding: chunked") + "5");
    try (RunningServer server = RunningServer.start(IMPATIENT)) {
      List<RawClient> crowd = new ArrayList<>();
      for (int i = 0; i < 600; i++) {
        crowd.add(server.connect().send(halves.get(i % halves.size())));
      }
      for (int i = 0; i < 20; i++) {
        assertThat(server.get("/healthz").statusCode()).isEqualTo(200);
        assertThat(server.post(PATH, JSON).statusCode()).isEqualTo(202);
      }
      for (RawClient client : crowd) {
        assertThat(client.untilClosed()).isEmpty();
        client.close();
      }
      assertThat(server.get("/healthz").statusCode()).isEqualTo(200);
    }
  }

  @Test
  void isNotKeptAliveByACallerWhoDripsItsRequest() throws Exception {
    try (RunningServer server = RunningServer.start(IMPATIENT);
        RawClient client = server.connect()) {
      client.send("GET /healthz HTTP/1.1\r\nHost: a\r\n");
      // A drop whenever nothing has come back for a moment, fewer than a head may have bytes.
      client.socket.setSoTimeout(30);
      int drops = 0;
      while (drops < 2_000 && !closed(client)) {
        client.send("X: 1\r\n");
        drops++;
      }

      assertThat(drops).isBetween(1, 1_999);
    }
  }

  private static boolean closed(RawClient client) throws IOException {
    try {
      return client.socket.getInputStream().read() < 0;
    } catch (SocketTimeoutException e) {
      return false;
    } catch (SocketException reset) {
      return true; // what was sent meanwhile is not read any more
    }
  }

  @Test
  void waitsForTheApplicationLongerThanForACaller() throws Exception {
    CountDownLatch crowdIsGone = new CountDownLatch(1);
    try (RunningServer server = RunningServer.start(IMPATIENT);
        RawClient held = server.connect();
        RawClient half = server.connect()) {
      server.application =
          _ -> {
            await(crowdIsGone);
            return new Answer.Succeeded(EXECUTION, new Result.Confirmed());
          };
      held.send(RawClient.post(PATH, JSON));
      half.send("POST");
      assertThat(half.untilClosed()).isEmpty();
      crowdIsGone.countDown();

      assertThat(held.answer().status()).isEqualTo(202);
    }
  }

  @Test
  void closesAConnectionThatHasNothingMoreToAsk() throws Exception {
    HttpLimits limits =
        new HttpLimits(
            Duration.ofSeconds(3), Duration.ofSeconds(2), 20_000, Duration.ofSeconds(20));
    try (RunningServer server = RunningServer.start(limits);
        RawClient client = server.connect()) {
      assertThat(client.send(RawClient.head("GET /healthz HTTP/1.1")).answer().body())
          .isEqualTo("ok");
      assertThat(client.untilClosed()).isEmpty();
    }
  }

  @Test
  void forgetsACallerWhoGoesAwayInTheMiddle() throws Exception {
    try (RunningServer server = RunningServer.start()) {
      try (RawClient client = server.connect()) {
        client.send(RawClient.head("POST " + PATH + " HTTP/1.1", "Content-Length: 500") + "{");
        client.socket.shutdownOutput();
        assertThat(client.untilClosed()).isEmpty();
      }
      RecordedRequests.Closed told = server.requests.next();

      assertThat(told.status()).isEqualTo(400);
      assertThat(server.asked).isEmpty();
      assertThat(server.requests.openNow()).isZero();
    }
  }

  @Test
  void holdsManyRequestsAndStaysAlive() throws Exception {
    int many = 1_000;
    CountDownLatch release = new CountDownLatch(1);
    CountDownLatch arrived = new CountDownLatch(many);
    try (RunningServer server = RunningServer.start();
        ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
      server.application =
          _ -> {
            arrived.countDown();
            await(release);
            return new Answer.Succeeded(EXECUTION, new Result.Confirmed());
          };
      List<Future<Integer>> held = new ArrayList<>();
      for (int i = 0; i < many; i++) {
        held.add(callers.submit(() -> postRaw(server)));
      }
      assertThat(arrived.await(60, TimeUnit.SECONDS)).isTrue();
      assertThat(server.get("/healthz").body()).isEqualTo("ok");
      release.countDown();

      for (Future<Integer> status : held) {
        assertThat(status.get(60, TimeUnit.SECONDS)).isEqualTo(202);
      }
    }
  }

  @Test
  void finishesWhatItServesBeforeItEnds() throws Exception {
    CountDownLatch arrived = new CountDownLatch(1);
    CountDownLatch release = new CountDownLatch(1);
    RunningServer server = RunningServer.start();
    int port = server.server.port();
    try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor();
        RawClient idle = server.connect();
        RawClient half = server.connect()) {
      server.application =
          _ -> {
            arrived.countDown();
            await(release);
            return new Answer.Succeeded(EXECUTION, new Result.Confirmed());
          };
      Future<Integer> held = callers.submit(() -> postRaw(server));
      assertThat(arrived.await(20, TimeUnit.SECONDS)).isTrue();
      idle.send(RawClient.head("GET /healthz HTTP/1.1")).answer();
      half.send("POST /appenv");
      Future<?> closing = callers.submit(server::close);
      // Both are closed at once, although a request is still being served.
      assertThat(idle.untilClosed()).isEmpty();
      assertThat(half.untilClosed()).isEmpty();
      assertThat(closing.isDone()).isFalse();
      release.countDown();

      assertThat(held.get(20, TimeUnit.SECONDS)).isEqualTo(202);
      closing.get(20, TimeUnit.SECONDS);
      assertThatThrownBy(() -> new RawClient(port)).isInstanceOf(ConnectException.class);
    }
  }

  @Test
  void saysWhichPortItCannotHave() {
    try (RunningServer first = RunningServer.start();
        HttpServer second =
            new HttpServer(
                new HttpConfig(
                    InetAddress.getLoopbackAddress(),
                    first.server.port(),
                    RunningServer.DEADLINE,
                    InternalTokens::none,
                    RunningServer.PROTECTION,
                    RunningServer.LIMITS),
                new Application(
                    _ -> new Answer.ShuttingDown(),
                    () -> first.state,
                    first.operators,
                    first.operators),
                _ -> new MetricsPage.Page("", ""),
                first.requests,
                InstantSource.system())) {
      assertThatThrownBy(second::start)
          .isInstanceOf(IllegalStateException.class)
          .hasMessageStartingWith("cannot listen on 127.0.0.1:" + first.server.port() + ": ")
          .hasMessageContaining("already in use");
    }
  }

  private static int postRaw(RunningServer server) throws Exception {
    try (RawClient client = server.connect()) {
      client.socket.setSoTimeout(120_000);
      return client.send(RawClient.post(PATH, JSON)).answer().status();
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
