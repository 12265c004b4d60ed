package dev.executionworkers.acceptance;

import static dev.executionworkers.acceptance.Platform.environment;
import static dev.executionworkers.acceptance.Platform.name;
import static dev.executionworkers.acceptance.Platform.repository;
import static dev.executionworkers.acceptance.Platform.secret;
import static dev.executionworkers.acceptance.Platform.traceId;
import static org.assertj.core.api.Assertions.assertThat;

import dev.executionworkers.acceptance.SpanCollector.Span;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What the service tells of its work: metrics, spans, log. */
@ExtendWith(SharedPlatform.class)
class ObservabilityTest {
  private static final String CALLERS_SPAN = "00f067aa0ba902b7";
  private static final List<String> SPANS =
      List.of(
          "execution-workers.github.CreateRepository",
          "execution-workers.appenv.ApplyBranchProtection",
          "execution-workers.appenv.ProvisionSecrets",
          "execution-workers.appenv.CreateSecretBindings",
          "execution-workers.appenv.VerifyGitOpsReconciliation",
          "execution-workers.secrets.UpdateBindingsForSecret",
          "execution-workers.harbor.RotateRobotToken");

  @Test
  void sendsTheSevenSpansInTheCallersTrace(Platform platform) {
    String id = name("env");
    String robot = name("robot");
    List<Span> spans = spansOfEverything(platform, id, robot);

    Span server = one(spans, "POST /secrets/bindings/update");
    Span update = one(spans, "execution-workers.secrets.UpdateBindingsForSecret");
    Span rotate = one(spans, "execution-workers.harbor.RotateRobotToken");
    Span attempt = one(spans, "PATCH harbor");
    assertThat(server.parentId()).isEqualTo(CALLERS_SPAN);
    assertThat(update.parentId()).isEqualTo(server.id());
    assertThat(rotate.parentId()).isEqualTo(update.id());
    assertThat(attempt.parentId()).isEqualTo(rotate.id());
  }

  @Test
  void marksSpansWithWhatTheyAreAbout(Platform platform) {
    String id = name("env");
    String robot = name("robot");
    List<Span> spans = spansOfEverything(platform, id, robot);

    assertThat(one(spans, "PATCH harbor").attributes()).containsEntry("peer.service", "harbor");
    assertThat(one(spans, "execution-workers.harbor.RotateRobotToken").attributes())
        .containsEntry("secret.id", robot)
        .containsEntry("harbor.robot_user", "robot$" + robot)
        .containsEntry("harbor.base_url", platform.systems().harbor().uri().toString());
    assertThat(one(spans, "execution-workers.github.CreateRepository").attributes())
        .containsEntry("git.owner", "platform")
        .containsEntry("git.repo", "appenv-" + id)
        .containsKey("operation.id");
    assertThat(one(spans, "execution-workers.appenv.ApplyBranchProtection").attributes())
        .containsEntry("appenv.id", id)
        .containsEntry("git.branch", "main");
  }

  /** Has each operation done once in one trace, and waits for what is told of it. */
  private static List<Span> spansOfEverything(Platform platform, String id, String robot) {
    String trace = traceId();
    platform.systems().harbor().robot(robot, "Before-It-Was-1");
    Caller engine =
        platform.engine().with("traceparent", "00-" + trace + "-" + CALLERS_SPAN + "-01");
    engine.post("/github/repos", repository("appenv-" + id));
    engine.post("/appenv/branch-protection", environment(id));
    engine.post("/appenv/secrets", environment(id));
    engine.post("/appenv/secret-bindings", environment(id));
    engine.post("/appenv/gitops-verify", environment(id));
    engine.post("/secrets/bindings/update", secret(robot));
    Patience.until(
        Platform.SOON, "all spans arrive", () -> isComplete(platform.collector().spans(trace)));
    return platform.collector().spans(trace);
  }

  private static boolean isComplete(List<Span> spans) {
    long requests = spans.stream().filter(span -> span.parentId().equals(CALLERS_SPAN)).count();
    return requests == 6 && spans.stream().map(Span::name).toList().containsAll(SPANS);
  }

  @Test
  void marksAFailedOperationsSpanWithItsCode(Platform platform) {
    String trace = traceId();
    String name = name("website");
    platform.systems().github().repository("platform", name, setup -> setup.branch("main"));
    platform
        .engine()
        .with("traceparent", "00-" + trace + "-" + CALLERS_SPAN + "-01")
        .post("/github/repos", repository(name));
    Patience.until(
        Platform.SOON,
        "the span arrives",
        () ->
            platform.collector().spans(trace).stream()
                .filter(span -> span.name().equals("execution-workers.github.CreateRepository"))
                .anyMatch(span -> "git_conflict".equals(span.attributes().get("failure.code"))));
  }

