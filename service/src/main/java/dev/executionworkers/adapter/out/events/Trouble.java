package dev.executionworkers.adapter.out.events;

import dev.executionworkers.domain.policy.Backoff;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What goes wrong with the sink now: which subjects wait, and whether it is left alone altogether.
 * Belongs to the publisher's thread; a restart forgets it at no cost but an attempt or two.
 */
final class Trouble {
  /** 200 ms doubling to a minute. */
  static final Backoff BACKOFF = new Backoff(Duration.ofMillis(200), Duration.ofMinutes(1));

  /** When the events of so many subjects have failed in a row, it is not about the events. */
  static final int SUBJECTS_IN_A_ROW = 3;

  private final Map<String, Instant> waiting = new HashMap<>();
  private final Set<String> failedInARow = new HashSet<>();
  private int failures;
  private Instant restUntil = Instant.MIN;

  /** The sink has taken an event, or said something about it: it works. */
  void answered(String subject) {
    waiting.remove(subject);
    failedInARow.clear();
    failures = 0;
  }

  /** A subject waits for another attempt. */
  void holdBack(String subject, Instant until) {
    waiting.put(subject, until);
  }

  /** Counts a failure; leaves the sink alone for a while when it would have failed anything. */
  void failed(String subject, Receipt.Failed failure, Instant now, double chance) {
    failedInARow.add(subject);
    failures++;
    if (failure.everyone() || failedInARow.size() >= SUBJECTS_IN_A_ROW) {
      restUntil = now.plus(BACKOFF.pause(failures, chance));
      failure.retryAt().filter(restUntil::isBefore).ifPresent(at -> restUntil = at);
    }
  }

  /** Until when nothing is sent; in the past when something may be. */
  Instant restUntil() {
    return restUntil;
  }

  /** Whether the last thing heard of the sink was a failure. */
  boolean isFailing() {
    return failures > 0;
  }

  /** When the next subject that waits may be tried again. */
  Optional<Instant> nextAttempt(Instant now) {
    waiting.values().removeIf(until -> !until.isAfter(now));
    return waiting.values().stream().min(Instant::compareTo);
  }
}
