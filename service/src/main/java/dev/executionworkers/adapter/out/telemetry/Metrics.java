package dev.executionworkers.adapter.out.telemetry;

import dev.executionworkers.domain.command.OperationName;
import dev.executionworkers.domain.outcome.DomainError;
import dev.executionworkers.port.out.CircuitState;
import dev.executionworkers.port.out.Destination;
import dev.executionworkers.port.out.DomainEvent;
import dev.executionworkers.port.out.ExecutionTelemetry.Notice;
import dev.executionworkers.port.out.Outbox.Backlog;
import dev.executionworkers.port.out.PeerState;
import io.prometheus.metrics.core.datapoints.CounterDataPoint;
import io.prometheus.metrics.core.datapoints.GaugeDataPoint;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.Gauge;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.function.IntSupplier;
import java.util.function.Supplier;

/**
 * The metrics, by the names and labels that dashboards and alerts know. What alerts count and whose
 * labels are known is there from the start with 0, so that a first failure is a rise and not a new
 * series. Thread-safe.
 */
final class Metrics {
  private static final double NANOS_PER_SECOND = 1e9;
  private static final String SUCCESS = "success";
  private static final String ERROR = "error";

  /** From a request that only joins to the caller's own limit of 15 s. */
  private static final double[] REQUEST_SECONDS = {
    0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 15
  };

  /** An attempt may take as long as the slowest peer is given by default. */
  private static final double[] CALL_SECONDS = {
    0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 15, 30
  };

  /** The work outlives its request, a rotation by far. */
  private static final double[] EXECUTION_SECONDS = {
    0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 15, 30, 60, 120, 300, 900
  };

  /** Flash answers within a millisecond, a disk that is fought over within seconds. */
  private static final double[] COMMIT_SECONDS = {
    0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5
  };

  private final HttpMetrics http;
  private final Counter downstreamErrors;
  private final Map<OperationName, CounterDataPoint> successes;
  private final Map<OperationName, CounterDataPoint> errors;
  private final Map<OperationName, GaugeDataPoint> inFlight;
  private final Histogram executions;
  private final Histogram calls;
  private final Histogram commits;
  private final Map<Notice, CounterDataPoint> notices;

  Metrics(PrometheusRegistry registry, String service, String environment) {
    http = new HttpMetrics(registry, service, environment, REQUEST_SECONDS);
    Counter events =
        counter("domain_events_total", "Outcomes, by the event that tells of them.")
            .labelNames("event", "result")
            .register(registry);
    successes = each(OperationName.class, name -> events.labelValues(name.event(), SUCCESS));
    errors = each(OperationName.class, name -> events.labelValues(name.event(), ERROR));
    downstreamErrors =
        counter("downstream_errors_total", "Failed attempts; status 0 is no answer.")
            .labelNames("target", "code", "status")
            .register(registry);
    inFlight = inFlight(registry);
    executions =
        histogram("execution_duration_seconds", "From an execution's start to its outcome.")
            .classicUpperBounds(EXECUTION_SECONDS)
            .labelNames("operation", "result")
            .register(registry);
    calls =
        histogram("downstream_request_duration_seconds", "One attempt, however it ended.")
            .classicUpperBounds(CALL_SECONDS)
            .labelNames("target")
            .register(registry);
    commits =
        histogram(
                "journal_commit_seconds",
                "One commit of the journal, until the store says it is durable.")
            .classicUpperBounds(COMMIT_SECONDS)
            .register(registry);
    notices = notices(registry);
  }

  private static Counter.Builder counter(String name, String help) {
    return Counter.builder().name(name).help(help);
  }

  private static Histogram.Builder histogram(String name, String help) {
    return Histogram.builder().name(name).help(help).classicOnly();
  }

  private static Map<OperationName, GaugeDataPoint> inFlight(PrometheusRegistry registry) {
    Gauge running =
        Gauge.builder()
            .name("executions_in_flight")
            .help("Executions that this process works on now.")
            .labelNames("operation")
            .register(registry);
    return each(OperationName.class, name -> running.labelValues(name.label()));
  }

  private static Map<Notice, CounterDataPoint> notices(PrometheusRegistry registry) {
    Counter counter =
        counter("notices_total", "Things to know although nothing failed.")
            .labelNames("notice")
            .register(registry);
    return each(
        Notice.class, notice -> counter.labelValues(notice.name().toLowerCase(Locale.ROOT)));
  }

