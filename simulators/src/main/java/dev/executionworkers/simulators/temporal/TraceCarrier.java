package dev.executionworkers.simulators.temporal;

import io.temporal.api.common.v1.Payload;
import io.temporal.common.context.ContextPropagator;
import java.util.Map;

/** Sends a trace on as Temporal's tracing interceptors do. */
final class TraceCarrier implements ContextPropagator {
  private final String traceparent;

  TraceCarrier(String traceparent) {
    this.traceparent = traceparent;
  }

  @Override
  public String getName() {
    return "trace";
  }

  @Override
  public Map<String, Payload> serializeContext(Object context) {
    return Map.of("_tracer-data", JsonPayload.payload("{\"traceparent\":\"" + traceparent + "\"}"));
  }

  @Override
  public Object deserializeContext(Map<String, Payload> header) {
    return traceparent;
  }

  @Override
  public Object getCurrentContext() {
    return traceparent;
  }

  @Override
  public void setCurrentContext(Object context) {}
}
