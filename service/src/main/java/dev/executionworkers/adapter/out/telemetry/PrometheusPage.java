package dev.executionworkers.adapter.out.telemetry;

import dev.executionworkers.port.out.MetricsPage;
import io.prometheus.metrics.expositionformats.ExpositionFormatWriter;
import io.prometheus.metrics.expositionformats.ExpositionFormats;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Writes a registry as Prometheus' text or as OpenMetrics. */
final class PrometheusPage implements MetricsPage {
  private static final int INITIAL_BYTES = 32 * 1024;

  private final PrometheusRegistry registry;
  private final ExpositionFormats formats = ExpositionFormats.init();

  PrometheusPage(PrometheusRegistry registry) {
    this.registry = registry;
  }

  @Override
  public Page render(Optional<String> accept) {
    ExpositionFormatWriter writer = writer(accept.orElse(""));
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(INITIAL_BYTES);
    try {
      writer.write(bytes, registry.scrape());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new Page(writer.getContentType(), bytes.toString(StandardCharsets.UTF_8));
  }

  /** Text whatever is asked for: the binary format needs a library that is not here. */
  private ExpositionFormatWriter writer(String accept) {
    return accept.contains("application/openmetrics-text")
        ? formats.getOpenMetricsTextFormatWriter()
        : formats.getPrometheusTextFormatWriter();
  }
}
