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

  /**
   * Whether these variables make spans leave: there is an OTLP endpoint, and nothing turns it off.
   */
  public static boolean exportsSpans(Map<String, String> otelVariables) {
    boolean endpoint =
        isSet(otelVariables, "OTEL_EXPORTER_OTLP_ENDPOINT")
            || isSet(otelVariables, "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT");
    return endpoint
        && !is(otelVariables, "OTEL_SDK_DISABLED", "true")
        && !is(otelVariables, "OTEL_TRACES_EXPORTER", "none");
  }

  private static boolean isSet(Map<String, String> variables, String name) {
    return !variables.getOrDefault(name, "").isBlank();
  }

  private static boolean is(Map<String, String> variables, String name, String value) {
    return variables.getOrDefault(name, "").strip().equalsIgnoreCase(value);
  }

  /** Never shows the variables, which may hold the exporter's credentials. */
  @Override
  public String toString() {
    return "TelemetryOptions[" + serviceName + ", " + environment + "]";
  }
}