  @Test
  void hasTheMetricsThatDashboardsKnow(Platform platform) {
    Map<String, String> events = Map.of("event", "appenv_secrets_provisioned", "result", "success");
    double before = platform.metrics().value("domain_events_total", events);
    platform.engine().post("/appenv/secrets", environment(name("env")));
    platform.engine().get("/no/such/path");
    platform.engine().send("BREW", "/healthz");
    Metrics metrics = platform.metrics();

    assertThat(metrics.labelNames("http_requests_total"))
        .containsExactly(Set.of("service", "env", "method", "route", "status"));
    assertThat(metrics.labelNames("http_request_duration_seconds_count"))
        .containsExactly(Set.of("service", "env", "method", "route"));
    assertThat(metrics.labelNames("domain_events_total"))
        .containsExactly(Set.of("event", "result"));
    assertThat(metrics.labelNames("executions_in_flight")).containsExactly(Set.of("operation"));
    assertThat(metrics.labelNames("execution_duration_seconds_count"))
        .containsExactly(Set.of("operation", "result"));
    assertThat(metrics.labelNames("downstream_request_duration_seconds_count"))
        .containsExactly(Set.of("target"));
    assertThat(metrics.labelNames("rotations_pending")).containsExactly(Set.of());
    assertThat(metrics.labelValues("domain_events_total", "event"))
        .containsExactlyInAnyOrder(
            "github_repo_created",
            "appenv_branch_protection_applied",
            "appenv_secrets_provisioned",
            "appenv_secret_bindings_created",
            "appenv_gitops_verified",
            "secret_bindings_update_accepted");
    assertThat(metrics.value("domain_events_total", events)).isEqualTo(before + 1);
  }

  @Test
  void keepsTheLabelsOfRequestsToAClosedSet(Platform platform) {
    platform.engine().get("/" + name("unknown"));
    platform.engine().send("BREW", "/healthz");
    platform.engine().post("/appenv/secrets", environment(name("env")));
    Metrics metrics = platform.metrics();

    assertThat(metrics.labelValues("http_requests_total", "service"))
        .containsExactly("execution-workers");
    assertThat(metrics.labelValues("http_requests_total", "env")).containsExactly("acceptance");
    assertThat(metrics.labelValues("http_requests_total", "method"))
        .contains("OTHER", "GET", "POST")
        .isSubsetOf("GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS", "OTHER");
    assertThat(metrics.labelValues("http_requests_total", "route"))
        .contains("other")
        .isSubsetOf(
            "other",
            "/healthz",
            "/livez",
            "/readyz",
            "/metrics",
            "/github/repos",
            "/appenv/branch-protection",
            "/appenv/secrets",
            "/appenv/secret-bindings",
            "/appenv/gitops-verify",
            "/secrets/bindings/update");
    assertThat(
            metrics.value(
                "http_requests_total",
                Map.of("method", "POST", "route", "/appenv/secrets", "status", "202")))
        .isPositive();
  }

  @Test
  void logsOneOutcomeAndOneEventForEachOperationInTheCallersTrace(Platform platform) {
    String trace = traceId();
    String id = name("env");
    Answer answer =
        platform
            .engine()
            .with("traceparent", "00-" + trace + "-" + CALLERS_SPAN + "-01")
            .post("/appenv/secrets", environment(id));
    Supplier<List<LogLine>> told =
        () -> platform.service().output().lines(line -> line.field("trace_id").equals(trace));
    Patience.until(Platform.SOON, "both are told", () -> told.get().size() >= 2);

    List<LogLine> lines = told.get();
    assertThat(lines).hasSize(2);
    assertThat(lines)
        .filteredOn(line -> line.json().has("event"))
        .singleElement()
        .satisfies(line -> {
          assertThat(line.json().at("/event/specversion").asString()).isEqualTo("1.0");
          assertThat(line.json().at("/event/type").asString())
              .isEqualTo("appenv_secrets_provisioned");
          assertThat(line.json().at("/event/data/result").asString()).isEqualTo("success");
        });
    assertThat(lines)
        .filteredOn(line -> !line.json().has("event"))
        .singleElement()
        .satisfies(line -> {
          assertThat(line.field("operationId")).isEqualTo(answer.field("operationId"));
          assertThat(line.field("subject")).isEqualTo(id);
          assertThat(line.field("service")).isEqualTo("execution-workers");
          assertThat(line.field("env")).isEqualTo("acceptance");
        });
  }

  private static Span one(List<Span> spans, String name) {
    return spans.stream().filter(span -> span.name().equals(name)).findFirst().orElseThrow();
  }
}
