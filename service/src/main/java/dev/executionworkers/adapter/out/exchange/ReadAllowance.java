package dev.executionworkers.adapter.out.exchange;

import dev.executionworkers.domain.policy.Pace;
import dev.executionworkers.domain.policy.Pace.Quota;
import dev.executionworkers.port.out.PeerLimits;
import dev.executionworkers.port.out.PeerLimits.Turn;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The reads of this process: taken a few at a time out of those that all processes together may
 * make of the account in a minute, for each by itself would have to be kept like a write. What is
 * not used soon is given up. Thread-safe.
 *
 * <p>When the peer counts a read is not known: at the latest when the longest call ends that was
 * begun when the few were about to be given up. So they count for a minute from then.
 */
final class ReadAllowance {
  static final Duration LASTS = Duration.ofSeconds(5);
  private static final Duration MINUTE = Duration.ofMinutes(1);

  /** Of the few, so many are had in a minute at the least. */
  private static final int IN_A_MINUTE = 100;

  private final PeerLimits limits;
  private final String account;
  private final Pace pace;
  private final int few;
  private int left;
  private Instant until = Instant.MIN;

  ReadAllowance(PeerLimits limits, PeerPace pace) {
    this.limits = limits;
    this.account = pace.account() + "/reads";
    this.few = Math.max(1, pace.readsPerMinute() / IN_A_MINUTE);
    this.pace =
        new Pace(
            Duration.ZERO,
            List.of(new Quota(pace.readsPerMinute() / few, MINUTE.plus(LASTS).plus(pace.hold()))));
  }

  /** Takes one, or tells for how long there is none. */
  synchronized Optional<Duration> take(Instant now) {
    if (left == 0 || !now.isBefore(until)) {
      switch (limits.take(account, pace, Duration.ZERO)) {
        case Turn.Taken _ -> {
          left = few;
          until = now.plus(LASTS);
        }
        case Turn.Later(Duration wait) -> {
          return Optional.of(wait);
        }
      }
    }
    left--;
    return Optional.empty();
  }
}
