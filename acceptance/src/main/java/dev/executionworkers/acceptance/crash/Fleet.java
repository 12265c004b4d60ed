package dev.executionworkers.acceptance.crash;

import dev.executionworkers.acceptance.Caller;
import dev.executionworkers.acceptance.Patience;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/** The processes that share a store, of which the engine asks any. Safe for many threads. */
final class Fleet implements AutoCloseable {
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(20);

  private final List<Replica> replicas;
  private final AtomicInteger turns = new AtomicInteger();

  Fleet(int size, Store store, Map<String, String> settings, Duration patience, Tally tally) {
    this.replicas =
        IntStream.range(0, size)
            .mapToObj(_ -> new Replica(store, settings, patience, tally))
            .toList();
  }

  Replica replica(int number) {
    return replicas.get(number);
  }

  /** Sees to it that all have a process. */
  void beginAll() {
    replicas.forEach(Replica::begin);
  }

  /** Who asks the next one that has a process; waits until one has. */
  Caller caller() {
    while (true) {
      List<Caller> callers = callers();
      if (!callers.isEmpty()) {
        return callers.get(Math.floorMod(turns.getAndIncrement(), callers.size()));
      }
      Patience.pause(BETWEEN_LOOKS);
    }
  }

  /** What all of them have said. */
  List<String> said() {
    return replicas.stream().flatMap(replica -> replica.said().stream()).toList();
  }

  @Override
  public void close() {
    replicas.forEach(Replica::close);
  }

  private List<Caller> callers() {
    return replicas.stream().map(Replica::caller).flatMap(Optional::stream).toList();
  }
}
