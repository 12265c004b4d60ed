package dev.executionworkers.adapter.out.events;

import dev.executionworkers.application.pipeline.VirtualTime;
import dev.executionworkers.domain.command.ExecutionId;
import dev.executionworkers.domain.command.OperationName;
import dev.executionworkers.port.out.DomainEvent;
import dev.executionworkers.port.out.InMemoryOutbox;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A publisher, its outbox and its sink, in virtual time and with pauses as long as they may be.
 * Events are named by subject and number.
 */
abstract class PublisherScene {
  static final Duration SECOND = Duration.ofSeconds(1);
  static final Duration MINUTE = Duration.ofMinutes(1);

  final VirtualTime time = new VirtualTime();
  final Instant start = time.now();
  final InMemoryOutbox outbox = new InMemoryOutbox();
  final FakeSink sink = new FakeSink(time);
  OutboxPublisher publisher = publisher();

  OutboxPublisher publisher() {
    var http = new HttpSink(URI.create("http://events.example/"), Optional.empty(), sink);
    return new OutboxPublisher(outbox, http, time, () -> -1L);
  }

  void add(String... names) {
    for (String name : names) {
      outbox.add(name, name.substring(0, 1), name, time.now());
    }
  }

  void start() {
    publisher.start();
    pass(Duration.ZERO);
  }

  void publish(String name) {
    var event =
        new DomainEvent(
            new ExecutionId(name), OperationName.PROVISION_SECRETS, name, start, Optional.empty());
    pass(() -> {
      add(name);
      publisher.publish(event);
    });
  }

  void pass(Duration duration) {
    pass(() -> time.pass(duration));
  }

  void pass(Runnable something) {
    time.call(() -> {
      something.run();
      return true;
    });
  }

  List<Duration> after(String event) {
    return sink.times(event).stream().map(at -> Duration.between(start, at)).toList();
  }
}
