package dev.executionworkers.adapter.out.github;

import dev.executionworkers.adapter.out.exchange.Exchanged.Answered;
import dev.executionworkers.adapter.out.exchange.LimitSigns.Left;
import dev.executionworkers.adapter.out.exchange.PeerClock;
import dev.executionworkers.adapter.out.exchange.RetryAfter;
import dev.executionworkers.domain.policy.PeerBlock;
import dev.executionworkers.domain.policy.Times;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Tells GitHub's rate limits from its other refusals ("Rate limits for the REST API"). They come as
 * 403 or 429, and only there do the headers mean anything: an ordinary 404 may well have used the
 * last request of the hour. Pure and total.
 */
final class RateLimit {
  /** How long to wait for a secondary limit that does not say. */
  static final Duration UNHINTED = PeerBlock.FIRST_GUESS;

  private static final Pattern NUMBER = Pattern.compile("[0-9]{1,12}");

  private RateLimit() {}

  /** When GitHub may be asked again by our clock; empty when the answer is about something else. */
  static Optional<Instant> blockedUntil(Answered answer, ErrorBody body) {
    return isHit(answer, body)
        ? Optional.of(hint(answer).orElseGet(() -> answer.receivedAt().plus(UNHINTED)))
        : Optional.empty();
  }

  /** Whether the answer says that a limit was hit. */
  static boolean isHit(Answered answer, ErrorBody body) {
    return (answer.status() == 403 || answer.status() == 429) && limited(answer, body);
  }

  /**
   * Until when the limit holds that was hit, if the answer says so. A time that is over says
   * nothing: the limit was hit all the same.
   */
  static Optional<Instant> hint(Answered answer) {
    return Stream.of(RetryAfter.of(answer), reset(answer).filter(_ -> exhausted(answer)))
        .flatMap(Optional::stream)
        .filter(until -> until.isAfter(answer.receivedAt()))
        .max(Comparator.naturalOrder());
  }

  /** What is left of the hour, on whatever answer; other resources than ours do not count. */
  static Optional<Left> left(Answered answer) {
    boolean ours = answer.header("X-RateLimit-Resource").map("core"::equals).orElse(true);
    return remaining(answer)
        .filter(_ -> ours)
        .flatMap(requests -> reset(answer).map(until -> new Left(requests, until)));
  }

  private static boolean limited(Answered answer, ErrorBody body) {
    return answer.status() == 429
        || answer.header("Retry-After").isPresent()
        || answer.header("GH-Limited-By").isPresent()
        || exhausted(answer)
        || body.rateLimited();
  }

  private static boolean exhausted(Answered answer) {
    return remaining(answer).equals(Optional.of(0L));
  }

  private static Optional<Long> remaining(Answered answer) {
    return number(answer, "X-RateLimit-Remaining");
  }

  /** Measured against the answer's own {@code Date}, so that our clock may be wrong. */
  private static Optional<Instant> reset(Answered answer) {
    return number(answer, "X-RateLimit-Reset")
        .map(seconds -> Duration.between(PeerClock.at(answer), Instant.ofEpochSecond(seconds)))
        .map(RateLimit::bounded)
        .map(answer.receivedAt()::plus);
  }

  private static Optional<Long> number(Answered answer, String header) {
    return answer
        .header(header)
        .map(String::strip)
        .filter(value -> NUMBER.matcher(value).matches())
        .map(Long::parseLong);
  }

  private static Duration bounded(Duration wait) {
    return Times.longer(Duration.ZERO, Times.shorter(wait, RetryAfter.MAX));
  }
}
