package dev.executionworkers.port.out;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/** An outbox that lasts as long as the test, and can be away. Thread-safe. */
public final class InMemoryOutbox implements Outbox {
  private final ReentrantLock lock = new ReentrantLock();
  private final SortedMap<Long, Row> rows = new TreeMap<>();
  private long last;
  private boolean away;
  private boolean somebodyElsePublishes;

  private record Row(Waiting event, Instant at, Instant nextAttempt, Optional<Instant> parkedAt) {
    boolean isParked() {
      return parkedAt.isPresent();
    }
  }

  /** Records an event. */
  public void add(String id, String subject, String body, Instant at) {
    locked(() -> {
      var event = new Waiting(++last, id, subject, body, 0, Optional.empty());
      return rows.put(last, new Row(event, at, Instant.MIN, Optional.empty()));
    });
  }

  /** From now on the journal is away, or back. */
  public void setAway(boolean gone) {
    locked(() -> away = gone);
  }

  /** From now on another process publishes, or none. */
  public void setSomebodyElsePublishes(boolean taken) {
    locked(() -> somebodyElsePublishes = taken);
  }

  @Override
  public boolean mayPublish() {
    return here(() -> !somebodyElsePublishes);
  }

  @Override
  public List<Waiting> due(Instant now, int limit) {
    return here(() -> {
      Set<String> heldBack = new HashSet<>();
      rows.values().stream()
          .filter(row -> !row.isParked() && row.nextAttempt.isAfter(now))
          .forEach(row -> heldBack.add(row.event.subject()));
      return rows.values().stream()
          .filter(row -> !row.isParked() && !heldBack.contains(row.event.subject()))
          .limit(limit)
          .map(Row::event)
          .toList();
    });
  }

  @Override
  public void delivered(Collection<Long> numbers) {
    here(() -> rows.keySet().removeAll(numbers));
  }

  @Override
  public void putOff(long number, Instant until, Optional<Instant> refusedSince) {
    here(() ->
        rows.computeIfPresent(
            number,
            (_, row) -> new Row(tried(row.event, refusedSince), row.at, until, row.parkedAt)));
  }

  @Override
  public void park(long number, Instant at) {
    here(() ->
        rows.computeIfPresent(
            number,
            (_, row) ->
                new Row(
                    tried(row.event, row.event.refusedSince()),
                    row.at,
                    row.nextAttempt,
                    Optional.of(at))));
  }

  @Override
  public Backlog backlog(Instant now) {
    return here(() -> {
      List<Instant> waiting =
          rows.values().stream().filter(row -> !row.isParked()).map(Row::at).toList();
      Duration oldest =
          waiting.stream()
              .min(Instant::compareTo)
              .map(at -> Duration.between(at, now))
              .filter(Duration::isPositive)
              .orElse(Duration.ZERO);
      return new Backlog(waiting.size(), rows.size() - waiting.size(), oldest);
    });
  }

  private static Waiting tried(Waiting event, Optional<Instant> refusedSince) {
    return new Waiting(
        event.number(),
        event.id(),
        event.subject(),
        event.body(),
        event.attempts() + 1,
        refusedSince);
  }

  private <T> T here(Supplier<T> section) {
    return locked(() -> {
      if (away) {
        throw new JournalUnavailableException("away");
      }
      return section.get();
    });
  }

  private <T> T locked(Supplier<T> section) {
    lock.lock();
    try {
      return section.get();
    } finally {
      lock.unlock();
    }
  }
}
