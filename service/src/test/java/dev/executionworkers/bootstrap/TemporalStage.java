package dev.executionworkers.bootstrap;

import dev.executionworkers.adapter.out.telemetry.log.CapturedLog;
import dev.executionworkers.simulators.delegated.DelegatedEndpoint;
import dev.executionworkers.simulators.delegated.DelegatedSimulator;
import dev.executionworkers.simulators.github.GitHubSimulator;
import dev.executionworkers.simulators.harbor.HarborSimulator;
import dev.executionworkers.simulators.temporal.TemporalServer;
import dev.executionworkers.simulators.temporal.WorkflowEngine;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A Temporal server with an engine, everything that the service calls, and its settings. */
final class TemporalStage implements AutoCloseable {
  static final String GITHUB_TOKEN = "ghp_canaryToken0815";
  static final String HARBOR_PASSWORD = "Canary-Harbor-Password-1";
  static final String BEARER = "canary-bearer-4711";
  static final String SHOP = "{\"applicationEnvironmentId\":\"shop\"}";
  static final String CI = "{\"secretId\":\"ci\"}";
  static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";

  final TemporalServer server = TemporalServer.start();
  final WorkflowEngine engine =
      WorkflowEngine.of(
          server.target(), "execution-workers", "00-" + TRACE + "-00f067aa0ba902b7-01");
  final GitHubSimulator github =
      GitHubSimulator.start()
          .organisation("platform")
          .user("bot")
          .admin("platform", "bot")
          .token(GITHUB_TOKEN, "bot");
  final HarborSimulator harbor =
      HarborSimulator.start()
          .password(HarborSimulator.ADMIN, HARBOR_PASSWORD)
          .robot("ci", "Before-The-Rotation-1");
  final DelegatedSimulator delegated = DelegatedSimulator.start();

  TemporalStage() {
    for (DelegatedEndpoint endpoint : DelegatedEndpoint.values()) {
      delegated.requireToken(endpoint, BEARER);
    }
  }

  Map<String, String> settings(Path folder) {
    Map<String, String> settings = new HashMap<>();
    settings.put("PORT", "0");
    settings.put("BIND_ADDRESS", "127.0.0.1");
    settings.put("DATA_DIR", folder.toString());
    settings.put("TEMPORAL_HOST", server.target());
    settings.put("GITHUB_API_URL", github.apiUrl().toString());
    settings.put("GITHUB_TOKEN", GITHUB_TOKEN);
    settings.put("HARBOR_URL", harbor.uri().toString());
    settings.put("HARBOR_ROBOT_USERNAME", HarborSimulator.ADMIN);
    settings.put("HARBOR_ROBOT_PASSWORD", HARBOR_PASSWORD);
    for (DelegatedEndpoint endpoint : DelegatedEndpoint.values()) {
      settings.put(endpoint.setting(), delegated.uri(endpoint).toString());
      settings.put(endpoint.setting() + "_TOKEN", BEARER);
    }
    return settings;
  }

  Running start(Path folder) {
    return start(settings(folder));
  }

  static Running start(Map<String, String> settings) {
    Settings parsed =
        switch (Settings.parse(settings, Files::readAllBytes)) {
          case ParsedSettings.Valid(Settings valid, List<Remark> _) -> valid;
          case ParsedSettings.Invalid(List<Remark> faults, List<Remark> _) ->
              throw new AssertionError("refused: " + faults);
        };
    Service service = new Wiring().assemble(parsed, _ -> {});
    try (var log = new CapturedLog(Service.class.getName())) {
      service.start();
      return new Running(service, log.lines().getLast().get("port").asInt());
    }
  }

  /** A running service. */
  record Running(Service service, int port) implements AutoCloseable {

    /** Whether its metrics have that text. */
    boolean counts(String text) {
      return get("/metrics").body().contains(text);
    }

    HttpResponse<String> get(String path) {
      try (HttpClient client = HttpClient.newHttpClient()) {
        return client.send(
            HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path)).build(),
            BodyHandlers.ofString());
      } catch (IOException | InterruptedException e) {
        throw new AssertionError(e);
      }
    }

    @Override
    public void close() {
      service.stop();
    }
  }

  @Override
  public void close() {
    engine.close();
    server.close();
    github.close();
    harbor.close();
    delegated.close();
  }
}
