package dev.executionworkers.application.pipeline;

import dev.executionworkers.domain.policy.Times;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Until when an execution may go on pausing. Guarded by the execution's monitor. */
final class Patience {
  /** Longer than the longest pause (40 s) after which the caller asks again. */
  static final Duration LINGER = Duration.ofMinutes(1);

  /**
   * What was just made is visible everywhere so long after it was first not, or is not there. Who
   * waits for less than that takes most of his own patience for it.
   */
  private static final Duration VISIBLE_WITHIN = Duration.ofSeconds(9);

  private Instant lastDeadline;
  private Duration visibleWithin = VISIBLE_WITHIN;
  private Optional<Instant> notYetSince = Optional.empty();

  Patience(Instant deadline) {
    this.lastDeadline = deadline;
  }

  /** Somebody waits until then. */
  void lastsFor(Instant deadline, Instant now) {
    lastDeadline = Times.later(lastDeadline, deadline);
    visibleWithin = Times.shorter(VISIBLE_WITHIN, mostOf(Duration.between(now, deadline)));
  }

  /** A peer says no and may take it back. */
  void notYet(Instant now) {
    notYetSince = Optional.of(notYetSince.orElse(now));
  }

  /** Whether such a no has stood for long enough. */
  boolean isDefinite(Instant now) {
    return notYetSince.map(since -> !now.isBefore(since.plus(visibleWithin))).orElse(false);
  }

  Instant limit(Pause.Limit limit) {
    return switch (limit) {
      case DEADLINE ->
          notYetSince
              .map(since -> Times.later(since.plus(visibleWithin), lastDeadline))
              .orElse(lastDeadline);
      case LINGER -> lastDeadline.plus(LINGER);
      case NONE -> Instant.MAX;
    };
  }

  /** That time, or the end of all patience if it is earlier. */
  Instant noLaterThan(Instant until) {
    return Times.earlier(until, limit(Pause.Limit.LINGER));
  }

  /** When to look again whether the pause is over. */
  Instant nextLook(Pause pause, Instant now) {
    Instant end = Times.earlier(pause.until(), limit(pause.limit()));
    return pause.notBefore().isAfter(now) ? Times.earlier(end, pause.notBefore()) : end;
  }

  private static Duration mostOf(Duration patience) {
    return patience.multipliedBy(3).dividedBy(4);
  }
}
