package dev.executionworkers.adapter.out.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.executionworkers.domain.outcome.Outcome;
import dev.executionworkers.domain.outcome.Peer;
import dev.executionworkers.port.out.CircuitState;
import dev.executionworkers.port.out.Destination;
import dev.executionworkers.port.out.DomainEvent;
import dev.executionworkers.port.out.ExecutionTelemetry.Notice;
import dev.executionworkers.port.out.MetricsPage.Page;
import dev.executionworkers.port.out.Outbox.Backlog;
import dev.executionworkers.port.out.PeerState;
import io.opentelemetry.context.Context;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class MetricsPageTest {
  private final AtomicLong nanos = new AtomicLong();
  private final TelemetryStack telemetry =
      TelemetryStack.over(Samples.options(Map.of()), Optional.empty(), nanos::get);

  private void advance(Duration duration) {
    nanos.addAndGet(duration.toNanos());
  }

  private Page page(String accept) {
    return telemetry.metricsPage().render(Optional.of(accept));
  }

  private String text() {
    return telemetry.metricsPage().render(Optional.empty()).text();
  }

  private void serve(String route, String method, int status, Duration duration) {
    var scope = telemetry.requests().open(route, method, name -> Optional.empty());
    advance(duration);
    scope.close(status, Optional.empty());
  }

  private void execute(Outcome outcome, DomainEvent event, Duration duration) {
    var scope =
        telemetry.executions().open(Samples.EXECUTION, Samples.UPDATE, new Place(Context.root()));
    advance(duration);
    scope.ended(outcome, event);
    scope.close();
  }

  private void someOfEverything() {
    serve("/github/repos", "POST", 201, Duration.ofMillis(30));
    serve("/github/repos", "POST", 503, Duration.ofSeconds(12));
    serve("other", "OTHER", 404, Duration.ofMillis(1));
    execute(
        Samples.COMPLETED, Samples.event(Samples.UPDATE, Optional.empty()), Duration.ofMillis(400));
    execute(
        new Outcome.Failed(Samples.UNAVAILABLE),
        Samples.event(Samples.UPDATE, Optional.of("registry_unavailable")),
        Duration.ofSeconds(75));
    var running =
        telemetry
            .executions()
            .open(Samples.EXECUTION, Samples.PROVISION, new Place(Context.root()));
    running.attemptFailed("look-at-robot", 1, Samples.UNAVAILABLE, true);
    running.attemptFailed("look-at-robot", 2, Samples.UNAVAILABLE, false);
    running.notice(Notice.ROBOT_SHARED);
    var call =
        telemetry
            .exchanges()
            .open(
                new Destination.ForeignSystem(Peer.HARBOR),
                "GET",
                URI.create("https://harbor.example"));
    advance(Duration.ofMillis(7));
    call.answered(502);
    call.close();
    telemetry.journal().committed(Duration.ofMillis(3).toNanos());
    telemetry.pendingRotations(() -> 2);
    telemetry.peers(() ->
        List.of(
            new PeerState("git-provider", CircuitState.CLOSED, Duration.ofSeconds(42)),
            new PeerState("harbor", CircuitState.OPEN, Duration.ZERO)));
    telemetry.outbox(() -> new Backlog(7, 1, Duration.ofMillis(1_500)));
  }

  @Test
  void isExactlyWhatDashboardsAndAlertsAreMadeFor() throws IOException, InterruptedException {
    // One execution is left open, and with it its span on the thread it was opened on.
    Thread.ofVirtual().start(this::someOfEverything).join();

    assertThat(text())
        .isEqualTo(Files.readString(Path.of("src/test/resources/telemetry/metrics.txt")));
  }

  @Test
  void asksOnceAScrapeWhatMayWaitForADatabase() {
    var asked = new ArrayList<String>();
    telemetry.peers(() -> {
      asked.add("peers");
      return List.of();
    });
    telemetry.outbox(() -> {
      asked.add("outbox");
      return Backlog.NONE;
    });
    text();

    assertThat(asked).containsExactlyInAnyOrder("peers", "outbox");
  }

  @Test
  void speaksPrometheusTextUnlessOpenMetricsIsAskedFor() {
    assertThat(telemetry.metricsPage().render(Optional.empty()).contentType())
        .startsWith("text/plain; version=0.0.4");
    assertThat(page("text/html,*/*").contentType()).startsWith("text/plain");
    Page open = page("application/openmetrics-text;version=1.0.0,text/plain;q=0.5");
    assertThat(open.contentType()).startsWith("application/openmetrics-text; version=1.0.0");
    assertThat(open.text()).endsWith("# EOF\n");
  }

  @Test
  void everyEventIsThereWithZeroFromTheStart() {
    for (var command : Samples.COMMANDS) {
      String event = command.operation().event();
      assertThat(text())
          .contains("domain_events_total{event=\"" + event + "\",result=\"success\"} 0.0")
          .contains("domain_events_total{event=\"" + event + "\",result=\"error\"} 0.0");
    }
    assertThat(text()).contains("rotations_pending 0.0", "outbox_backlog 0.0", "outbox_parked 0.0");
  }

  @Test
  void anExecutionIsInFlightUntilItIsClosedHoweverItEnds() {
    var scope =
        telemetry.executions().open(Samples.EXECUTION, Samples.UPDATE, new Place(Context.root()));
    assertThat(text())
        .contains("executions_in_flight{operation=\"secrets.UpdateBindingsForSecret\"} 1.0");
    scope.endedWithoutOutcome("shutdown");
    scope.close();

    assertThat(text())
        .contains("executions_in_flight{operation=\"secrets.UpdateBindingsForSecret\"} 0.0");
  }
}
