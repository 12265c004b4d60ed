package dev.executionworkers.adapter.in.temporal;

import dev.executionworkers.adapter.in.wire.JsonFields;
import dev.executionworkers.domain.command.InvalidCommandException;
import io.temporal.api.common.v1.Payload;
import io.temporal.common.interceptors.ActivityInboundCallsInterceptor;
import io.temporal.common.interceptors.ActivityInboundCallsInterceptorBase;
import io.temporal.common.interceptors.WorkerInterceptorBase;
import java.util.Map;
import java.util.Optional;

/**
 * Brings a workflow's trace to the activity's thread.
 *
 * <p>Temporal's own tracing interceptors for Go ({@code contrib/opentelemetry}), TypeScript ({@code
 * interceptors-opentelemetry}), Python ({@code contrib.opentelemetry}) and Java ({@code
 * temporal-opentracing} over OpenTelemetry's shim) all send the same: a header {@code
 * _tracer-data}, whose JSON object holds what the propagator would put into HTTP headers, {@code
 * traceparent} first of all. Reading that takes no more than this.
 */
final class TraceHeaders extends WorkerInterceptorBase {
  private static final String HEADER = "_tracer-data";
  private static final int MAX_BYTES = 8 * 1024;

  private static final ScopedValue<Optional<JsonFields>> CURRENT = ScopedValue.newInstance();

  /** What the current activity's caller would have sent as this HTTP header. */
  static Optional<String> header(String name) {
    return CURRENT
        .orElse(Optional.empty())
        .flatMap(fields -> {
          try {
            return fields.text(name);
          } catch (InvalidCommandException _) {
            return Optional.empty();
          }
        });
  }

  @Override
  public ActivityInboundCallsInterceptor interceptActivity(ActivityInboundCallsInterceptor next) {
    return new ActivityInboundCallsInterceptorBase(next) {
      @Override
      public ActivityOutput execute(ActivityInput input) {
        return ScopedValue.where(CURRENT, read(input.getHeader().getValues()))
            .call(() -> super.execute(input));
      }
    };
  }

  /** A trace that cannot be read is none: nobody's operation fails for it. */
  private static Optional<JsonFields> read(Map<String, Payload> headers) {
    Payload payload = headers.getOrDefault(HEADER, Payload.getDefaultInstance());
    if (payload.getData().isEmpty() || payload.getData().size() > MAX_BYTES) {
      return Optional.empty();
    }
    try {
      return Optional.of(JsonFields.parse(payload.getData().toByteArray()));
    } catch (InvalidCommandException _) {
      return Optional.empty();
    }
  }
}
