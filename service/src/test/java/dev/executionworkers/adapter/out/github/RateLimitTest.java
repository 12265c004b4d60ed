package dev.executionworkers.adapter.out.github;

import static dev.executionworkers.adapter.out.github.ScriptedExchange.RECEIVED_AT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.executionworkers.adapter.out.exchange.LimitSigns.Signs;
import dev.executionworkers.adapter.out.exchange.RetryAfter;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RateLimitTest {
  private static final String NONE = "{\"message\":\"Resource not accessible by integration\"}";

  /** Their clock is ten minutes ahead of ours. */
  private static final Instant THEIR_NOW = RECEIVED_AT.plus(Duration.ofMinutes(10));

  private static final String THEIR_DATE = "Sun, 01 Mar 2026 12:10:00 GMT";

  @ParameterizedTest
  @ValueSource(ints = {403, 429})
  void obeysRetryAfter(int status) {
    assertThat(wait(status, Map.of("retry-after", "7"), NONE)).contains(Duration.ofSeconds(7));
  }

  @ParameterizedTest
  @ValueSource(ints = {403, 429})
  void measuresTheResetAgainstTheirClock(int status) {
    var headers = exhausted(THEIR_NOW.plusSeconds(90).getEpochSecond() + "");
    assertThat(wait(status, headers, NONE)).contains(Duration.ofSeconds(90));
  }

  @Test
  void measuresTheResetAgainstOurClockWhereTheyDoNotTellTheirs() {
    var headers =
        Map.of(
            "x-ratelimit-remaining",
            "0",
            "x-ratelimit-reset",
            RECEIVED_AT.plusSeconds(5).getEpochSecond() + "");
    assertThat(wait(403, headers, NONE)).contains(Duration.ofSeconds(5));
  }

  @Test
  void takesTheLaterOfTwoHints() {
    var headers = hinting("7", "0", Duration.ofSeconds(90));
    assertThat(wait(403, headers, NONE)).contains(Duration.ofSeconds(90));
  }

  @Test
  void ignoresTheResetWhileRequestsRemain() {
    var headers = hinting("7", "4999", Duration.ofMinutes(50));
    assertThat(wait(403, headers, NONE)).contains(Duration.ofSeconds(7));
  }

  @ParameterizedTest
  @ValueSource(ints = {403, 429})
  void waitsAMinuteWhenTheHintIsOver(int status) {
    for (long ago : List.of(0L, 9L)) {
      String reset = THEIR_NOW.minusSeconds(ago).getEpochSecond() + "";
      assertThat(wait(status, exhausted(reset), NONE)).contains(RateLimit.UNHINTED);
      assertThat(signs(status, exhausted(reset), NONE).until()).isEmpty();
    }
    for (String over : List.of("0", "00", "Sun, 01 Mar 2026 12:00:00 GMT")) {
      var headers = Map.of("date", THEIR_DATE, "retry-after", over);
      assertThat(wait(status, headers, NONE)).contains(RateLimit.UNHINTED);
      assertThat(signs(status, headers, NONE).limited()).isTrue();
      assertThat(signs(status, headers, NONE).until()).isEmpty();
    }
  }

  @Test
  void takesTheHintThatIsNotOver() {
    var headers = hinting("0", "0", Duration.ofSeconds(90));
    assertThat(wait(403, headers, NONE)).contains(Duration.ofSeconds(90));
  }

  @Test
  void waitsForNoHintLongerThanAnHour() {
    assertThat(wait(403, exhausted("999999999999"), NONE)).contains(RetryAfter.MAX);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "soon", "-5", "9999999999999999999", "1.5"})
  void waitsAMinuteWhenTheResetCannotBeRead(String reset) {
    assertThat(wait(403, exhausted(reset), NONE)).contains(RateLimit.UNHINTED);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"message\":\"You have exceeded a secondary rate limit. Please wait a few minutes.\"}",
        "{\"message\":\"You have triggered an abuse detection mechanism.\"}",
        "{\"message\":\"API rate limit exceeded for user ID 1. If you reach out to GitHub\"}",
        "{\"message\":\"You have been temporarily blocked from content creation.\"}",
        "{\"message\":\"No.\",\"documentation_url\":\"https://docs.github.com/rest/overview/"
            + "rate-limits-for-the-rest-api#about-secondary-rate-limits\"}",
        "<html>You have exceeded a secondary rate limit</html>",
        "{\"message\":\"Forbidden\",\"errors\":[\"You have exceeded a secondary rate limit\"]}",
        "{\"message\":\"Forbidden\",\"errors\":[{\"message\":\"API rate limit exceeded\"}]}",
      })
  void waitsAMinuteWhenOnlyTheBodyTells(String body) {
    var headers = Map.of("x-ratelimit-remaining", "4711");
    assertThat(wait(403, headers, body)).contains(RateLimit.UNHINTED);
  }

  @Test
  void waitsAMinuteForABareRefusal() {
    assertThat(wait(429, Map.of(), "")).contains(RateLimit.UNHINTED);
    assertThat(wait(403, Map.of("gh-limited-by", "search-elapsed"), NONE))
        .contains(RateLimit.UNHINTED);
    assertThat(wait(403, Map.of("retry-after", "soon"), NONE)).contains(RateLimit.UNHINTED);
  }

  @Test
  void takesAnOrdinary403ForNoLimit() {
    assertThat(wait(403, Map.of("x-ratelimit-remaining", "12"), NONE)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<html>Blocked by the proxy. Questions: abuse@corp.example</html>",
        "{\"message\":\"Reported for abuse\"}",
        "{\"message\":\"Forbidden\",\"errors\":[{\"field\":\"rate limit exceeded\"}]}"
      })
  void takesNoOther403ForALimit(String body) {
    assertThat(wait(403, Map.of(), body)).isEmpty();
  }

  @Test
  void looksAtNoOtherStatus() {
    var headers =
        Map.of("retry-after", "7", "x-ratelimit-remaining", "0", "x-ratelimit-reset", "1");
    for (int status = 100; status <= 599; status++) {
      if (status != 403 && status != 429) {
        assertThat(wait(status, headers, "{\"message\":\"API rate limit exceeded\"}"))
            .as("status %s", status)
            .isEmpty();
      }
    }
  }

  private static Map<String, String> exhausted(String reset) {
    return Map.of("date", THEIR_DATE, "x-ratelimit-remaining", "0", "x-ratelimit-reset", reset);
  }

  /** Two hints in one answer. */
  private static Map<String, String> hinting(String retryAfter, String remaining, Duration reset) {
    return Map.of(
        "date",
        THEIR_DATE,
        "retry-after",
        retryAfter,
        "x-ratelimit-remaining",
        remaining,
        "x-ratelimit-reset",
        Long.toString(THEIR_NOW.plus(reset).getEpochSecond()));
  }

  private static Signs signs(int status, Map<String, String> headers, String body) {
    return new GitHubLimitSigns().read(ScriptedExchange.answer(status, headers, body));
  }

  private static Optional<Duration> wait(int status, Map<String, String> headers, String body) {
    return RateLimit.blockedUntil(
            ScriptedExchange.answer(status, headers, body), ErrorBody.of(body))
        .map(until -> Duration.between(RECEIVED_AT, until));
  }
}
