package dev.executionworkers.acceptance;

import dev.executionworkers.simulators.wire.Received;
import dev.executionworkers.simulators.wire.Reply;
import dev.executionworkers.simulators.wire.SimulatedServer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;

/**
 * A gateway before Harbor that, when it is told to, answers whatever carries a robot's token with
 * all that it was sent.
 */
final class EchoingHarbor implements AutoCloseable {
  private static final int PASS_ON = 0;

  private final URI harbor;
  private final String principal;
  private final AtomicInteger status = new AtomicInteger(PASS_ON);
  private final HttpClient client =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .executor(Executors.newVirtualThreadPerTaskExecutor())
          .build();
  private final SimulatedServer server = SimulatedServer.start("echoing-harbor", this::handle);

  /**
   * @param principal the header by which the service's own account is known
   */
  EchoingHarbor(URI harbor, String principal) {
    this.harbor = harbor;
    this.principal = principal;
  }

  SimulatedServer server() {
    return server;
  }

  /** From now on it echoes under this status. */
  void echo(int underStatus) {
    status.set(underStatus);
  }

  void passOn() {
    status.set(PASS_ON);
  }

  @Override
  public void close() {
    server.close();
    client.shutdownNow();
  }

  private Reply handle(Received request) {
    boolean ownRead =
        request.method().equals("GET")
            && request.header("Authorization").equals(Optional.of(principal));
    return status.get() == PASS_ON || ownRead ? passOn(request) : echo(status.get(), request);
  }

  private Reply passOn(Received request) {
    HttpRequest.Builder onward =
        HttpRequest.newBuilder(URI.create(harbor + request.target()))
            .method(request.method(), BodyPublishers.ofByteArray(request.body()));
    for (String name : List.of("Authorization", "Content-Type", "Accept")) {
      request.header(name).ifPresent(value -> onward.header(name, value));
    }
    try {
      HttpResponse<byte[]> answer = client.send(onward.build(), BodyHandlers.ofByteArray());
      return Reply.of(
          answer.statusCode(),
          answer.headers().firstValue("Content-Type").orElse("application/json"),
          answer.body());
    } catch (IOException e) {
      return Reply.empty(502);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      return Reply.empty(502);
    }
  }

  /** An answer that says everything it can of the request, wherever there is room for it. */
  static Reply echo(int status, Received request) {
    String everything =
        request.headers().fields().stream()
                .map(field -> field.name() + ": " + field.value())
                .collect(Collectors.joining(", "))
            + request.text();
    return told(status, everything, request.header("Authorization").orElse("none"));
  }

  /** An answer that says a secret, wherever there is room for it. */
  static Reply told(int status, String everything, String credential) {
    return Reply.json(
            status,
            Map.of("message", everything, "detail", everything, "errors", List.of(everything)))
        .with("X-GitHub-Request-Id", credential)
        .with("Location", "/" + credential);
  }
}
