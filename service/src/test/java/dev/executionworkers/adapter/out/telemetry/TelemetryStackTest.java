package dev.executionworkers.adapter.out.telemetry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import dev.executionworkers.adapter.out.telemetry.log.CapturedLog;
import dev.executionworkers.bootstrap.Patience;
import dev.executionworkers.domain.outcome.Peer;
import dev.executionworkers.port.out.Destination;
import dev.executionworkers.port.out.TraceContext;
import io.opentelemetry.context.Context;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TelemetryStackTest {
  private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";
  private static final String PARENT = "00-" + TRACE + "-b7ad6b7169203331-01";

  private final List<String> received = new CopyOnWriteArrayList<>();
  private HttpServer collector;

  @BeforeEach
  void startCollector() throws IOException {
    collector = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    collector.createContext(
        "/",
        exchange -> {
          byte[] body = exchange.getRequestBody().readAllBytes();
          received.add(
              exchange.getRequestMethod()
                  + " "
                  + exchange.getRequestURI()
                  + " "
                  + new String(body, StandardCharsets.ISO_8859_1));
          exchange.sendResponseHeaders(200, -1);
          exchange.close();
        });
    collector.start();
  }

  @AfterEach
  void stopCollector() {
    collector.stop(0);
  }

  private Map<String, String> variables(String... more) {
    Map<String, String> variables = new HashMap<>();
    variables.put(
        "OTEL_EXPORTER_OTLP_ENDPOINT", "http://127.0.0.1:" + collector.getAddress().getPort());
    variables.put("OTEL_BSP_SCHEDULE_DELAY", "3600000"); // only the close may send
    for (int i = 0; i < more.length; i += 2) {
      variables.put(more[i], more[i + 1]);
    }
    return variables;
  }

  /** On a slow machine the close does not wait for the last answer, but what it sends arrives. */
  private void awaitSpans() {
    Patience.until(() -> !received.isEmpty());
  }

  /** Serves one request with one call, and tells what the call would have carried. */
  private static String serve(TelemetryStack telemetry, Map<String, String> headers) {
    var request =
        telemetry
            .requests()
            .open("/github/repos", "POST", name -> Optional.ofNullable(headers.get(name)));
    TraceContext place = telemetry.executions().current();
    var execution = telemetry.executions().open(Samples.EXECUTION, Samples.UPDATE, place);
    var call =
        telemetry
            .exchanges()
            .open(new Destination.ForeignSystem(Peer.GIT_PROVIDER), "GET", URI.create("https://x"));
    String traceparent = call.propagationHeaders().getOrDefault("traceparent", "");
    call.close();
    execution.ended(Samples.COMPLETED, Samples.event(Samples.UPDATE, Optional.empty()));
    execution.close();
    assertThat(traceparent).contains(request.traceId());
    request.close(200, Optional.empty());
    return traceparent;
  }

  @Test
  void spansGoToTheCollectorByHttpAndCloseSendsTheLast() {
    try (var telemetry = TelemetryStack.start(Samples.options(variables()))) {
      serve(telemetry, Map.of("traceparent", PARENT));
    }
    awaitSpans();

    assertThat(received).isNotEmpty().allMatch(request -> request.startsWith("POST /v1/traces "));
    assertThat(String.join("", received))
        .contains("POST /github/repos")
        .contains("execution-workers.secrets.UpdateBindingsForSecret")
        .contains("deployment.environment.name")
        .contains("execution-workers")
        .doesNotContain("unknown_service");
  }

  @Test
  void theStandardVariablesNameTheService() {
    var options =
        Samples.options(
            variables(
                "OTEL_SERVICE_NAME", "other-name",
                "OTEL_RESOURCE_ATTRIBUTES", "deployment.environment.name=blue",
                "OTEL_METRICS_EXPORTER", "otlp",
                "OTEL_LOGS_EXPORTER", "otlp"));
    try (var telemetry = TelemetryStack.start(options)) {
      serve(telemetry, Map.of());
    }
    awaitSpans();

    assertThat(String.join("", received)).contains("other-name").contains("blue");
    assertThat(received).allMatch(request -> request.startsWith("POST /v1/traces "));
  }

  @Test
  void nothingIsExportedWithoutAnEndpointOrWhenItIsTurnedOff() {
    for (Map<String, String> off :
        List.of(
            Map.<String, String>of(),
            variables("OTEL_SDK_DISABLED", "true"),
            variables("OTEL_TRACES_EXPORTER", "none"))) {
      try (var telemetry = TelemetryStack.start(Samples.options(off))) {
        assertThat(serve(telemetry, Map.of("traceparent", PARENT))).isEqualTo(PARENT);
      }
    }

    assertThat(received).isEmpty();
  }

  @Test
  void aRequestWithoutATraceGetsOneOfItsOwnThatPeersMayRecord() {
    try (var telemetry = TelemetryStack.start(Samples.options(Map.of()));
        var log = new CapturedLog("dev.executionworkers")) {
      String first = serve(telemetry, Map.of());
      String second = serve(telemetry, Map.of("traceparent", "nonsense"));

      assertThat(first).matches("00-[0-9a-f]{32}-[0-9a-f]{16}-01");
      assertThat(second).matches("00-[0-9a-f]{32}-[0-9a-f]{16}-01").isNotEqualTo(first);
      assertThat(log.lines().getFirst().get("trace_id").asString())
          .isEqualTo(first.substring(3, 35));
    }
  }

  @Test
  void aCallerThatDoesNotSampleIsFollowedWithoutAnExporterToo() {
    String unsampled = PARENT.substring(0, PARENT.length() - 2) + "00";
    try (var telemetry = TelemetryStack.start(Samples.options(Map.of()))) {
      assertThat(serve(telemetry, Map.of("traceparent", unsampled))).isEqualTo(unsampled);
    }
  }

  @Test
  void theCallersTraceStandsOnEveryLineOfTheLog() {
    try (var telemetry = TelemetryStack.start(Samples.options(Map.of()));
        var log = new CapturedLog("dev.executionworkers")) {
      serve(telemetry, Map.of("traceparent", PARENT));

      assertThat(log.lines())
          .hasSize(1)
          .allMatch(line -> line.get("trace_id").asString().equals(TRACE));
    }
  }

  @Test
  void aCollectorThatNeverAnswersDoesNotKeepTheProcess() {
    var variables =
        Map.of(
            "OTEL_EXPORTER_OTLP_ENDPOINT", "http://127.0.0.1:1",
            "OTEL_EXPORTER_OTLP_HEADERS", "authorization=CANARY");
    try (var log = new CapturedLog("io.opentelemetry")) {
      var telemetry = TelemetryStack.start(Samples.options(variables));
      serve(telemetry, Map.of());
      telemetry.close();

      assertThat(log.text()).doesNotContain("CANARY");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "OTEL_TRACES_SAMPLER, OTEL_TRACES_SAMPLER",
    "OTEL_PROPAGATORS, OTEL_PROPAGATORS",
    "OTEL_BSP_SCHEDULE_DELAY, OTEL_BSP_SCHEDULE_DELAY",
    "OTEL_EXPORTER_OTLP_COMPRESSION, OTEL_*",
    "OTEL_EXPORTER_OTLP_HEADERS, OTEL_EXPORTER_OTLP_HEADERS",
    "OTEL_EXPORTER_OTLP_TRACES_HEADERS, OTEL_EXPORTER_OTLP_TRACES_HEADERS",
    "OTEL_EXPORTER_OTLP_CERTIFICATE, OTEL_*"
  })
  void aValueThatOpenTelemetryRefusesIsAFaultOfTheStartAndNotQuoted(String set, String named) {
    var options = Samples.options(variables(set, "CANARY"));
    assertThatThrownBy(() -> TelemetryStack.start(options))
        .isInstanceOfSatisfying(
            TelemetryStartException.class, fault -> assertThat(fault.variable()).isEqualTo(named))
        .hasMessageContaining(named)
        .hasMessageNotContaining("CANARY")
        .hasNoCause();
  }

  @Test
  void aNameThatBeginsAnothersIsNotTakenForIt() {
    var options =
        Samples.options(
            variables("OTEL_TRACES_SAMPLER", "traceidratio", "OTEL_TRACES_SAMPLER_ARG", "CANARY"));
    assertThatThrownBy(() -> TelemetryStack.start(options))
        .hasMessageStartingWith("OTEL_TRACES_SAMPLER_ARG ");
  }

  @Test
  void anExecutionWithoutARequestHasATraceOfItsOwn() {
    try (var telemetry = TelemetryStack.start(Samples.options(Map.of()));
        var log = new CapturedLog("dev.executionworkers")) {
      var execution =
          telemetry.executions().open(Samples.EXECUTION, Samples.UPDATE, new Place(Context.root()));
      execution.endedWithoutOutcome("shutdown");
      execution.close();

      assertThat(log.lines().getFirst().get("trace_id").asString()).matches("[0-9a-f]{32}");
    }
  }
}
