package dev.executionworkers.acceptance;

import dev.executionworkers.simulators.wire.Received;
import dev.executionworkers.simulators.wire.Reply;
import dev.executionworkers.simulators.wire.SimulatedServer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** Takes spans by OTLP over HTTP, as a collector does. Safe for many threads. */
public final class SpanCollector implements AutoCloseable {
  private final SimulatedServer server;

  private SpanCollector() {
    server = SimulatedServer.start("collector", SpanCollector::accept);
  }

  public static SpanCollector start() {
    return new SpanCollector();
  }

  /** The settings that send the service's spans here, without much delay. */
  public Map<String, String> settings() {
    return Map.of(
        "OTEL_EXPORTER_OTLP_ENDPOINT",
        server.baseUri().toString(),
        "OTEL_BSP_SCHEDULE_DELAY",
        "100");
  }

  /** Every span so far. */
  public List<Span> spans() {
    return server.received().stream().map(Received::body).flatMap(OtlpTraces::spans).toList();
  }

  /** Every span of one trace so far. */
  public List<Span> spans(String traceId) {
    return spans().stream().filter(span -> span.traceId().equals(traceId)).toList();
  }

  /** Every byte that was received, each as a character, to be searched. */
  public String bytes() {
    return String.join(
        "\n",
        server.received().stream()
            .map(request -> new String(request.body(), StandardCharsets.ISO_8859_1))
            .toList());
  }

  @Override
  public void close() {
    server.close();
  }

  private static Reply accept(Received request) {
    return request.path().equals("/v1/traces")
        ? Reply.of(200, "application/x-protobuf", new byte[0])
        : Reply.empty(404);
  }

  /**
   * A span, as far as anybody here asks.
   *
   * @param parentId empty for a span without a parent
   * @param attributes those with text as their value
   */
  public record Span(
      String traceId, String id, String parentId, String name, Map<String, String> attributes) {}
}
