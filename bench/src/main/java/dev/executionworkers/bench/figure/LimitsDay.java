package dev.executionworkers.bench.figure;

import dev.executionworkers.bench.BenchException;
import dev.executionworkers.bench.Figure;
import dev.executionworkers.bench.Rig;
import dev.executionworkers.bench.Row;
import dev.executionworkers.bench.Verdict;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Properties;

/**
 * A simulated day of far more demand than GitHub allows, in virtual time: the service's own
 * pipeline, adapter and guards against a GitHub that holds its published limits.
 */
public final class LimitsDay implements Figure {
  private static final String PROGRAM = "dev.executionworkers.limits.DayMain";
  private static final double LEAST_USE = 0.95;

  /** As many writes as are under way or begin while one's own request is on its way. */
  private static final int MOST_AHEAD = 5;

  private static final int MINUTES_PER_HOUR = 60;

  /** Made with {@code Bench}. */
  public LimitsDay() {}

  @Override
  public String name() {
    return "limits-day";
  }

  @Override
  public List<Row> measure(Rig rig) throws IOException, InterruptedException {
    Day day =
        new Day(rig.testProgram(PROGRAM).run(Integer.toString(rig.effort().dayOfRepositories())));
    double use = Double.parseDouble(day.text("use"));
    long broken = day.number("violations") + day.number("side-by-side");
    long lost = day.number("wanted") - day.number("there");
    long doubled = day.number("made") - day.number("there");
    long ahead = day.number("most-ahead");
    return List.of(
        new Row(
            "GitHub's limits, a simulated day: writes used of those allowed",
            String.format(Locale.ROOT, "%.1f %%", 100 * use),
            day.told(),
            ">= 95 %",
            Verdict.atLeast(use, LEAST_USE, LEAST_USE)),
        new Row(
            "the same: limits broken",
            Long.toString(broken),
            day.text("requests") + " requests",
            "0",
            Verdict.atMost((double) broken, 0, 0)),
        new Row(
            "the same: repositories lost or made twice",
            lost + " lost, " + doubled + " twice",
            "1 of 50 answers lost",
            "0, 0",
            Verdict.atMost((double) (Math.abs(lost) + Math.abs(doubled)), 0, 0)),
        new Row(
            "the same: served before an owner who wants one at a time",
            "at most " + ahead,
            day.text("at-a-time") + " ask at a time",
            "<= " + MOST_AHEAD,
            Verdict.atMost((double) ahead, MOST_AHEAD, MOST_AHEAD)));
  }

  private record Day(Properties printed) {
    String text(String name) {
      String value = printed.getProperty(name);
      if (value == null) {
        throw BenchException.failed("the simulated day has not told " + name);
      }
      return value;
    }

    long number(String name) {
      return Long.parseLong(text(name));
    }

    String told() {
      long minutes = number("virtual-minutes");
      return String.format(
          Locale.ROOT,
          "%,d repositories in %d:%02d h",
          number("made"),
          minutes / MINUTES_PER_HOUR,
          minutes % MINUTES_PER_HOUR);
    }
  }
}
