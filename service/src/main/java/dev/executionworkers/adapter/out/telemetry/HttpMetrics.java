package dev.executionworkers.adapter.out.telemetry;

import io.prometheus.metrics.core.datapoints.CounterDataPoint;
import io.prometheus.metrics.core.datapoints.DistributionDataPoint;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The metrics of requests that come in. Their points are made when a route is first asked for and
 * found without any label after that. Thread-safe.
 */
final class HttpMetrics {
  private final Counter requests;
  private final Histogram durations;
  private final String service;
  private final String environment;
  private final Map<Entrance, Points> points = new ConcurrentHashMap<>();

  HttpMetrics(
      PrometheusRegistry registry, String service, String environment, double[] bucketSeconds) {
    this.service = service;
    this.environment = environment;
    requests =
        Counter.builder()
            .name("http_requests_total")
            .help("Requests answered.")
            .labelNames("service", "env", "method", "route", "status")
            .register(registry);
    durations =
        Histogram.builder()
            .name("http_request_duration_seconds")
            .help("From a request's headers to its answer.")
            .classicOnly()
            .classicUpperBounds(bucketSeconds)
            .labelNames("service", "env", "method", "route")
            .register(registry);
  }

  void served(String method, String route, int status, double seconds) {
    Points entrance = points.computeIfAbsent(new Entrance(method, route), this::points);
    entrance.duration.observe(seconds);
    entrance.byStatus.computeIfAbsent(status, s -> counter(method, route, s)).inc();
  }

  private Points points(Entrance entrance) {
    return new Points(
        durations.labelValues(service, environment, entrance.method, entrance.route),
        new ConcurrentHashMap<>());
  }

  private CounterDataPoint counter(String method, String route, int status) {
    return requests.labelValues(service, environment, method, route, Integer.toString(status));
  }

  private record Entrance(String method, String route) {}

  private record Points(DistributionDataPoint duration, Map<Integer, CounterDataPoint> byStatus) {}
}
