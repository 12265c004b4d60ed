package dev.executionworkers.port.out;

/** Where domain events go once the outcome they tell of is recorded. Thread-safe. */
public interface EventSink {

  /** Publishes the event; never fails the operation it tells of. */
  void publish(DomainEvent event);
}
