package dev.executionworkers.adapter.out.exchange;

import dev.executionworkers.adapter.out.exchange.LimitSigns.Left;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/**
 * What this process may ask of a peer: so many reads at a time, so many in any minute, and of all
 * requests no more than the peer has said are left. Thread-safe.
 *
 * <p>What the process before has asked is not known, so half of the first minute counts as used.
 */
final class RequestBudget {
  private static final Duration MINUTE = Duration.ofMinutes(1);

  private final int readsAtATime;
  private final int readsPerMinute;

  /** When the reads of the last minute were answered: the peer has counted them by then. */
  private final Deque<Instant> reads = new ArrayDeque<>();

  private int reading;
  private int writing;
  private Optional<Left> left = Optional.empty();

  RequestBudget(int readsAtATime, int readsPerMinute, Instant start) {
    this.readsAtATime = readsAtATime;
    this.readsPerMinute = readsPerMinute;
    for (int i = 0; i < readsPerMinute / 2; i++) {
      reads.add(start);
    }
  }

  /** Begins a read, or tells when to ask again at the latest; the end of another may be sooner. */
  synchronized Optional<Instant> beginRead(Instant now) {
    Optional<Instant> wait = usedUp(now).or(() -> tooMany(now));
    if (wait.isEmpty()) {
      reading++;
    }
    return wait;
  }

  /** A read has been answered, or has failed. */
  synchronized void endRead(Instant now) {
    reading--;
    reads.add(now);
  }

  /** Begins a write, or tells when to ask again at the latest. */
  synchronized Optional<Instant> beginWrite(Instant now) {
    Optional<Instant> wait = usedUp(now);
    if (wait.isEmpty()) {
      writing++;
    }
    return wait;
  }

  /** A write has been answered, or has failed, or was not made. */
  synchronized void endWrite() {
    writing--;
  }

  /** The peer has said what is left. Of answers that overtake each other the lowest counts. */
  synchronized void learn(Left news) {
    boolean older =
        left.filter(known -> known.until().isAfter(news.until().plusSeconds(1))).isPresent();
    boolean same =
        left.filter(known -> !known.until().plusSeconds(1).isBefore(news.until())).isPresent();
    if (older || (same && left.orElseThrow().requests() <= news.requests())) {
      return;
    }
    left = Optional.of(news);
  }

  /** What is under way may not have been counted yet. */
  private Optional<Instant> usedUp(Instant now) {
    return left.filter(known -> now.isBefore(known.until()))
        .filter(known -> known.requests() <= reading + writing)
        .map(Left::until);
  }

  private Optional<Instant> tooMany(Instant now) {
    while (!reads.isEmpty() && !now.isBefore(reads.element().plus(MINUTE))) {
      reads.remove();
    }
    if (reading >= readsAtATime || (reads.isEmpty() && reading >= readsPerMinute)) {
      return Optional.of(now.plus(MINUTE));
    }
    return reads.size() + reading >= readsPerMinute
        ? Optional.of(reads.element().plus(MINUTE))
        : Optional.empty();
  }
}
