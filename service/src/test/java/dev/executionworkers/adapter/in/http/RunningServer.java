package dev.executionworkers.adapter.in.http;

import dev.executionworkers.adapter.in.wire.ProtectionDefaults;
import dev.executionworkers.domain.command.BranchName;
import dev.executionworkers.domain.command.ExecutionId;
import dev.executionworkers.domain.command.OperationName;
import dev.executionworkers.domain.command.RepositoryOwner;
import dev.executionworkers.domain.outcome.Result;
import dev.executionworkers.port.in.Answer;
import dev.executionworkers.port.in.Envelope;
import dev.executionworkers.port.in.ExecuteCommand;
import dev.executionworkers.port.in.Readiness;
import dev.executionworkers.port.out.MetricsPage;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** A real server on loopback before a scripted application. */
final class RunningServer implements AutoCloseable {
  static final Instant NOW = Instant.parse("2026-05-01T10:00:00Z");
  static final Duration DEADLINE = Duration.ofSeconds(12);
  static final ExecutionId EXECUTION = new ExecutionId("0196a2b4-0000-7000-8000-000000000001");
  static final ProtectionDefaults PROTECTION =
      new ProtectionDefaults(new RepositoryOwner("platform"), "appenv-", new BranchName("main"), 1);
  static final HttpLimits LIMITS =
      new HttpLimits(
          Duration.ofSeconds(20), Duration.ofSeconds(60), 20_000, Duration.ofSeconds(20));

  final RecordedRequests requests = new RecordedRequests();
  final Queue<Envelope> asked = new ConcurrentLinkedQueue<>();
  final HttpClient client = HttpClient.newHttpClient();
  final FakeLedger operators = new FakeLedger();
  volatile ExecuteCommand application =
      _ -> new Answer.Succeeded(EXECUTION, new Result.Confirmed());
  volatile Readiness.State state = Readiness.State.READY;
  volatile InternalTokens tokens = InternalTokens.none();
  final HttpServer server;

  private RunningServer(HttpLimits limits) {
    MetricsPage metrics =
        accept -> new MetricsPage.Page("text/x-metrics", "accept " + accept.orElse("nothing"));
    server =
        new HttpServer(
            new HttpConfig(
                InetAddress.getLoopbackAddress(), 0, DEADLINE, () -> tokens, PROTECTION, limits),
            new Application(this::execute, () -> state, operators, operators),
            metrics,
            requests,
            InstantSource.fixed(NOW));
  }

  static RunningServer start() {
    return start(LIMITS);
  }

  static RunningServer start(HttpLimits limits) {
    RunningServer running = new RunningServer(limits);
    running.server.start();
    return running;
  }

  private Answer execute(Envelope envelope) {
    asked.add(envelope);
    return application.execute(envelope);
  }

  void answers(Answer answer) {
    application = _ -> answer;
  }

  URI uri(String path) {
    return URI.create("http://127.0.0.1:" + server.port() + path);
  }

  HttpResponse<String> get(String path, String... headers) throws Exception {
    return send(request(path, headers).GET());
  }

  HttpResponse<String> post(String path, String json, String... headers) throws Exception {
    return send(
        request(path, headers)
            .setHeader("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(json)));
  }

  /** A sound request for that operation. */
  HttpResponse<String> post(OperationName operation, String... headers) throws Exception {
    return post(Routes.path(operation), body(operation), headers);
  }

  static String body(OperationName operation) {
    return switch (operation) {
      case CREATE_REPOSITORY -> "{\"owner\":\"acme\",\"name\":\"Shop\"}";
      case APPLY_BRANCH_PROTECTION,
          PROVISION_SECRETS,
          CREATE_SECRET_BINDINGS,
          VERIFY_GITOPS_RECONCILIATION ->
          "{\"applicationEnvironmentId\":\"e1\"}";
      case UPDATE_SECRET_BINDINGS -> "{\"secretId\":\"s1\"}";
    };
  }

  HttpRequest.Builder request(String path, String... headers) {
    HttpRequest.Builder request = HttpRequest.newBuilder(uri(path));
    return headers.length == 0 ? request : request.headers(headers);
  }

  HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
    return client.send(
        request.version(HttpClient.Version.HTTP_1_1).build(), BodyHandlers.ofString());
  }

  RawClient connect() throws Exception {
    return new RawClient(server.port());
  }

  @Override
  public void close() {
    client.close();
    server.close();
  }

  static Optional<String> header(HttpResponse<?> response, String name) {
    return response.headers().firstValue(name);
  }
}
