package dev.executionworkers.adapter.out.telemetry;

import dev.executionworkers.domain.command.Command;
import dev.executionworkers.domain.command.ExecutionId;
import dev.executionworkers.domain.command.Requester;
import dev.executionworkers.port.out.ExecutionTelemetry;
import dev.executionworkers.port.out.Ledger;
import dev.executionworkers.port.out.TraceContext;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.context.Context;
import java.util.Optional;
import java.util.function.LongSupplier;

/** An operation span, its lines in the log and its metrics for each execution. */
final class OtelExecutionTelemetry implements ExecutionTelemetry {
  private final Tracing tracing;
  private final Metrics metrics;
  private final LongSupplier nanoTime;
  private final Optional<String> harborBaseUrl;

  OtelExecutionTelemetry(
      Tracing tracing, Metrics metrics, LongSupplier nanoTime, Optional<String> harborBaseUrl) {
    this.tracing = tracing;
    this.metrics = metrics;
    this.nanoTime = nanoTime;
    this.harborBaseUrl = harborBaseUrl;
  }

  @Override
  public TraceContext current() {
    return new Place(Context.current());
  }

  @Override
  public ExecutionScope open(ExecutionId execution, Command command, TraceContext parent) {
    Context from = Place.of(parent);
    Span span = tracing.start(command.operation().spanName(), SpanKind.INTERNAL, from);
    if (span.isRecording()) {
      span.setAttribute(SpanAttributes.OPERATION_ID, execution.value());
      span.setAllAttributes(SpanAttributes.of(command));
    }
    metrics.executionStarted(command.operation());
    return new OpenExecution(
        this, new ExecutionLog(execution, command), OpenSpan.under(from, span));
  }

  @Override
  public void requested(
      ExecutionId execution, Command command, Ledger.Request request, Requester by) {
    new ExecutionLog(execution, command).requested(request, by);
  }

  Tracing tracing() {
    return tracing;
  }

  Metrics metrics() {
    return metrics;
  }

  Optional<String> harborBaseUrl() {
    return harborBaseUrl;
  }

  long now() {
    return nanoTime.getAsLong();
  }
}
