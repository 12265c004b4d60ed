package dev.executionworkers.domain.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.executionworkers.domain.policy.Pace.Quota;
import dev.executionworkers.domain.policy.Pace.Write;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class PaceTest {
  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
  private static final Duration SECOND = Duration.ofSeconds(1);
  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final Duration HOUR = Duration.ofHours(1);
  private static final Pace GITHUB =
      new Pace(SECOND, List.of(new Quota(80, MINUTE), new Quota(500, HOUR)));

  /** A write that took 300 ms. */
  private static Write write(Duration ago) {
    return new Write(NOW.minus(ago), NOW.minus(ago).plusMillis(300));
  }

  private static List<Write> everySecond(int writes) {
    List<Write> list = new ArrayList<>();
    for (int i = 1; i <= writes; i++) {
      list.add(write(SECOND.multipliedBy(i)));
    }
    return list;
  }

  private static Duration until(Pace pace, List<Write> earlier) {
    return pace.untilNext(earlier, NOW, 0);
  }

  @Test
  void theFirstWriteNeedNotWait() {
    assertThat(until(GITHUB, List.of())).isZero();
  }

  @Test
  void writesBeginAnIntervalApart() {
    assertThat(until(GITHUB, List.of(write(Duration.ofMillis(400)))))
        .isEqualTo(Duration.ofMillis(600));
    assertThat(until(GITHUB, List.of(write(SECOND)))).isZero();
    assertThat(until(GITHUB, everySecond(60))).isZero();
  }

  @Test
  void noMoreThanTheQuotaEndInItsTime() {
    Pace pace = new Pace(Duration.ZERO, List.of(new Quota(2, MINUTE)));

    assertThat(until(pace, List.of(write(Duration.ofSeconds(40))))).isZero();
    assertThat(until(pace, List.of(write(Duration.ofSeconds(10)), write(Duration.ofSeconds(40)))))
        .isEqualTo(Duration.ofMillis(20_300));
    assertThat(until(pace, List.of(write(Duration.ofSeconds(10)), write(Duration.ofSeconds(61)))))
        .isZero();
  }

  @Test
  void theStrictestQuotaCounts() {
    List<Write> fiveHundred = everySecond(500);

    assertThat(until(GITHUB, fiveHundred.subList(0, 499))).isZero();
    assertThat(until(GITHUB, fiveHundred))
        .isEqualTo(HOUR.minus(Duration.ofSeconds(500)).plusMillis(300));
  }

  @Test
  void whatIsUnderWayCountsAsDoneNow() {
    Pace pace = new Pace(Duration.ZERO, List.of(new Quota(1, MINUTE)));

    assertThat(until(pace, List.of(new Write(NOW, NOW.plusSeconds(12))))).isEqualTo(MINUTE);
  }

  @Test
  void aClockThatWasPutBackBlocksNobodyForLongerThanTheLimits() {
    Write tomorrow = new Write(NOW.plus(Duration.ofDays(1)), NOW.plus(Duration.ofDays(1)));

    assertThat(until(GITHUB, List.of(tomorrow))).isEqualTo(SECOND);
  }

  @Test
  void whoeverHasOthersAheadWaitsForThemAsWell() {
    assertThat(GITHUB.untilNext(List.of(write(SECOND)), NOW, 7)).isEqualTo(Duration.ofSeconds(7));
    assertThat(GITHUB.untilNext(everySecond(495), NOW, 4)).isEqualTo(Duration.ofSeconds(4));
    assertThat(GITHUB.untilNext(everySecond(495), NOW, 5))
        .isEqualTo(HOUR.minus(Duration.ofSeconds(495)).plusMillis(300));
  }

  @Test
  void aWriteMattersForAsLongAsTheLongestLimit() {
    assertThat(GITHUB.memory()).isEqualTo(HOUR);
    assertThat(new Pace(SECOND, List.of()).memory()).isEqualTo(SECOND);
  }

  @Property
  void whoeverWaitsAsToldKeepsEveryLimit(
      @ForAll @Size(max = 60) List<@IntRange(max = 900) Integer> durationsMillis,
      @ForAll @IntRange(min = 1, max = 5) int most) {
    Pace pace = new Pace(Duration.ofMillis(200), List.of(new Quota(most, Duration.ofSeconds(3))));
    List<Write> writes = new ArrayList<>();
    Instant now = NOW;
    for (int millis : durationsMillis) {
      now = now.plus(pace.untilNext(writes, now, 0));
      assertThat(pace.untilNext(writes, now, 0)).isZero();
      writes.add(new Write(now, now.plusMillis(millis)));
      now = now.plusMillis(millis);
    }
    for (int i = most; i < writes.size(); i++) {
      assertThat(writes.get(i).begunAt())
          .isAfterOrEqualTo(writes.get(i - most).endedAt().plusSeconds(3));
    }
    for (int i = 1; i < writes.size(); i++) {
      assertThat(writes.get(i).begunAt())
          .isAfterOrEqualTo(writes.get(i - 1).begunAt().plusMillis(200));
    }
  }
}
