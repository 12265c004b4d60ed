package dev.executionworkers.bootstrap;

import dev.executionworkers.adapter.out.events.CloudEvent;
import dev.executionworkers.adapter.out.events.HttpSink;
import dev.executionworkers.adapter.out.events.LogEventSink;
import dev.executionworkers.adapter.out.events.OutboxPublisher;
import dev.executionworkers.adapter.out.journal.StoredEvent;
import dev.executionworkers.adapter.out.telemetry.TelemetryStack;
import dev.executionworkers.domain.policy.Times;
import dev.executionworkers.port.out.DomainEvent;
import dev.executionworkers.port.out.EventSink;
import dev.executionworkers.port.out.Outbox;
import dev.executionworkers.port.out.Time;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import java.util.random.RandomGenerator;

/**
 * The way that domain events take: a line of the log, or the outbox and from there to the sink.
 *
 * @param publisher who delivers what is in the outbox; absent when the log is the sink
 */
record Events(EventSink sink, Optional<OutboxPublisher> publisher) {
  /** What one attempt to deliver an event may take. */
  private static final Duration ATTEMPT_TIMEOUT = Duration.ofSeconds(10);

  /** At a stop, work that runs matters more than events that the next process delivers as well. */
  private static final Duration LONGEST_DRAIN = Duration.ofSeconds(5);

  /** The form in which the journal keeps events for the sink; without a sink it keeps none. */
  static Optional<Function<DomainEvent, StoredEvent>> form(Optional<Settings.Endpoint> sink) {
    return sink.map(_ ->
        event -> new StoredEvent(CloudEvent.id(event), event.subject(), CloudEvent.json(event)));
  }

  /**
   * Makes the way.
   *
   * @param sink where events are delivered; without it they become lines of the log
   */
  static Events to(
      Optional<Settings.Endpoint> sink,
      Outbox outbox,
      Exchanges exchanges,
      Time time,
      RandomGenerator chance) {
    return sink.map(endpoint -> http(endpoint, exchanges))
        .map(http -> new OutboxPublisher(outbox, http, time, chance))
        .map(publisher -> new Events(publisher, Optional.of(publisher)))
        .orElseGet(() -> new Events(new LogEventSink(), Optional.empty()));
  }

  private static HttpSink http(Settings.Endpoint endpoint, Exchanges exchanges) {
    return new HttpSink(
        endpoint.url(),
        endpoint.token().map(token -> token),
        exchanges.eventsSink(endpoint.url(), ATTEMPT_TIMEOUT));
  }

  /** Delivers from now on, also what an earlier process has left. */
  void start() {
    publisher.ifPresent(OutboxPublisher::start);
  }

  /** Delivers what can be delivered within what is left of the grace, and ends. */
  void drain(Duration graceLeft) {
    publisher.ifPresent(each -> each.drain(Times.shorter(graceLeft, LONGEST_DRAIN)));
  }

  /** Lets the metrics tell of the outbox. */
  void tell(TelemetryStack telemetry) {
    publisher.ifPresent(each -> telemetry.outbox(each::backlog));
  }
}
