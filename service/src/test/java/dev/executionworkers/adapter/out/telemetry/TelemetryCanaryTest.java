package dev.executionworkers.adapter.out.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.executionworkers.adapter.out.telemetry.log.CapturedLog;
import dev.executionworkers.domain.command.Command;
import dev.executionworkers.domain.command.Secret;
import dev.executionworkers.domain.outcome.Outcome;
import dev.executionworkers.domain.outcome.Peer;
import dev.executionworkers.port.out.Destination;
import dev.executionworkers.port.out.ExecutionTelemetry.Phase;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** Marked secrets come in by every door that telemetry has, and must come out by none. */
class TelemetryCanaryTest {
  private static final String CANARY = "CANARY-hunter2";
  private static final URI WITH_LOGIN =
      URI.create("https://u:" + CANARY + "@harbor.example/p?token=" + CANARY + "#" + CANARY);

  private final InMemorySpanExporter exporter = InMemorySpanExporter.create();
  private final TelemetryStack telemetry =
      TelemetryStack.over(
          new TelemetryOptions(
              "execution-workers",
              "test",
              Optional.of(WITH_LOGIN),
              Map.of("OTEL_EXPORTER_OTLP_HEADERS", CANARY)),
          Optional.of(
              OpenTelemetrySdk.builder()
                  .setTracerProvider(
                      SdkTracerProvider.builder()
                          .addSpanProcessor(SimpleSpanProcessor.create(exporter))
                          .build())
                  .build()),
          System::nanoTime);

  private void goThrough(Command command) {
    var request = telemetry.requests().open("/x", "POST", name -> Optional.of(CANARY));
    var execution =
        telemetry.executions().open(Samples.EXECUTION, command, telemetry.executions().current());
    try (var phase = execution.phase(Phase.ROTATE_ROBOT_TOKEN)) {
      var call =
          telemetry
              .exchanges()
              .open(new Destination.ForeignSystem(Peer.HARBOR), "PATCH", WITH_LOGIN);
      assertThat(call.propagationHeaders().toString()).doesNotContain(CANARY);
      call.faulted("timed_out");
      call.close();
      phase.failed(Samples.UNAVAILABLE);
    }
    execution.attemptFailed("set-token", 1, Samples.UNAVAILABLE, true);
    execution.defect(new IllegalStateException(CANARY, new RuntimeException(CANARY)));
    execution.ended(
        new Outcome.Failed(Samples.UNAVAILABLE),
        Samples.event(command, Optional.of("registry_unavailable")));
    execution.close();
    request.close(503, Optional.of("registry_unavailable"));
  }

  @Test
  void noSecretIsInAnySpanLabelOrLine() {
    try (var log = new CapturedLog("dev.executionworkers")) {
      Samples.COMMANDS.forEach(this::goThrough);
      LoggerFactory.getLogger("dev.executionworkers.x")
          .atWarn()
          .addKeyValue("token", Secret.of(CANARY))
          .addKeyValue("thrown", new IllegalStateException(CANARY))
          .log("{}", Secret.of(CANARY));

      assertThat(log.lines()).hasSize(Samples.COMMANDS.size() * 3 + 1);
      assertThat(log.text()).doesNotContain(CANARY);
    }
    assertThat(exporter.getFinishedSpanItems()).hasSize(Samples.COMMANDS.size() * 4);
    assertThat(exporter.getFinishedSpanItems().toString()).doesNotContain(CANARY);
    assertThat(telemetry.metricsPage().render(Optional.empty()).text()).doesNotContain(CANARY);
  }
}
