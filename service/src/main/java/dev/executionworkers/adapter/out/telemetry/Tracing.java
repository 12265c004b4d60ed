package dev.executionworkers.adapter.out.telemetry;

import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanId;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceId;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import io.opentelemetry.context.propagation.TextMapPropagator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Spans and the way they travel. Without a real OpenTelemetry behind it nothing is recorded, and a
 * caller's trace is still passed on as it came; a caller without one gets ids of our making, so
 * that answer, log and downstream calls can be brought together all the same. Thread-safe.
 */
final class Tracing {
  private static final String SCOPE = "dev.executionworkers";
  private static final HeaderGetter HEADERS = new HeaderGetter();

  private final Tracer tracer;
  private final TextMapPropagator propagator;

  Tracing(OpenTelemetry openTelemetry, TextMapPropagator propagator) {
    this.tracer = openTelemetry.getTracer(SCOPE);
    this.propagator = propagator;
  }

  /** Where the headers of a request say that it belongs. */
  Context incoming(Function<String, Optional<String>> header) {
    return propagator.extract(Context.root(), header, HEADERS);
  }

  /** The headers that carry a place on. */
  Map<String, String> outgoing(Context context) {
    Map<String, String> headers = new LinkedHashMap<>();
    propagator.inject(
        context,
        headers,
        (carrier, name, value) -> {
          if (carrier != null) {
            carrier.put(name, value);
          }
        });
    return headers;
  }

  /** Starts a span under {@code parent}; its context is always valid. */
  Span start(String name, SpanKind kind, Context parent) {
    Span span = tracer.spanBuilder(name).setParent(parent).setSpanKind(kind).startSpan();
    return span.getSpanContext().isValid() ? span : Span.wrap(fresh());
  }

  /**
   * Sampled, as OpenTelemetry's default sampler ({@code parentbased_always_on}) says of every trace
   * that begins here, whether or not its spans are exported: a peer that follows its caller would
   * otherwise record nothing, only because we have nowhere to send our own spans.
   */
  private static SpanContext fresh() {
    ThreadLocalRandom random = ThreadLocalRandom.current();
    return SpanContext.create(
        TraceId.fromLongs(random.nextLong(), random.nextLong() | 1),
        SpanId.fromLong(random.nextLong() | 1),
        TraceFlags.getSampled(),
        TraceState.getDefault());
  }

  /** Reads request headers by their lower-case names. */
  private static final class HeaderGetter
      implements TextMapGetter<Function<String, Optional<String>>> {

    @Override
    public @Nullable String get(@Nullable Function<String, Optional<String>> carrier, String name) {
      return carrier == null ? null : carrier.apply(name).orElse(null);
    }
  }
}
