package dev.executionworkers.adapter.out.telemetry;

import dev.executionworkers.port.out.Destination;
import dev.executionworkers.port.out.ExchangeTelemetry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.context.Context;
import java.net.URI;
import java.util.Locale;
import java.util.Map;
import java.util.function.LongSupplier;

/** A client span and a duration for each call that goes out. */
final class OtelExchangeTelemetry implements ExchangeTelemetry {
  private static final int FIRST_ERROR = 400;

  private final Tracing tracing;
  private final Metrics metrics;
  private final LongSupplier nanoTime;

  OtelExchangeTelemetry(Tracing tracing, Metrics metrics, LongSupplier nanoTime) {
    this.tracing = tracing;
    this.metrics = metrics;
    this.nanoTime = nanoTime;
  }

  @Override
  public CallScope open(Destination destination, String method, URI server) {
    Context parent = Context.current();
    Span span = tracing.start(method + " " + destination.target(), SpanKind.CLIENT, parent);
    if (span.isRecording()) {
      span.setAttribute(SpanAttributes.PEER_SERVICE, destination.target());
      span.setAttribute(SpanAttributes.REQUEST_METHOD, method);
      span.setAttribute(SpanAttributes.SERVER_ADDRESS, SpanAttributes.host(server));
      span.setAttribute(SpanAttributes.SERVER_PORT, SpanAttributes.port(server));
    }
    return new Open(destination, OpenSpan.under(parent, span), nanoTime.getAsLong());
  }

  private final class Open implements CallScope {
    private final Destination destination;
    private final Span span;
    private final OpenSpan open;
    private final long openedAtNanos;

    Open(Destination destination, OpenSpan open, long openedAtNanos) {
      this.destination = destination;
      this.open = open;
      this.span = open.span();
      this.openedAtNanos = openedAtNanos;
    }

    @Override
    public Map<String, String> propagationHeaders() {
      return tracing.outgoing(open.context());
    }

    @Override
    public void answered(int status) {
      span.setAttribute(SpanAttributes.STATUS, status);
      if (status >= FIRST_ERROR) {
        span.setStatus(StatusCode.ERROR);
        span.setAttribute(SpanAttributes.ERROR_TYPE, Integer.toString(status));
      }
    }

    @Override
    public void faulted(String kind) {
      span.setStatus(StatusCode.ERROR);
      span.setAttribute(SpanAttributes.ERROR_TYPE, kind.toLowerCase(Locale.ROOT));
    }

    @Override
    public void close() {
      metrics.callEnded(destination, nanoTime.getAsLong() - openedAtNanos);
      open.close();
    }
  }
}
