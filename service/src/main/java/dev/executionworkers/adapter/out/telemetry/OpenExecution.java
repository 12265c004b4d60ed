package dev.executionworkers.adapter.out.telemetry;

import dev.executionworkers.domain.command.Command;
import dev.executionworkers.domain.outcome.Failure;
import dev.executionworkers.domain.outcome.Outcome;
import dev.executionworkers.port.out.DomainEvent;
import dev.executionworkers.port.out.ExecutionTelemetry.ExecutionScope;
import dev.executionworkers.port.out.ExecutionTelemetry.Notice;
import dev.executionworkers.port.out.ExecutionTelemetry.Phase;
import dev.executionworkers.port.out.ExecutionTelemetry.PhaseScope;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;

/** The span, the lines and the counts of one execution. */
final class OpenExecution implements ExecutionScope {
  private final OtelExecutionTelemetry telemetry;
  private final ExecutionLog log;
  private final OpenSpan open;
  private final Span span;
  private final long openedAtNanos;

  OpenExecution(OtelExecutionTelemetry telemetry, ExecutionLog log, OpenSpan open) {
    this.telemetry = telemetry;
    this.log = log;
    this.open = open;
    this.span = open.span();
    this.openedAtNanos = telemetry.now();
  }

  @Override
  public void attemptFailed(String step, int number, Failure failure, boolean logged) {
    telemetry.metrics().attemptFailed(failure.error());
    if (logged) {
      log.attemptFailed(step, number, failure);
    }
  }

  @Override
  public void notice(Notice notice) {
    telemetry.metrics().noticed(notice);
    log.notice(notice);
  }

  @Override
  public PhaseScope phase(Phase phase) {
    Span part = telemetry.tracing().start(phase.spanName(), SpanKind.INTERNAL, open.context());
    if (part.isRecording()) {
      Command command = log.command();
      part.setAttribute(SpanAttributes.OPERATION_ID, log.execution().value());
      part.setAllAttributes(SpanAttributes.of(command));
      telemetry
          .harborBaseUrl()
          .ifPresent(url -> part.setAttribute(SpanAttributes.HARBOR_BASE_URL, url));
    }
    return new OpenPhase(OpenSpan.under(open.context(), part));
  }

  @Override
  public void ended(Outcome outcome, DomainEvent event) {
    long nanos = telemetry.now() - openedAtNanos;
    telemetry.metrics().outcomeRecorded(event, nanos);
    switch (outcome) {
      case Outcome.Completed _ -> log.succeeded(nanos);
      case Outcome.Failed(Failure failure) -> {
        SpanAttributes.fail(span, failure.error().code());
        log.failed(failure, nanos);
      }
    }
  }

  @Override
  public void endedWithoutOutcome(String reason) {
    span.setStatus(StatusCode.ERROR, "ended without an outcome");
    log.endedWithoutOutcome(reason, telemetry.now() - openedAtNanos);
  }

  @Override
  public void defect(Throwable bug) {
    SpanAttributes.fail(span, "internal_error");
    span.setAttribute(SpanAttributes.ERROR_TYPE, bug.getClass().getName());
    log.defect(bug);
  }

  @Override
  public void close() {
    telemetry.metrics().executionLeft(log.command().operation());
    open.close();
  }

  private record OpenPhase(OpenSpan open) implements PhaseScope {

    @Override
    public void robot(String username) {
      open.span().setAttribute(SpanAttributes.HARBOR_ROBOT_USER, username);
    }

    @Override
    public void failed(Failure failure) {
      SpanAttributes.fail(open.span(), failure.error().code());
    }

    @Override
    public void close() {
      open.close();
    }
  }
}
