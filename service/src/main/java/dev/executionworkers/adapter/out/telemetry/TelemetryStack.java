package dev.executionworkers.adapter.out.telemetry;

import dev.executionworkers.port.out.ActivityTelemetry;
import dev.executionworkers.port.out.ExchangeTelemetry;
import dev.executionworkers.port.out.ExecutionTelemetry;
import dev.executionworkers.port.out.JournalTelemetry;
import dev.executionworkers.port.out.MetricsPage;
import dev.executionworkers.port.out.Outbox.Backlog;
import dev.executionworkers.port.out.PeerState;
import dev.executionworkers.port.out.RequestTelemetry;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/** All of telemetry, built once and closed once. Thread-safe. */
public final class TelemetryStack implements AutoCloseable {
  /** For how long {@link #close} waits for the last spans to be taken. */
  private static final long FLUSH_SECONDS = 3;

  private final Optional<OpenTelemetrySdk> sdk;
  private final RequestTelemetry requests;
  private final ExecutionTelemetry executions;
  private final ExchangeTelemetry exchanges;
  private final JournalTelemetry journal;
  private final Supplier<ActivityTelemetry> activities;
  private final MetricsPage metricsPage;
  private volatile IntSupplier pendingRotations = () -> 0;
  private volatile Supplier<Backlog> outbox = () -> Backlog.NONE;
  private volatile Supplier<List<PeerState>> peers = List::of;

  private TelemetryStack(
      TelemetryOptions options, Optional<OpenTelemetrySdk> sdk, LongSupplier nanoTime) {
    this.sdk = sdk;
    PrometheusRegistry registry = new PrometheusRegistry();
    Metrics metrics = new Metrics(registry, options.serviceName(), options.environment());
    Metrics.pendingRotations(registry, () -> pendingRotations.getAsInt());
    Metrics.outbox(registry, () -> outbox.get());
    Metrics.peers(registry, () -> peers.get());
    Tracing tracing = tracing(sdk);
    requests = new OtelRequestTelemetry(tracing, metrics, nanoTime);
    executions =
        new OtelExecutionTelemetry(
            tracing, metrics, nanoTime, options.harborUrl().map(SpanAttributes::shown));
    exchanges = new OtelExchangeTelemetry(tracing, metrics, nanoTime);
    journal = metrics::committed;
    activities = () -> new OtelActivityTelemetry(tracing, registry, nanoTime);
    metricsPage = new PrometheusPage(registry);
  }

  /**
   * Starts telemetry. Spans go where the {@code OTEL_*} variables say; without an endpoint, and
   * with {@code OTEL_TRACES_EXPORTER=none} or {@code OTEL_SDK_DISABLED=true}, they go nowhere and
   * the caller's trace context is passed on as it came.
   *
   * @throws TelemetryStartException when a variable has a value that OpenTelemetry refuses
   */
  public static TelemetryStack start(TelemetryOptions options) {
    return new TelemetryStack(options, OpenTelemetryStart.start(options), System::nanoTime);
  }

  /** Telemetry over an SDK of the caller's, for tests. */
  static TelemetryStack over(
      TelemetryOptions options, Optional<OpenTelemetrySdk> sdk, LongSupplier nanoTime) {
    return new TelemetryStack(options, sdk, nanoTime);
  }

  private static Tracing tracing(Optional<OpenTelemetrySdk> sdk) {
    return sdk.map(started -> new Tracing(started, started.getPropagators().getTextMapPropagator()))
        .orElseGet(
            () -> new Tracing(OpenTelemetry.noop(), W3CTraceContextPropagator.getInstance()));
  }

  /** What is told of requests that come in. */
  public RequestTelemetry requests() {
    return requests;
  }

  /** What is told of executions. */
  public ExecutionTelemetry executions() {
    return executions;
  }

  /** What is told of calls that go out. */
  public ExchangeTelemetry exchanges() {
    return exchanges;
  }

  /** What is told of the journal's own work. */
  public JournalTelemetry journal() {
    return journal;
  }

  /** What is told of activities, whose metrics are there from then on; asked for once. */
  public ActivityTelemetry activities() {
    return activities.get();
  }

  /** What a scraper reads. */
  public MetricsPage metricsPage() {
    return metricsPage;
  }

  /** Names who knows how many rotations are pending; asked at every scrape, 0 until it is named. */
  public void pendingRotations(IntSupplier count) {
    pendingRotations = count;
  }

  /** Names who knows what is in the outbox; asked at every scrape, nothing until it is named. */
  public void outbox(Supplier<Backlog> backlog) {
    outbox = backlog;
  }

  /** Names who knows how things stand with the foreign systems; asked at every scrape. */
  public void peers(Supplier<List<PeerState>> states) {
    peers = states;
  }

  /**
   * Sends what spans are left and stops, within {@value #FLUSH_SECONDS} seconds whatever the
   * collector does.
   */
  @Override
  public void close() {
    sdk.ifPresent(started -> started.shutdown().join(FLUSH_SECONDS, TimeUnit.SECONDS));
  }
}
