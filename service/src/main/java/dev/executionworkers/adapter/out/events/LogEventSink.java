package dev.executionworkers.adapter.out.events;

import dev.executionworkers.port.out.DomainEvent;
import dev.executionworkers.port.out.EventSink;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code EVENTS_SINK=log}: each event is a line of the log with the CloudEvent as its {@code
 * event}. Thread-safe.
 */
public final class LogEventSink implements EventSink {
  private static final Logger LOG = LoggerFactory.getLogger(LogEventSink.class);

  /** The log needs nothing to be told. */
  public LogEventSink() {}

  @Override
  public void publish(DomainEvent event) {
    LOG.atInfo().addKeyValue("event", CloudEvent.of(event)).log("domain event");
  }
}
