package dev.executionworkers.adapter.in.http;

import dev.executionworkers.port.out.RequestTelemetry;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/** Remembers what was told of each request. */
final class RecordedRequests implements RequestTelemetry {
  static final String TRACE_ID = "0af7651916cd43dd8448eb211c80319c";

  private final BlockingQueue<Closed> closed = new LinkedBlockingQueue<>();
  private final AtomicInteger open = new AtomicInteger();

  @Override
  public RequestScope open(String route, String method, Function<String, Optional<String>> header) {
    open.incrementAndGet();
    Trace trace = new Trace(header.apply("traceparent"), header.apply("tracestate"));
    return new RequestScope() {
      private Optional<String> execution = Optional.empty();

      @Override
      public String traceId() {
        return TRACE_ID;
      }

      @Override
      public void execution(String executionId) {
        execution = Optional.of(executionId);
      }

      @Override
      public void close(int status, Optional<String> errorCode) {
        open.decrementAndGet();
        closed.add(new Closed(route, method, status, errorCode, execution, trace));
      }
    };
  }

  /** The next request that ended. */
  Closed next() throws InterruptedException {
    Closed next = closed.poll(20, TimeUnit.SECONDS);
    if (next == null) {
      throw new AssertionError("no request has ended");
    }
    return next;
  }

  /** Those that ended and nobody asked for yet. */
  List<Closed> rest() {
    return List.copyOf(closed);
  }

  int openNow() {
    return open.get();
  }

  /** A request that ended. */
  record Closed(
      String route,
      String method,
      int status,
      Optional<String> errorCode,
      Optional<String> execution,
      Trace trace) {}

  /** The caller's trace, as its headers say. */
  record Trace(Optional<String> parent, Optional<String> state) {}
}
