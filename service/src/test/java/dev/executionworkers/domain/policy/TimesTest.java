package dev.executionworkers.domain.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class TimesTest {
  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
  private static final Instant ONE = NOON.plusSeconds(3_600);
  private static final Duration SECOND = Duration.ofSeconds(1);
  private static final Duration MINUTE = Duration.ofMinutes(1);

  @Test
  void tellsTheEarlierAndTheLaterOfTwoTimesInWhicheverOrder() {
    assertThat(Times.earlier(NOON, ONE)).isEqualTo(Times.earlier(ONE, NOON)).isEqualTo(NOON);
    assertThat(Times.later(NOON, ONE)).isEqualTo(Times.later(ONE, NOON)).isEqualTo(ONE);
  }

  @Test
  void tellsTheShorterAndTheLongerOfTwoDurationsInWhicheverOrder() {
    assertThat(Times.shorter(SECOND, MINUTE))
        .isEqualTo(Times.shorter(MINUTE, SECOND))
        .isEqualTo(SECOND);
    assertThat(Times.longer(SECOND, MINUTE))
        .isEqualTo(Times.longer(MINUTE, SECOND))
        .isEqualTo(MINUTE);
  }
}
