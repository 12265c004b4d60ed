package dev.executionworkers.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import dev.executionworkers.adapter.out.telemetry.log.CapturedLog;
import dev.executionworkers.simulators.wire.Fault;
import dev.executionworkers.simulators.wire.Received;
import dev.executionworkers.simulators.wire.Reply;
import dev.executionworkers.simulators.wire.RequestMatcher;
import dev.executionworkers.simulators.wire.SimulatedServer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** The whole service, by a request at one end and the sink at the other. */
class EventDeliveryTest {
  private static final long PATIENCE_SECONDS = 30;

  @TempDir Path folder;

  private final BlockingQueue<Received> accepted = new LinkedBlockingQueue<>();
  private final SimulatedServer sink =
      SimulatedServer.start(
          "sink",
          request -> {
            accepted.add(request);
            return Reply.empty(202);
          });
  private final SimulatedServer delegate =
      SimulatedServer.start("delegate", _ -> Reply.json(200, List.of()));

  @AfterEach
  void close() {
    sink.close();
    delegate.close();
  }

  /** A running service. */
  private record Running(Service service, int port) implements AutoCloseable {
    @Override
    public void close() {
      service.stop();
    }
  }

  private Running start() {
    Settings settings =
        Environments.of(
                "PORT",
                "0",
                "BIND_ADDRESS",
                "127.0.0.1",
                "INTERNAL_AUTH_TOKEN",
                "t",
                "DATA_DIR",
                folder.toString(),
                "APPENV_SECRETS_ENDPOINT",
                delegate.baseUri().toString(),
                "APPENV_GITOPS_VERIFY_ENDPOINT",
                delegate.baseUri().toString(),
                "EVENTS_SINK",
                sink.baseUri() + "/in",
                "EVENTS_SINK_TOKEN",
                "sink-token")
            .settings();
    Service service = new Wiring().assemble(settings, _ -> {});
    try (var log = new CapturedLog(Service.class.getName())) {
      service.start();
      return new Running(service, log.lines().getLast().get("port").asInt());
    }
  }

  private static void ask(Running running, String path, String environment)
      throws IOException, InterruptedException {
    try (HttpClient client = HttpClient.newHttpClient()) {
      HttpRequest request =
          HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + running.port + path))
              .header("X-Internal-Token", "t")
              .header("Content-Type", "application/json")
              .POST(
                  BodyPublishers.ofString("{\"applicationEnvironmentId\":\"" + environment + "\"}"))
              .build();
      assertThat(client.send(request, BodyHandlers.ofString()).statusCode()).isEqualTo(202);
    }
  }

  private JsonNode nextAccepted() throws InterruptedException {
    Received request = accepted.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
    assertThat(request).as("an event within %s s", PATIENCE_SECONDS).isNotNull();
    assertThat(request.path()).isEqualTo("/in");
    assertThat(request.header("Content-Type")).contains("application/cloudevents+json");
    assertThat(request.header("Authorization")).contains("Bearer sink-token");
    return request.json().orElseThrow();
  }

  @Test
  void anOutcomeIsAnEventAtTheSink() throws IOException, InterruptedException {
    try (Running running = start()) {
      ask(running, "/appenv/secrets", "e1");

      JsonNode event = nextAccepted();
      assertThat(event.get("specversion").asString()).isEqualTo("1.0");
      assertThat(event.get("type").asString()).isEqualTo("appenv_secrets_provisioned");
      assertThat(event.get("subject").asString()).isEqualTo("e1");
      assertThat(event.get("data").get("result").asString()).isEqualTo("success");
    }
    assertThat(accepted).isEmpty();
  }

  @Test
  void whateverGoesWrongWithTheSinkEveryEventArrivesInOrder()
      throws IOException, InterruptedException {
    sink.faults()
        .next(RequestMatcher.any(), new Fault.ResetBefore())
        .next(RequestMatcher.any(), new Fault.Answer(Reply.empty(500)))
        .next(RequestMatcher.any(), new Fault.Garbage())
        .next(RequestMatcher.any(), new Fault.EffectThenReset());
    try (Running running = start()) {
      ask(running, "/appenv/secrets", "e1");
      ask(running, "/appenv/gitops-verify", "e1");

      JsonNode first = nextAccepted();
      JsonNode again = nextAccepted();
      JsonNode second = nextAccepted();

      assertThat(first.get("type").asString()).isEqualTo("appenv_secrets_provisioned");
      assertThat(again).isEqualTo(first);
      assertThat(second.get("type").asString()).isEqualTo("appenv_gitops_verified");
    }
    assertThat(accepted).isEmpty();
  }

  @Test
  void whatCouldNotBeDeliveredIsDeliveredByTheNextProcess()
      throws IOException, InterruptedException {
    sink.goDown();
    try (Running running = start()) {
      ask(running, "/appenv/secrets", "e1");
      ask(running, "/appenv/gitops-verify", "e1");
    }
    sink.comeBack();

    try (Running _ = start()) {
      assertThat(nextAccepted().get("type").asString()).isEqualTo("appenv_secrets_provisioned");
      assertThat(nextAccepted().get("type").asString()).isEqualTo("appenv_gitops_verified");
    }
    assertThat(accepted).isEmpty();
  }
}
