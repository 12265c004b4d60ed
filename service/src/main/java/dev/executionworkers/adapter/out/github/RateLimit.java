package dev.executionworkers.adapter.out.github;

import dev.executionworkers.adapter.out.exchange.Exchanged.Answered;
import dev.executionworkers.adapter.out.exchange.RetryAfter;
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
  /** How long to wait for a secondary limit that does not say: GitHub asks for a minute. */
  static final Duration UNHINTED = Duration.ofSeconds(60);

  private static final Pattern EPOCH_SECONDS = Pattern.compile("[0-9]{1,12}");

  private RateLimit() {}

  /** When GitHub may be asked again by our clock; empty when the answer is about something else. */
  static Optional<Instant> blockedUntil(Answered answer, ErrorBody body) {
    if (answer.status() != 403 && answer.status() != 429) {
      return Optional.empty();
    }
    Optional<Instant> hinted =
        Stream.of(RetryAfter.of(answer), reset(answer))
            .flatMap(Optional::stream)
            .max(Comparator.naturalOrder());
    return hinted.isEmpty() && limited(answer, body)
        ? Optional.of(answer.receivedAt().plus(UNHINTED))
        : hinted;
  }

  private static boolean limited(Answered answer, ErrorBody body) {
    return answer.status() == 429
        || answer.header("Retry-After").isPresent()
        || answer.header("GH-Limited-By").isPresent()
        || exhausted(answer)
        || body.rateLimited();
  }

  private static boolean exhausted(Answered answer) {
    return answer.header("X-RateLimit-Remaining").map(String::strip).equals(Optional.of("0"));
  }

  /** Measured against the answer's own {@code Date}, so that our clock may be wrong. */
  private static Optional<Instant> reset(Answered answer) {
    return answer
        .header("X-RateLimit-Reset")
        .map(String::strip)
        .filter(value -> exhausted(answer) && EPOCH_SECONDS.matcher(value).matches())
        .map(value ->
            Duration.between(TheirClock.at(answer), Instant.ofEpochSecond(Long.parseLong(value))))
        .map(RateLimit::bounded)
        .map(answer.receivedAt()::plus);
  }

  private static Duration bounded(Duration wait) {
    Duration some = wait.isNegative() ? Duration.ZERO : wait;
    return some.compareTo(RetryAfter.MAX) > 0 ? RetryAfter.MAX : some;
  }
}
