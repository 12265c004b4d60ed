package dev.executionworkers.adapter.out.events;

import dev.executionworkers.adapter.out.exchange.Exchange;
import dev.executionworkers.adapter.out.exchange.Exchanged;
import dev.executionworkers.adapter.out.exchange.Exchanged.Answered;
import dev.executionworkers.adapter.out.exchange.Exchanged.Fault;
import dev.executionworkers.adapter.out.exchange.Exchanged.Faulted;
import dev.executionworkers.adapter.out.exchange.OutboundRequest;
import dev.executionworkers.port.out.Time;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;

/** A sink in virtual time, which answers as it is told and keeps what it was sent. */
final class FakeSink implements Exchange {
  private final Time time;
  private final List<Delivery> deliveries = new CopyOnWriteArrayList<>();
  private volatile Function<String, Exchanged> answers = _ -> answer(202);

  /** That an event came in. */
  record Delivery(String event, Instant at) {}

  FakeSink(Time time) {
    this.time = time;
  }

  /** From now on it answers so, by the event. */
  void answers(Function<String, Exchanged> how) {
    answers = how;
  }

  Answered answer(int status) {
    return new Answered(status, Map.of(), "", time.now());
  }

  Answered answer(int status, Duration retryAfter) {
    return new Answered(
        status,
        Map.of("retry-after", List.of(Long.toString(retryAfter.toSeconds()))),
        "",
        time.now());
  }

  static Exchanged fault(Fault fault) {
    return new Faulted(fault);
  }

  /** What came in, oldest first. */
  List<String> events() {
    return deliveries.stream().map(Delivery::event).toList();
  }

  /** When this event came in, each time. */
  List<Instant> times(String event) {
    return deliveries.stream().filter(it -> it.event.equals(event)).map(Delivery::at).toList();
  }

  @Override
  public Exchanged send(OutboundRequest request) {
    String event = request.body().orElseThrow();
    deliveries.add(new Delivery(event, time.now()));
    return answers.apply(event);
  }

  @Override
  public Optional<Faulted> connect() {
    return Optional.empty();
  }
}
