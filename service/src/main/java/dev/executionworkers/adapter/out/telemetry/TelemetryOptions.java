package dev.executionworkers.adapter.out.telemetry;

import java.net.URI;
import java.util.Map;
import java.util.Optional;

/**
 * What telemetry needs to know.
 *
 * @param serviceName the {@code service} label, and the service's name on spans unless {@code
 *     OTEL_SERVICE_NAME} says otherwise
 * @param environment the {@code env} label, and {@code deployment.environment.name} on spans
 * @param harborUrl the registry, for the spans that touch it
 * @param otelVariables the {@code OTEL_*} variables of the environment, by their names
 */
public record TelemetryOptions(
    String serviceName,
    String environment,
    Optional<URI> harborUrl,
    Map<String, String> otelVariables) {

  public TelemetryOptions {
    otelVariables = Map.copyOf(otelVariables);
  }

  /** Never shows the variables, which may hold the exporter's credentials. */
  @Override
  public String toString() {
    return "TelemetryOptions[" + serviceName + ", " + environment + "]";
  }
}
