package dev.executionworkers.adapter.out.telemetry;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;

/** A span that is current on its thread until it is closed, and the context that carries it. */
record OpenSpan(Span span, Context context, Scope scope) {

  /** Makes {@code span} current under {@code parent}. */
  @SuppressWarnings("MustBeClosedChecker") // Closed by close(), which the scope's owner calls.
  static OpenSpan under(Context parent, Span span) {
    Context context = parent.with(span);
    return new OpenSpan(span, context, context.makeCurrent());
  }

  /** Ends the span and makes the former one current. */
  void close() {
    span.end();
    scope.close();
  }
}
