package dev.executionworkers.adapter.out.telemetry.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TimestampTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "2026-01-31T23:59:59.999Z",
        "2026-01-31T23:59:59.000Z",
        "2026-01-31T23:59:59.007Z",
        "2026-02-01T00:00:00.070Z",
        "1970-01-01T00:00:00.001Z",
        "1969-12-31T23:59:59.998Z"
      })
  void hasThreeDigitsAfterTheSecond(String time) {
    long millis = Instant.parse(time).toEpochMilli();

    assertThat(Timestamp.of(millis)).isEqualTo(time);
    assertThat(Timestamp.of(millis)).as("the same second again").isEqualTo(time);
  }
}
