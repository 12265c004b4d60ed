package dev.executionworkers.bench;

import java.time.Duration;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What wrk saw.
 *
 * @param refused answers that were no success
 * @param broken connections that failed or answers that did not come
 */
public record Load(
    long requests, Duration elapsed, Duration median, Duration p99, long refused, long broken) {
  private static final Pattern LINE =
      Pattern.compile(
          "measured requests=(\\d+) micros=(\\d+) p50=([\\d.]+) p99=([\\d.]+) refused=(\\d+)"
              + " broken=(\\d+)");
  private static final double NANOS_PER_SECOND = 1e9;

  /** Reads the last line of {@code ids.lua}. */
  static Load parse(String output) {
    Matcher line = LINE.matcher(output);
    if (!line.find()) {
      throw BenchException.failed("wrk measured nothing; it said: " + output);
    }
    return new Load(
        Long.parseLong(line.group(1)),
        micros(line.group(2)),
        micros(line.group(3)),
        micros(line.group(4)),
        Long.parseLong(line.group(5)),
        Long.parseLong(line.group(6)));
  }

  private static Duration micros(String number) {
    return Duration.ofNanos(Math.round(Double.parseDouble(number) * 1000));
  }

  /** Requests a second. */
  public double perSecond() {
    return requests * NANOS_PER_SECOND / elapsed.toNanos();
  }

  /** Several that ran at the same time; of their times the longest count. */
  public static Load sum(List<Load> loads) {
    return loads.stream().reduce(Load::plus).orElseThrow();
  }

  private Load plus(Load other) {
    return new Load(
        requests + other.requests,
        longer(elapsed, other.elapsed),
        longer(median, other.median),
        longer(p99, other.p99),
        refused + other.refused,
        broken + other.broken);
  }

  private static Duration longer(Duration one, Duration other) {
    return one.compareTo(other) > 0 ? one : other;
  }

  /** The median over rounds. */
  public static double medianOf(List<Load> rounds, ToDoubleFunction<Load> figure) {
    return Medians.of(rounds.stream().mapToDouble(figure).toArray());
  }
}
