package dev.executionworkers.bench.figure;

import java.time.Duration;
import java.util.Locale;

/** Figures as the table shows them. */
final class Text {
  private static final double BYTES_PER_MEBIBYTE = 1024.0 * 1024;
  private static final double NANOS_PER_MILLI = 1e6;

  private Text() {}

  static String perSecond(double rate) {
    return String.format(Locale.ROOT, "%,.0f/s", rate);
  }

  static String millis(double millis) {
    return String.format(Locale.ROOT, "%.1f ms", millis);
  }

  static double millisOf(Duration time) {
    return time.toNanos() / NANOS_PER_MILLI;
  }

  static String mebibytes(long bytes) {
    return String.format(Locale.ROOT, "%.0f MB", bytes / BYTES_PER_MEBIBYTE);
  }

  static double mebibytesOf(long bytes) {
    return bytes / BYTES_PER_MEBIBYTE;
  }

  static String ratio(double value) {
    return String.format(Locale.ROOT, "%.2f", value);
  }

  static String micros(double micros) {
    return String.format(Locale.ROOT, "%.0f µs", micros);
  }
}
