package dev.executionworkers.adapter.out.telemetry;

import dev.executionworkers.domain.command.OperationName;
import dev.executionworkers.port.out.ActivityTelemetry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.context.Context;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.LongSupplier;

/** A server span and the metrics for each attempt of an activity. */
final class OtelActivityTelemetry implements ActivityTelemetry {
  /** What Temporal's SDKs call the span of an activity. */
  private static final String SPAN_PREFIX = "RunActivity:";

  private final Tracing tracing;
  private final PrometheusRegistry registry;
  private final ActivityMetrics metrics;
  private final LongSupplier nanoTime;

  OtelActivityTelemetry(Tracing tracing, PrometheusRegistry registry, LongSupplier nanoTime) {
    this.tracing = tracing;
    this.registry = registry;
    this.metrics = new ActivityMetrics(registry);
    this.nanoTime = nanoTime;
  }

  @Override
  public ActivityScope open(Started started, Function<String, Optional<String>> header) {
    metrics.waited(started.operation(), started.waited());
    Context parent = tracing.incoming(header);
    Span span =
        tracing.start(SPAN_PREFIX + started.operation().activity(), SpanKind.SERVER, parent);
    if (span.isRecording()) {
      span.setAttribute(SpanAttributes.TEMPORAL_WORKFLOW, started.workflowId());
      span.setAttribute(SpanAttributes.TEMPORAL_RUN, started.runId());
      span.setAttribute(SpanAttributes.TEMPORAL_ACTIVITY, started.activityId());
    }
    return new Open(started.operation(), OpenSpan.under(parent, span), nanoTime.getAsLong());
  }

  @Override
  public void connection(BooleanSupplier connected) {
    ActivityMetrics.connection(registry, connected);
  }

  private final class Open implements ActivityScope {
    private final OperationName operation;
    private final OpenSpan open;
    private final Span span;
    private final long openedAtNanos;

    Open(OperationName operation, OpenSpan open, long openedAtNanos) {
      this.operation = operation;
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
    public void close(Ending ending) {
      metrics.ended(operation, ending, nanoTime.getAsLong() - openedAtNanos);
      if (ending instanceof Ending.Failed(String code, _)) {
        SpanAttributes.fail(span, code);
      }
      open.close();
    }
  }
}
