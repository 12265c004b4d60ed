package dev.executionworkers.acceptance;

import dev.executionworkers.simulators.temporal.ActivityCall;
import dev.executionworkers.simulators.temporal.TemporalServer;
import dev.executionworkers.simulators.temporal.WorkflowEngine;
import dev.executionworkers.simulators.temporal.WorkflowEngine.Run;
import dev.executionworkers.simulators.wire.Json;
import io.temporal.client.WorkflowFailedException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.UnaryOperator;
import tools.jackson.databind.JsonNode;

/**
 * Asks by workflows that call one activity each, over a Temporal server of its own. What comes back
 * is told as over HTTP, whose documents it is. Safe for many threads.
 */
public final class TemporalCaller implements Engine {
  private static final String QUEUE = "execution-workers";

  private static final Map<String, String> ACTIVITIES =
      Map.of(
          "/github/repos", "CreateRepository",
          "/appenv/branch-protection", "ApplyBranchProtection",
          "/appenv/secrets", "ProvisionSecrets",
          "/appenv/secret-bindings", "CreateSecretBindings",
          "/appenv/gitops-verify", "VerifyGitOpsReconciliation",
          "/secrets/bindings/update", "UpdateSecretBindings");

  private final TemporalServer server;
  private final WorkflowEngine engine;

  private TemporalCaller(TemporalServer server, WorkflowEngine engine) {
    this.server = server;
    this.engine = engine;
  }

  /** Starts a server and an engine whose workflows belong to this trace. */
  public static TemporalCaller start(String traceparent) {
    TemporalServer server = TemporalServer.start();
    return new TemporalCaller(server, WorkflowEngine.of(server.target(), QUEUE, traceparent));
  }

  /** The same with workflows that belong to no trace. */
  public static TemporalCaller start() {
    TemporalServer server = TemporalServer.start();
    return new TemporalCaller(server, WorkflowEngine.of(server.target(), QUEUE));
  }

  /** The settings that make the service its worker. */
  public Map<String, String> settings() {
    return Map.of("TEMPORAL_HOST", server.target(), "TEMPORAL_TASK_QUEUE", QUEUE);
  }

  /** The retry policy asks again by itself; the pauses are its own. */
  @Override
  public Conversation ask(String path, String json, double pauseScale) {
    return ask(path, json, UnaryOperator.identity());
  }

  /** The same with other options for the call. */
  public Conversation ask(String path, String json, UnaryOperator<ActivityCall> options) {
    ActivityCall call = options.apply(ActivityCall.of(activity(path), json));
    return new Conversation(List.of(answer(UUID.randomUUID().toString(), call)));
  }

  /** A workflow that is started so many times is one workflow; everybody gets its answer. */
  @Override
  public List<Answer> postAtOnce(int times, String path, String json) {
    String workflowId = UUID.randomUUID().toString();
    ActivityCall call = ActivityCall.of(activity(path), json);
    return Caller.allAtOnce(times, () -> answer(workflowId, call));
  }

  @Override
  public String reads(String path) {
    return "activity " + activity(path);
  }

  private Answer answer(String workflowId, ActivityCall call) {
    long start = System.nanoTime();
    Run run = engine.start(workflowId, call);
    String document;
    try {
      document = run.results().getFirst();
    } catch (WorkflowFailedException failed) {
      document = run.failure().details();
    }
    JsonNode fields = Json.read(document.getBytes(StandardCharsets.UTF_8)).orElseGet(Json::object);
    String operation = fields.path("operationId").asString("");
    return new Answer(
        status(fields),
        operation.isEmpty() ? Map.of() : Map.of("X-Operation-Id", operation),
        document,
        Duration.ofNanos(System.nanoTime() - start));
  }

  /** A problem has its status in it; a repository was made, or there already. */
  private static int status(JsonNode document) {
    if (document.path("status").isInt()) {
      return document.path("status").asInt();
    }
    if (document.path("created").isBoolean()) {
      return document.path("created").asBoolean() ? 201 : 200;
    }
    return 202;
  }

  private static String activity(String path) {
    return Optional.ofNullable(ACTIVITIES.get(path))
        .orElseThrow(() -> new IllegalArgumentException("no activity for " + path));
  }

  @Override
  public void close() {
    engine.close();
    server.close();
  }
}