  private static <E extends Enum<E>, P> Map<E, P> each(Class<E> type, Function<E, P> point) {
    Map<E, P> points = new EnumMap<>(type);
    for (E value : type.getEnumConstants()) {
      points.put(value, point.apply(value));
    }
    return points;
  }

  /** Shows how many rotations are under way or owed, as {@code count} says when asked. */
  static void pendingRotations(PrometheusRegistry registry, IntSupplier count) {
    GaugeWithCallback.builder()
        .name("rotations_pending")
        .help("Rotations begun and not finished: tokens that may not have reached their bindings.")
        .callback(callback -> callback.call(count.getAsInt()))
        .register(registry);
  }

  /** Shows what has piled up in the outbox, as {@code backlog} says when asked, once a scrape. */
  static void outbox(PrometheusRegistry registry, Supplier<Backlog> backlog) {
    registry.register(() -> outbox(backlog.get()));
  }

  private static MetricSnapshots outbox(Backlog backlog) {
    return MetricSnapshots.of(
        gauge("outbox_backlog", "Events still to be delivered.")
            .dataPoint(point((double) backlog.waiting(), Labels.EMPTY))
            .build(),
        gauge("outbox_oldest_seconds", "For how long the oldest of them has waited.")
            .dataPoint(point(seconds(backlog.oldestAge().toNanos()), Labels.EMPTY))
            .build(),
        gauge("outbox_parked", "Events that the sink refused for a day, and that are still kept.")
            .dataPoint(point((double) backlog.parked(), Labels.EMPTY))
            .build());
  }

  /**
   * Shows how things stand with each foreign system, as {@code states} says when asked, once a
   * scrape: it may have to wait for a database.
   */
  static void peers(PrometheusRegistry registry, Supplier<List<PeerState>> states) {
    registry.register(() -> peers(states.get()));
  }

  private static MetricSnapshots peers(List<PeerState> states) {
    GaugeSnapshot.Builder circuits =
        gauge(
            "circuit_state",
            "Whether calls reach it: 0 they do, 1 one is let through to find out, 2 they do not.");
    GaugeSnapshot.Builder blocked =
        gauge("peer_blocked_seconds", "For how much longer it wants to be left alone.");
    for (PeerState state : states) {
      Labels target = Labels.of("target", state.target());
      circuits.dataPoint(point(number(state.circuit()), target));
      blocked.dataPoint(point(seconds(state.blocked().toNanos()), target));
    }
    return MetricSnapshots.of(circuits.build(), blocked.build());
  }

  private static int number(CircuitState state) {
    return switch (state) {
      case CLOSED -> 0;
      case HALF_OPEN -> 1;
      case OPEN -> 2;
    };
  }

  private static GaugeSnapshot.Builder gauge(String name, String help) {
    return GaugeSnapshot.builder().name(name).help(help);
  }

  private static GaugeDataPointSnapshot point(double value, Labels labels) {
    return GaugeDataPointSnapshot.builder().value(value).labels(labels).build();
  }

  void requestServed(String method, String route, int status, long nanos) {
    http.served(method, route, status, seconds(nanos));
  }

  void executionStarted(OperationName operation) {
    of(inFlight, operation).inc();
  }

  void executionLeft(OperationName operation) {
    of(inFlight, operation).dec();
  }

  void outcomeRecorded(DomainEvent event, long nanos) {
    boolean success = event.errorCode().isEmpty();
    of(success ? successes : errors, event.operation()).inc();
    executions.labelValues(event.operation().label(), event.result()).observe(seconds(nanos));
  }

  void attemptFailed(DomainError error) {
    downstreamErrors
        .labelValues(error.peer().target(), error.code(), Integer.toString(error.peerStatus()))
        .inc();
  }

  void callEnded(Destination destination, long nanos) {
    calls.labelValues(destination.target()).observe(seconds(nanos));
  }

  void committed(long nanos) {
    commits.observe(seconds(nanos));
  }

  void noticed(Notice notice) {
    of(notices, notice).inc();
  }

  private static double seconds(long nanos) {
    return nanos / NANOS_PER_SECOND;
  }

  /** Every constant has its point: {@link #each} has made it. */
  private static <E extends Enum<E>, P> P of(Map<E, P> points, E key) {
    P point = points.get(key);
    if (point == null) {
      throw new IllegalStateException("no point for " + key);
    }
    return point;
  }
}
