package dev.executionworkers.adapter.out.telemetry.log;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/**
 * Times as lines begin with them: {@code 2026-01-31T23:59:59.999Z}. Thousands of lines may share a
 * second, whose text is made once. Thread-safe.
 */
final class Timestamp {
  private static final DateTimeFormatter SECOND =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.").withZone(ZoneOffset.UTC);
  private static final int MILLIS_PER_SECOND = 1_000;

  private static volatile Second latest = new Second(0, SECOND.format(Instant.EPOCH));

  private Timestamp() {}

  private record Second(long epochSecond, String text) {}

  /** A number of milliseconds since 1970 as text. */
  static String of(long epochMilli) {
    long epochSecond = Math.floorDiv(epochMilli, MILLIS_PER_SECOND);
    int millis = Math.floorMod(epochMilli, MILLIS_PER_SECOND);
    Second second = latest;
    if (second.epochSecond != epochSecond) {
      second = new Second(epochSecond, SECOND.format(Instant.ofEpochSecond(epochSecond)));
      latest = second;
    }
    String zeros = millis < 10 ? "00" : millis < 100 ? "0" : "";
    return second.text + zeros + millis + 'Z';
  }
}
