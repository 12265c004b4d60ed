package dev.executionworkers.adapter.out.exchange;

import dev.executionworkers.adapter.out.exchange.LimitSigns.Left;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * What this process may ask of a peer: so many reads at a time, and of all requests no more than
 * the peer has said are left. Thread-safe.
 */
final class RequestBudget {
  /** The end of another read is sooner. */
  private static final Duration MINUTE = Duration.ofMinutes(1);

  private final int readsAtATime;
  private int reading;
  private int writing;
  private Optional<Left> left = Optional.empty();

  RequestBudget(int readsAtATime) {
    this.readsAtATime = readsAtATime;
  }

  /** Begins a read, or tells when to ask again at the latest; the end of another may be sooner. */
  synchronized Optional<Instant> beginRead(Instant now) {
    Optional<Instant> wait = usedUp(now).or(() -> tooMany(now));
    if (wait.isEmpty()) {
      reading++;
    }
    return wait;
  }

  /** A read has been answered, or has failed, or was not made. */
  synchronized void endRead() {
    reading--;
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
    return reading < readsAtATime ? Optional.empty() : Optional.of(now.plus(MINUTE));
  }
}
