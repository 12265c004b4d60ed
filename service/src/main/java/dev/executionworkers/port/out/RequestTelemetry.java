package dev.executionworkers.port.out;

import java.util.Optional;
import java.util.function.Function;

/** What is told of each request that comes in. Thread-safe. */
public interface RequestTelemetry {

  /**
   * Opens the server span of a request, as a child of what its headers name, and makes it current
   * on this thread.
   *
   * @param route the route's template, or {@code other}
   * @param method one of a closed set, or {@code OTHER}
   * @param header the value of a request header by its lower-case name
   */
  RequestScope open(String route, String method, Function<String, Optional<String>> header);

  /** An open request. Used on one thread. */
  interface RequestScope {

    /** The id of the trace, 32 hexadecimal digits. */
    String traceId();

    /** Names the execution that answered. */
    void execution(String executionId);

    /** Counts the request, closes the span and makes the former one current. */
    void close(int status, Optional<String> errorCode);
  }
}
