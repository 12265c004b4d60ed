package dev.executionworkers.bootstrap;

import dev.executionworkers.adapter.out.telemetry.TelemetryOptions;
import dev.executionworkers.bootstrap.Settings.Tracing;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Map;

/**
 * Reads OpenTelemetry's own variables. They are OpenTelemetry's to understand; checked here is only
 * what would otherwise fail later or not at all.
 */
final class OtelSettings {
  private static final String PREFIX = "OTEL_";

  private final EnvironmentReader reader;

  OtelSettings(EnvironmentReader reader) {
    this.reader = reader;
  }

  Tracing parse() {
    Map<String, String> variables = reader.allWithPrefix(PREFIX);
    if (TelemetryOptions.exportsSpans(variables)) {
      only("OTEL_TRACES_EXPORTER", "otlp", variables);
      only("OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf", variables);
      only("OTEL_EXPORTER_OTLP_TRACES_PROTOCOL", "http/protobuf", variables);
      endpoint("OTEL_EXPORTER_OTLP_ENDPOINT", variables);
      endpoint("OTEL_EXPORTER_OTLP_TRACES_ENDPOINT", variables);
    }
    return new Tracing(variables);
  }

  private void only(String name, String value, Map<String, String> variables) {
    if (!variables.getOrDefault(name, value).strip().equals(value)) {
      reader.fault(name, "must be " + value + ", the only way spans leave here");
    }
  }

  private void endpoint(String name, Map<String, String> variables) {
    if (!isUrl(variables.getOrDefault(name, "http://collector").strip())) {
      reader.fault(name, "must be a URL that begins with http:// or https://");
    }
  }

  private static boolean isUrl(String text) {
    try {
      var _ = new URI(text);
      return text.startsWith("http://") || text.startsWith("https://");
    } catch (URISyntaxException _) {
      return false;
    }
  }
}
