package dev.executionworkers.adapter.out.exchange;

import dev.executionworkers.adapter.out.exchange.Exchanged.Answered;
import dev.executionworkers.domain.policy.PeerBlock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Reads {@code Retry-After} (RFC 9110, 10.2.3). Pure and total: what is neither a number of seconds
 * nor an HTTP date says nothing.
 */
public final class RetryAfter {
  /** Nobody is left alone for longer than this, whatever was sent. */
  public static final Duration MAX = PeerBlock.LONGEST;

  private static final Pattern SECONDS = Pattern.compile("[0-9]+");
  private static final int MAX_DIGITS = 9;

  private RetryAfter() {}

  /**
   * When the peer may be asked again, by our clock.
   *
   * <p>A date is the peer's: it is measured against the answer's own {@code Date}, so that two
   * clocks that differ do no harm.
   */
  public static Optional<Instant> of(Answered answer) {
    return answer
        .header("Retry-After")
        .flatMap(value -> delay(value.strip(), answer))
        .map(answer.receivedAt()::plus);
  }

  private static Optional<Duration> delay(String value, Answered answer) {
    if (SECONDS.matcher(value).matches()) {
      return Optional.of(value.length() > MAX_DIGITS ? MAX : bounded(Long.parseLong(value)));
    }
    return PeerClock.parse(value).map(until -> between(PeerClock.at(answer), until));
  }

  private static Duration between(Instant from, Instant until) {
    return bounded(Math.max(0, until.getEpochSecond() - from.getEpochSecond()));
  }

  private static Duration bounded(long seconds) {
    return Duration.ofSeconds(Math.min(seconds, MAX.toSeconds()));
  }
}
