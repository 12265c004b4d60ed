package dev.executionworkers.adapter.out.telemetry;

import dev.executionworkers.domain.command.OperationName;
import dev.executionworkers.port.out.ActivityTelemetry.Ending;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;

/** The metrics of activities; all that can be there are there from the start. Thread-safe. */
final class ActivityMetrics {
  private static final double NANOS_PER_SECOND = 1e9;
  private static final String COMPLETED = "completed";
  private static final String FAILED = "failed";
  private static final String RETRYABLE = "retryable";
  private static final String CANCELLED = "cancelled";
  private static final List<String> RESULTS = List.of(COMPLETED, FAILED, RETRYABLE, CANCELLED);

  /** An activity may take as long as its workflow lets it. */
  private static final double[] SECONDS = {
    0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 120, 300, 900, 3600
  };

  private final Counter activities;
  private final Histogram durations;
  private final Histogram waits;

  ActivityMetrics(PrometheusRegistry registry) {
    activities =
        Counter.builder()
            .name("activities_total")
            .help("Attempts of activities that ended here.")
            .labelNames("activity", "result")
            .register(registry);
    durations =
        histogram("activity_duration_seconds", "From an attempt's begin here to its end.")
            .register(registry);
    waits =
        histogram(
                "activity_schedule_to_start_seconds",
                "For how long an attempt was waiting for a worker.")
            .register(registry);
    for (OperationName operation : OperationName.values()) {
      for (String result : RESULTS) {
        activities.initLabelValues(operation.activity(), result);
      }
    }
  }

  private static Histogram.Builder histogram(String name, String help) {
    return Histogram.builder()
        .name(name)
        .help(help)
        .classicOnly()
        .classicUpperBounds(SECONDS)
        .labelNames("activity");
  }

  /** Shows whether the server is there, as {@code connected} says when asked. */
  static void connection(PrometheusRegistry registry, BooleanSupplier connected) {
    GaugeWithCallback.builder()
        .name("temporal_connected")
        .help("1 while the Temporal server answers and is polled, 0 while it is looked for.")
        .callback(callback -> callback.call(connected.getAsBoolean() ? 1 : 0))
        .register(registry);
  }

  void waited(OperationName operation, Duration duration) {
    waits.labelValues(operation.activity()).observe(duration.toNanos() / NANOS_PER_SECOND);
  }

  void ended(OperationName operation, Ending ending, long nanos) {
    activities.labelValues(operation.activity(), result(ending)).inc();
    durations.labelValues(operation.activity()).observe(nanos / NANOS_PER_SECOND);
  }

  private static String result(Ending ending) {
    return switch (ending) {
      case Ending.Completed _ -> COMPLETED;
      case Ending.Failed(_, boolean retryable) -> retryable ? RETRYABLE : FAILED;
      case Ending.Cancelled _ -> CANCELLED;
    };
  }
}
