package dev.executionworkers.adapter.out.telemetry;

import dev.executionworkers.port.out.RequestTelemetry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.context.Context;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.LongSupplier;

/** A server span and the two HTTP metrics for each request that comes in. */
final class OtelRequestTelemetry implements RequestTelemetry {
  private static final String OTHER_METHOD = "OTHER";
  private static final String OTHER_ROUTE = "other";
  private static final int FIRST_SERVER_ERROR = 500;

  private final Tracing tracing;
  private final Metrics metrics;
  private final LongSupplier nanoTime;

  OtelRequestTelemetry(Tracing tracing, Metrics metrics, LongSupplier nanoTime) {
    this.tracing = tracing;
    this.metrics = metrics;
    this.nanoTime = nanoTime;
  }

  @Override
  public RequestScope open(String route, String method, Function<String, Optional<String>> header) {
    Context parent = tracing.incoming(header);
    Span span = tracing.start(spanName(route, method), SpanKind.SERVER, parent);
    if (span.isRecording()) {
      span.setAttribute(
          SpanAttributes.REQUEST_METHOD, method.equals(OTHER_METHOD) ? "_OTHER" : method);
      if (!route.equals(OTHER_ROUTE)) {
        span.setAttribute(SpanAttributes.ROUTE, route);
      }
    }
    return new Open(route, method, OpenSpan.under(parent, span), nanoTime.getAsLong());
  }

  /** As the semantic conventions name server spans: nothing that a caller can invent. */
  private static String spanName(String route, String method) {
    String shown = method.equals(OTHER_METHOD) ? "HTTP" : method;
    return route.equals(OTHER_ROUTE) ? shown : shown + " " + route;
  }

  private final class Open implements RequestScope {
    private final String route;
    private final String method;
    private final Span span;
    private final OpenSpan open;
    private final long openedAtNanos;

    Open(String route, String method, OpenSpan open, long openedAtNanos) {
      this.route = route;
      this.method = method;
      this.open = open;
      this.span = open.span();
      this.openedAtNanos = openedAtNanos;
    }

    @Override
    public String traceId() {
      return span.getSpanContext().getTraceId();
    }

    @Override
    public void execution(String executionId) {
      span.setAttribute(SpanAttributes.OPERATION_ID, executionId);
    }

    @Override
    public void close(int status, Optional<String> errorCode) {
      metrics.requestServed(method, route, status, nanoTime.getAsLong() - openedAtNanos);
      span.setAttribute(SpanAttributes.STATUS, status);
      errorCode.ifPresent(code -> span.setAttribute(SpanAttributes.FAILURE_CODE, code));
      if (status >= FIRST_SERVER_ERROR) {
        span.setStatus(StatusCode.ERROR);
        span.setAttribute(
            SpanAttributes.ERROR_TYPE, errorCode.orElseGet(() -> Integer.toString(status)));
      }
      open.close();
    }
  }
}
