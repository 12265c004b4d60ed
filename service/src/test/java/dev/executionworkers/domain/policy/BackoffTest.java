package dev.executionworkers.domain.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;

class BackoffTest {
  static final List<Backoff> ALL = List.of(Backoff.WAITING, Backoff.PENDING, Backoff.REFUSED);

  /** As close to the longest pause as chance comes. */
  private static final double NEARLY_ONE = Math.nextDown(1.0);

  @ParameterizedTest
  @CsvSource({"1, 200", "2, 400", "3, 800", "4, 1600", "5, 3000", "6, 3000", "2147483647, 3000"})
  void doublesFrom200MillisecondsTo3SecondsWhileACallerMayWait(int failed, long ceilingMillis) {
    assertThat(ceiling(Backoff.WAITING, failed)).isEqualTo(Duration.ofMillis(ceilingMillis));
  }

  @ParameterizedTest
  @CsvSource({"1, 200", "7, 12800", "8, 15000", "1000000, 15000"})
  void doublesTo15SecondsWhatIsPending(int failed, long ceilingMillis) {
    assertThat(ceiling(Backoff.PENDING, failed)).isEqualTo(Duration.ofMillis(ceilingMillis));
  }

  @ParameterizedTest
  @CsvSource({"1, 1", "2, 2", "12, 2048", "13, 3600", "2147483647, 3600"})
  void doublesToAnHourWhatOnlyPeopleMend(int failed, long ceilingSeconds) {
    assertThat(ceiling(Backoff.REFUSED, failed)).isEqualTo(Duration.ofSeconds(ceilingSeconds));
  }

  @ParameterizedTest
  @FieldSource("ALL")
  void isNothingWhenChanceIsNothingAndHalfWhenItIsHalf(Backoff backoff) {
    assertThat(backoff.pause(1, 0)).isZero();
    assertThat(backoff.pause(1, 0.5)).isEqualTo(backoff.first().dividedBy(2));
    assertThat(backoff.pause(50, 0.5)).isEqualTo(backoff.cap().dividedBy(2));
  }

  @ParameterizedTest
  @FieldSource("ALL")
  void neverShrinksAndNeverLeavesItsBounds(Backoff backoff) {
    Stream<Integer> attempts =
        Stream.concat(
            IntStream.rangeClosed(1, 200).boxed(),
            Stream.of(1_000, 65_536, 1 << 30, Integer.MAX_VALUE - 1, Integer.MAX_VALUE));

    assertThat(attempts.map(failed -> backoff.pause(failed, NEARLY_ONE)))
        .isSorted()
        .allMatch(pause -> !pause.isNegative() && pause.compareTo(backoff.cap()) <= 0);
  }

  @Test
  void doesNotOverflowForTheLongestCap() {
    Backoff years = new Backoff(Duration.ofDays(1), Duration.ofDays(100_000));

    assertThat(years.pause(Integer.MAX_VALUE, NEARLY_ONE))
        .isBetween(Duration.ofDays(99_999), years.cap());
  }

  private static Duration ceiling(Backoff backoff, int failed) {
    long micros = Math.round(backoff.pause(failed, NEARLY_ONE).toNanos() / 1000.0);
    return Duration.ofNanos(micros * 1000);
  }
}
