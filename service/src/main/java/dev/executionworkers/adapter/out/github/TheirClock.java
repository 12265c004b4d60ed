package dev.executionworkers.adapter.out.github;

import dev.executionworkers.adapter.out.exchange.Exchanged.Answered;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

/** What time it is at GitHub, by the {@code Date} of an answer. Pure and total. */
final class TheirClock {
  private TheirClock() {}

  /** Their time when they answered; ours where they do not say. */
  static Instant at(Answered answer) {
    return said(answer).orElse(answer.receivedAt());
  }

  /** Their time when they answered; empty where they do not say. */
  static Optional<Instant> said(Answered answer) {
    return answer.header("Date").flatMap(TheirClock::parsed);
  }

  private static Optional<Instant> parsed(String value) {
    try {
      return Optional.of(DateTimeFormatter.RFC_1123_DATE_TIME.parse(value.strip(), Instant::from));
    } catch (DateTimeException unreadable) {
      return Optional.empty();
    }
  }
}
