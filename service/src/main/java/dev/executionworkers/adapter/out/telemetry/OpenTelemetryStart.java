package dev.executionworkers.adapter.out.telemetry;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.autoconfigure.AutoConfiguredOpenTelemetrySdk;
import io.opentelemetry.sdk.autoconfigure.spi.ConfigurationException;
import io.opentelemetry.sdk.resources.Resource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Starts OpenTelemetry as its standard variables say, or not at all when they name nobody to export
 * to: a process without a collector spends nothing on spans.
 */
final class OpenTelemetryStart {
  private static final AttributeKey<String> SERVICE_NAME = AttributeKey.stringKey("service.name");
  private static final AttributeKey<String> ENVIRONMENT =
      AttributeKey.stringKey("deployment.environment.name");

  private OpenTelemetryStart() {}

  /**
   * The running SDK; empty when nothing is to be exported.
   *
   * @throws TelemetryStartException when a variable has a value that OpenTelemetry refuses
   */
  static Optional<OpenTelemetrySdk> start(TelemetryOptions options) {
    if (!TelemetryOptions.exportsSpans(options.otelVariables())) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          AutoConfiguredOpenTelemetrySdk.builder()
              .disableShutdownHook()
              .addPropertiesCustomizer(config -> properties(options.otelVariables()))
              .addResourceCustomizer((resource, config) -> described(resource, options))
              .build()
              .getOpenTelemetrySdk());
    } catch (ConfigurationException e) {
      throw TelemetryStartException.of(e, options.otelVariables());
    }
  }

  /**
   * The variables as properties, over what we want when they are silent. Metrics and logs have
   * their own way out, so their exporters stay off whatever the variables say. OTLP goes over HTTP:
   * the only sender here is the JDK's.
   */
  private static Map<String, String> properties(Map<String, String> variables) {
    Map<String, String> properties = new HashMap<>();
    properties.put("otel.exporter.otlp.protocol", "http/protobuf");
    properties.put("otel.propagators", "tracecontext");
    variables.forEach((name, value) -> {
      if (!value.isBlank()) {
        properties.put(TelemetryStartException.property(name), value);
      }
    });
    properties.put("otel.metrics.exporter", "none");
    properties.put("otel.logs.exporter", "none");
    return properties;
  }

  private static Resource described(Resource resource, TelemetryOptions options) {
    String name = resource.getAttribute(SERVICE_NAME);
    Resource described = resource;
    if (name == null || name.startsWith("unknown_service")) {
      described = described.toBuilder().put(SERVICE_NAME, options.serviceName()).build();
    }
    if (resource.getAttribute(ENVIRONMENT) == null) {
      described = described.toBuilder().put(ENVIRONMENT, options.environment()).build();
    }
    return described;
  }
}
