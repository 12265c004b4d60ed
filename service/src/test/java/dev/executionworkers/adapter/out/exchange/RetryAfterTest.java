package dev.executionworkers.adapter.out.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import dev.executionworkers.adapter.out.exchange.Exchanged.Answered;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RetryAfterTest {
  private static final Instant RECEIVED = Instant.parse("2026-03-01T12:00:00Z");

  @Property
  void readsSecondsUpToTheMost(@ForAll @IntRange(min = 0) int seconds) {
    assertThat(RetryAfter.of(answer(Integer.toString(seconds))))
        .contains(RECEIVED.plusSeconds(Math.min(seconds, RetryAfter.MAX.toSeconds())));
  }

  @Property
  void measuresADateAgainstThePeersOwnClock(
      @ForAll @IntRange(min = -100_000, max = 100_000) int skewSeconds,
      @ForAll @IntRange(min = 0, max = 3_600) int delaySeconds) {
    Instant peersNow = RECEIVED.plusSeconds(skewSeconds);
    assertThat(RetryAfter.of(answer(http(peersNow.plusSeconds(delaySeconds)), http(peersNow))))
        .contains(RECEIVED.plusSeconds(delaySeconds));
  }

  @Property
  void saysSomethingWithinBoundsOrNothingWhateverItIs(@ForAll String value) {
    Optional<Instant> at = RetryAfter.of(answer(value));
    assertThat(at.map(instant -> Duration.between(RECEIVED, instant)))
        .matches(delay ->
            delay.isEmpty()
                || (!delay.get().isNegative() && delay.get().compareTo(RetryAfter.MAX) <= 0));
  }

  @Test
  void measuresADateAgainstOurClockWhenThePeerShowsNone() {
    assertThat(RetryAfter.of(answer(http(RECEIVED.plusSeconds(7)))))
        .contains(RECEIVED.plusSeconds(7));
  }

  @ParameterizedTest
  @ValueSource(strings = {"Sun, 01 Mar 2026 12:00:09 GMT", "Sunday, 01-Mar-26 12:00:09 GMT"})
  void readsADateAsItIsWrittenAndAsItWasOnceWritten(String date) {
    assertThat(RetryAfter.of(answer(date))).contains(RECEIVED.plusSeconds(9));
  }

  @Test
  void takesADateThatHasPassedForNow() {
    assertThat(RetryAfter.of(answer(http(RECEIVED.minusSeconds(60))))).contains(RECEIVED);
  }

  @ParameterizedTest
  @ValueSource(strings = {"99999999999999999999999", "4000", "Fri, 01 Jan 2100 00:00:00 GMT"})
  void boundsWhatIsHuge(String value) {
    assertThat(RetryAfter.of(answer(value))).contains(RECEIVED.plus(RetryAfter.MAX));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "-1", "+5", "1.5", "5s", "soon", "٣", "2026-03-01T12:00:09Z"})
  void ignoresWhatIsNeither(String value) {
    assertThat(RetryAfter.of(answer(value))).isEmpty();
  }

  @Test
  void saysNothingWhenThePeerDoesNot() {
    assertThat(RetryAfter.of(new Answered(503, Map.of(), "", RECEIVED))).isEmpty();
  }

  private static Answered answer(String retryAfter) {
    return new Answered(503, Map.of("retry-after", List.of(retryAfter)), "", RECEIVED);
  }

  private static Answered answer(String retryAfter, String date) {
    var headers = new HashMap<>(answer(retryAfter).headers());
    headers.put("date", List.of(date));
    return new Answered(503, headers, "", RECEIVED);
  }

  private static String http(Instant instant) {
    return DateTimeFormatter.RFC_1123_DATE_TIME.format(instant.atOffset(ZoneOffset.UTC));
  }
}
