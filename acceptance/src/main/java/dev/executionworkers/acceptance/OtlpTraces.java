package dev.executionworkers.acceptance;

import dev.executionworkers.acceptance.SpanCollector.Span;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Reads the spans of an OTLP {@code ExportTraceServiceRequest} in protobuf's binary form. Field
 * numbers: opentelemetry-proto 1.x, {@code trace/v1/trace.proto} and {@code
 * common/v1/common.proto}.
 */
final class OtlpTraces {
  private static final int RESOURCE_SPANS = 1;
  private static final int SCOPE_SPANS = 2;
  private static final int SPANS = 2;

  private OtlpTraces() {}

  static Stream<Span> spans(byte[] request) {
    return new ProtobufMessage(request)
        .messages(RESOURCE_SPANS)
        .flatMap(resource -> resource.messages(SCOPE_SPANS))
        .flatMap(scope -> scope.messages(SPANS))
        .map(OtlpTraces::span);
  }

  private static Span span(ProtobufMessage span) {
    Map<String, String> attributes =
        span.messages(9)
            .collect(
                Collectors.toMap(
                    pair -> text(pair.bytes(1)),
                    pair ->
                        pair.messages(2).map(value -> text(value.bytes(1))).findFirst().orElse(""),
                    (first, second) -> second));
    return new Span(
        hex(span.bytes(1)),
        hex(span.bytes(2)),
        hex(span.bytes(4)),
        text(span.bytes(5)),
        attributes);
  }

  private static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
