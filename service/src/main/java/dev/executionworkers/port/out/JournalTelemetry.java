package dev.executionworkers.port.out;

/** What is told of the journal's own work. Thread-safe; never blocks and never fails. */
@FunctionalInterface
public interface JournalTelemetry {

  /**
   * A commit has succeeded.
   *
   * @param nanos how long it took until the store said that it is durable
   */
  void committed(long nanos);
}
