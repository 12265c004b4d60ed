package dev.executionworkers.port.out;

import dev.executionworkers.domain.command.OperationName;
import java.time.Duration;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Function;

/** What is told of each attempt of an activity. Thread-safe. */
public interface ActivityTelemetry {

  /**
   * Opens the span of an attempt, as a child of what its headers name, and makes it current on this
   * thread.
   *
   * @param header the value of a propagation header by its lower-case name
   */
  ActivityScope open(Started started, Function<String, Optional<String>> header);

  /** Names who knows whether the server is there; asked at every scrape. */
  void connection(BooleanSupplier connected);

  /**
   * An attempt that begins.
   *
   * @param waited for how long it was waiting for a worker
   */
  record Started(
      OperationName operation,
      String workflowId,
      String runId,
      String activityId,
      Duration waited) {}

  /** An open attempt. Used on one thread. */
  interface ActivityScope {

    /** The id of the trace, 32 hexadecimal digits. */
    String traceId();

    /** Names the execution that answered. */
    void execution(String executionId);

    /** Counts the attempt, closes the span and makes the former one current. */
    void close(Ending ending);
  }

  /** How an attempt ended. */
  sealed interface Ending {

    /** With a result. */
    record Completed() implements Ending {}

    /**
     * With a failure.
     *
     * @param retryable whether the server makes another attempt, as far as the workflow allows it
     */
    record Failed(String code, boolean retryable) implements Ending {}

    /** Nobody wanted its result any more. */
    record Cancelled() implements Ending {}
  }
}
