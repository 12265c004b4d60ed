package dev.executionworkers.domain.policy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * How fast one account of a peer may be written to: one write after the other, with a pause between
 * their beginnings, and not too many in any stretch of time.
 *
 * @param interval from the beginning of one write to that of the next
 * @param quotas how many in which time
 */
public record Pace(Duration interval, List<Quota> quotas) {

  public Pace {
    quotas = List.copyOf(quotas);
  }

  /**
   * A limit on a stretch of time, wherever it begins.
   *
   * @param most writes within {@code per}
   */
  public record Quota(int most, Duration per) {}

  /**
   * One write. When the peer counted it is not known: at the latest when it answered.
   *
   * @param endedAt when it was answered, or by when it will have been
   */
  public record Write(Instant begunAt, Instant endedAt) {}

  /** For how long a write matters to the next ones. */
  public Duration memory() {
    return quotas.stream().map(Quota::per).reduce(interval, Times::longer);
  }

  /**
   * For how long a write has to wait; nothing when it may begin at once. What is under way counts
   * as done now. A time in the future, which a clock that was put back leaves behind, does too.
   *
   * @param ahead how many others go before it
   */
  public Duration untilNext(List<Write> earlier, Instant now, int ahead) {
    List<Instant> ends = new ArrayList<>();
    earlier.stream().map(write -> Times.earlier(write.endedAt(), now)).sorted().forEach(ends::add);
    Optional<Instant> begun =
        earlier.stream()
            .map(write -> Times.earlier(write.begunAt(), now))
            .max(Comparator.naturalOrder());
    Instant next = next(ends, begun, now);
    for (int before = 0; before < ahead; before++) {
      ends.add(next);
      next = next(ends, Optional.of(next), now);
    }
    return Duration.between(now, next);
  }

  private Instant next(List<Instant> ends, Optional<Instant> begun, Instant now) {
    Instant next = begun.map(interval::addTo).map(Instant.class::cast).orElse(now);
    for (Quota quota : quotas) {
      if (ends.size() >= quota.most()) {
        next = Times.later(next, ends.get(ends.size() - quota.most()).plus(quota.per()));
      }
    }
    return Times.later(next, now);
  }
}
