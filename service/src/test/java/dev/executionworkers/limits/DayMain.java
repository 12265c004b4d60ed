package dev.executionworkers.limits;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/**
 * A simulated day: 10,000 repositories are wanted, two hundred at a time, of a GitHub that takes
 * 500 an hour. Prints what came of it, and ends with 1 if a limit was broken, less than 95 % of it
 * was used, or a repository is missing or was made twice.
 */
public final class DayMain {
  private static final int WANTED = 10_000;
  private static final int AT_A_TIME = 200;
  private static final double LEAST_USE = 0.95;

  private DayMain() {}

  public static void main(String[] arguments) {
    Instant began = InstantSource.system().instant();
    try (Rush rush = new Rush().want("platform", WANTED, AT_A_TIME)) {
      Report report = rush.report();
      Duration took = report.made().getLast().after();
      System.out.printf(
          "%,d repositories in %d h %02d min of virtual time; %.1f %% of the writes that GitHub"
              + " allows were used%n%,d requests, %,d of them writes, %d side by side; %d"
              + " violations; %,d made, %,d there%n%d s of real time%n",
          report.made().size(),
          took.toHours(),
          took.toMinutesPart(),
          100 * report.use(),
          report.requests(),
          report.writes(),
          report.writesSideBySide(),
          report.violations().size(),
          report.creations(),
          report.repositories(),
          Duration.between(began, InstantSource.system().instant()).toSeconds());
      report.violations().stream().limit(10).forEach(System.out::println);
      System.exit(isGood(report) ? 0 : 1);
    }
  }

  private static boolean isGood(Report report) {
    return report.violations().isEmpty()
        && report.writesSideBySide() == 0
        && report.creations() == WANTED
        && report.repositories() == WANTED
        && report.use() >= LEAST_USE;
  }
}
