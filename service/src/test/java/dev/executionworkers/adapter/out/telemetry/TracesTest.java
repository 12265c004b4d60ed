package dev.executionworkers.adapter.out.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.executionworkers.adapter.out.telemetry.log.CapturedLog;
import dev.executionworkers.domain.command.Command;
import dev.executionworkers.domain.outcome.Outcome;
import dev.executionworkers.domain.outcome.Peer;
import dev.executionworkers.port.out.Destination;
import dev.executionworkers.port.out.ExecutionTelemetry.Phase;
import dev.executionworkers.port.out.TraceContext;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.ContextPropagators;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class TracesTest {
  private static final String CALLER_TRACE = "0af7651916cd43dd8448eb211c80319c";
  private static final String CALLER_SPAN = "b7ad6b7169203331";
  private static final Map<String, String> SAMPLED =
      Map.of(
          "traceparent",
          "00-" + CALLER_TRACE + "-" + CALLER_SPAN + "-01",
          "tracestate",
          "vendor=1");

  private final InMemorySpanExporter exporter = InMemorySpanExporter.create();
  private final TelemetryStack telemetry =
      TelemetryStack.over(
          Samples.options(Map.of()),
          Optional.of(
              OpenTelemetrySdk.builder()
                  .setTracerProvider(
                      SdkTracerProvider.builder()
                          .addSpanProcessor(SimpleSpanProcessor.create(exporter))
                          .build())
                  .setPropagators(
                      ContextPropagators.create(W3CTraceContextPropagator.getInstance()))
                  .build()),
          System::nanoTime);

  private static Function<String, Optional<String>> headers(Map<String, String> headers) {
    return name -> Optional.ofNullable(headers.get(name));
  }

  private SpanData span(String name) {
    return exporter.getFinishedSpanItems().stream()
        .filter(span -> span.getName().equals(name))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no span " + name));
  }

  private static String attribute(SpanData span, String key) {
    return span.getAttributes().get(AttributeKey.stringKey(key));
  }

  private void call(int status) {
    var call =
        telemetry
            .exchanges()
            .open(
                new Destination.ForeignSystem(Peer.HARBOR),
                "PATCH",
                URI.create("https://harbor.example"));
    call.answered(status);
    call.close();
  }

  /**
   * A rotation as the pipeline goes through it: on a thread of its own under the request's span.
   */
  private void rotate(Map<String, String> requestHeaders) throws InterruptedException {
    var request =
        telemetry.requests().open("/secrets/bindings/update", "POST", headers(requestHeaders));
    TraceContext parent = telemetry.executions().current();
    Thread.ofVirtual()
        .start(() -> {
          var execution = telemetry.executions().open(Samples.EXECUTION, Samples.UPDATE, parent);
          try (var phase = execution.phase(Phase.ROTATE_ROBOT_TOKEN)) {
            phase.robot("robot$team+ci");
            call(200);
          }
          execution.ended(Samples.COMPLETED, Samples.event(Samples.UPDATE, Optional.empty()));
          execution.close();
        })
        .join();
    request.execution(Samples.EXECUTION.value());
    request.close(202, Optional.empty());
  }

  @Test
  void aRotationIsOneTraceFromTheCallerToTheRegistry() throws InterruptedException {
    rotate(SAMPLED);

    SpanData server = span("POST /secrets/bindings/update");
    SpanData operation = span("execution-workers.secrets.UpdateBindingsForSecret");
    SpanData phase = span("execution-workers.harbor.RotateRobotToken");
    SpanData call = span("PATCH harbor");
    assertThat(server.getKind()).isEqualTo(SpanKind.SERVER);
    assertThat(server.getParentSpanId()).isEqualTo(CALLER_SPAN);
    assertThat(operation.getKind()).isEqualTo(SpanKind.INTERNAL);
    assertThat(operation.getParentSpanId()).isEqualTo(server.getSpanId());
    assertThat(phase.getParentSpanId()).isEqualTo(operation.getSpanId());
    assertThat(call.getKind()).isEqualTo(SpanKind.CLIENT);
    assertThat(call.getParentSpanId()).isEqualTo(phase.getSpanId());
    assertThat(exporter.getFinishedSpanItems())
        .hasSize(4)
        .allMatch(span -> span.getTraceId().equals(CALLER_TRACE))
        .allMatch(span -> span.getStatus().getStatusCode() == StatusCode.UNSET);
  }

  @Test
  void spansCarryTheAttributesTheyArePromisedWith() throws InterruptedException {
    rotate(SAMPLED);

    SpanData server = span("POST /secrets/bindings/update");
    assertThat(attribute(server, "http.request.method")).isEqualTo("POST");
    assertThat(attribute(server, "http.route")).isEqualTo("/secrets/bindings/update");
    assertThat(attribute(server, "operation.id")).isEqualTo(Samples.EXECUTION.value());
    assertThat(server.getAttributes().get(SpanAttributes.STATUS)).isEqualTo(202);
    SpanData phase = span("execution-workers.harbor.RotateRobotToken");
    assertThat(attribute(phase, "harbor.base_url")).isEqualTo("https://harbor.example:8443/base");
    assertThat(attribute(phase, "harbor.robot_user")).isEqualTo("robot$team+ci");
    assertThat(attribute(phase, "secret.id")).isEqualTo("robot$team+ci");
    assertThat(attribute(phase, "operation.id")).isEqualTo(Samples.EXECUTION.value());
    SpanData call = span("PATCH harbor");
    assertThat(attribute(call, "peer.service")).isEqualTo("harbor");
    assertThat(attribute(call, "http.request.method")).isEqualTo("PATCH");
    assertThat(attribute(call, "server.address")).isEqualTo("harbor.example");
    assertThat(call.getAttributes().get(SpanAttributes.SERVER_PORT)).isEqualTo(443);
    assertThat(call.getAttributes().get(SpanAttributes.STATUS)).isEqualTo(200);
  }

  @Test
  void everyCommandHasItsSpanAndSaysWhatItIsAbout() {
    for (Command command : Samples.COMMANDS) {
      var scope =
          telemetry.executions().open(Samples.EXECUTION, command, new Place(Context.root()));
      scope.close();
    }

    assertThat(exporter.getFinishedSpanItems())
        .extracting(SpanData::getName)
        .containsExactly(
            "execution-workers.github.CreateRepository",
            "execution-workers.appenv.ApplyBranchProtection",
            "execution-workers.appenv.ProvisionSecrets",
            "execution-workers.appenv.CreateSecretBindings",
            "execution-workers.appenv.VerifyGitOpsReconciliation",
            "execution-workers.secrets.UpdateBindingsForSecret");
    SpanData create = span("execution-workers.github.CreateRepository");
    assertThat(attribute(create, "git.owner")).isEqualTo("platform");
    assertThat(attribute(create, "git.repo")).isEqualTo("appenv-env-1");
    SpanData protect = span("execution-workers.appenv.ApplyBranchProtection");
    assertThat(attribute(protect, "git.branch")).isEqualTo("main");
    assertThat(attribute(protect, "appenv.id")).isEqualTo("env-1");
    for (String delegated :
        new String[] {"ProvisionSecrets", "CreateSecretBindings", "VerifyGitOpsReconciliation"}) {
      assertThat(attribute(span("execution-workers.appenv." + delegated), "appenv.id"))
          .isEqualTo("env-1");
    }
    assertThat(attribute(span("execution-workers.secrets.UpdateBindingsForSecret"), "secret.id"))
        .isEqualTo("robot$team+ci");
  }

  @Test
  void aFailureMarksEverySpanItWentThrough() {
    var request = telemetry.requests().open("/secrets/bindings/update", "POST", headers(SAMPLED));
    var execution =
        telemetry
            .executions()
            .open(Samples.EXECUTION, Samples.UPDATE, telemetry.executions().current());
    try (var phase = execution.phase(Phase.ROTATE_ROBOT_TOKEN)) {
      call(502);
      phase.failed(Samples.UNAVAILABLE);
    }
    execution.ended(
        new Outcome.Failed(Samples.UNAVAILABLE),
        Samples.event(Samples.UPDATE, Optional.of("registry_unavailable")));
    execution.close();
    request.close(503, Optional.of("registry_unavailable"));

    assertThat(exporter.getFinishedSpanItems())
        .hasSize(4)
        .allMatch(span -> span.getStatus().getStatusCode() == StatusCode.ERROR);
    for (String name :
        new String[] {
          "execution-workers.harbor.RotateRobotToken",
          "execution-workers.secrets.UpdateBindingsForSecret",
          "POST /secrets/bindings/update"
        }) {
      assertThat(attribute(span(name), "failure.code")).isEqualTo("registry_unavailable");
    }
    assertThat(attribute(span("PATCH harbor"), "error.type")).isEqualTo("502");
  }

  @Test
  void aCallWithoutAnAnswerSaysWhatKindOfFaultItWas() {
    var call =
        telemetry
            .exchanges()
            .open(
                new Destination.ForeignSystem(Peer.HARBOR), "GET", URI.create("http://[::1]:8080"));
    call.faulted("timed_out");
    call.close();

    assertThat(attribute(span("GET harbor"), "error.type")).isEqualTo("timed_out");
    assertThat(span("GET harbor").getAttributes().get(SpanAttributes.SERVER_PORT)).isEqualTo(8080);
    assertThat(span("GET harbor").getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
  }

  @Test
  void aCallersMistakeIsNoErrorOfTheServerSpan() {
    telemetry
        .requests()
        .open("/github/repos", "POST", headers(Map.of()))
        .close(409, Optional.of("git_conflict"));

    SpanData server = span("POST /github/repos");
    assertThat(server.getStatus().getStatusCode()).isEqualTo(StatusCode.UNSET);
    assertThat(attribute(server, "failure.code")).isEqualTo("git_conflict");
  }

  @Test
  void nothingACallerInventsBecomesTheNameOfASpan() {
    telemetry.requests().open("other", "OTHER", headers(Map.of())).close(404, Optional.empty());
    telemetry.requests().open("other", "GET", headers(Map.of())).close(404, Optional.empty());

    assertThat(exporter.getFinishedSpanItems())
        .extracting(SpanData::getName)
        .containsExactly("HTTP", "GET");
    assertThat(attribute(span("HTTP"), "http.request.method")).isEqualTo("_OTHER");
    assertThat(attribute(span("HTTP"), "http.route")).isNull();
  }

  @Test
  void aDefectShowsItsClassAndNotItsMessage() {
    try (var log = new CapturedLog("dev.executionworkers")) {
      var execution =
          telemetry.executions().open(Samples.EXECUTION, Samples.UPDATE, new Place(Context.root()));
      execution.defect(new IllegalStateException("token=CANARY"));
      execution.close();

      SpanData span = span("execution-workers.secrets.UpdateBindingsForSecret");
      assertThat(attribute(span, "error.type")).isEqualTo("java.lang.IllegalStateException");
      assertThat(attribute(span, "failure.code")).isEqualTo("internal_error");
      assertThat(span.toString() + log.text()).doesNotContain("CANARY");
      assertThat(log.lines().getFirst().get("exception").get("stack").asString())
          .contains("TracesTest");
    }
  }

  @Test
  void callsCarryTheirOwnSpanAndTheCallersState() {
    var request = telemetry.requests().open("/github/repos", "POST", headers(SAMPLED));
    var call =
        telemetry
            .exchanges()
            .open(new Destination.ForeignSystem(Peer.GIT_PROVIDER), "GET", URI.create("https://x"));
    Map<String, String> headers = call.propagationHeaders();
    call.close();
    request.close(200, Optional.empty());

    String callSpan = span("GET git-provider").getSpanId();
    assertThat(headers)
        .containsEntry("traceparent", "00-" + CALLER_TRACE + "-" + callSpan + "-01")
        .containsEntry("tracestate", "vendor=1");
  }

  @Test
  void aCallerThatDoesNotSampleIsFollowed() {
    var request =
        telemetry
            .requests()
            .open(
                "/github/repos",
                "POST",
                headers(Map.of("traceparent", "00-" + CALLER_TRACE + "-" + CALLER_SPAN + "-00")));
    assertThat(request.traceId()).isEqualTo(CALLER_TRACE);
    request.close(200, Optional.empty());

    assertThat(exporter.getFinishedSpanItems()).isEmpty();
  }

  @Test
  void aParentThatCameTwiceIsNone() {
    String parent = "00-" + CALLER_TRACE + "-" + CALLER_SPAN + "-01";
    var request =
        telemetry
            .requests()
            .open("/github/repos", "POST", headers(Map.of("traceparent", parent + "," + parent)));

    assertThat(request.traceId()).isNotEqualTo(CALLER_TRACE);
    request.close(200, Optional.empty());
  }

  @Test
  void eachScopeMakesTheFormerSpanCurrentAgain() {
    assertThat(Span.current().getSpanContext().isValid()).isFalse();
    var request = telemetry.requests().open("/github/repos", "POST", headers(SAMPLED));
    String server = Span.current().getSpanContext().getSpanId();
    var execution =
        telemetry
            .executions()
            .open(Samples.EXECUTION, Samples.UPDATE, telemetry.executions().current());
    String operation = Span.current().getSpanContext().getSpanId();
    try (var _ = execution.phase(Phase.ROTATE_ROBOT_TOKEN)) {
      call(200);
      assertThat(Span.current().getSpanContext().getSpanId()).isNotEqualTo(operation);
    }
    assertThat(Span.current().getSpanContext().getSpanId()).isEqualTo(operation);
    execution.close();
    assertThat(Span.current().getSpanContext().getSpanId()).isEqualTo(server);
    request.close(200, Optional.empty());
    assertThat(Span.current().getSpanContext().isValid()).isFalse();
  }
}
