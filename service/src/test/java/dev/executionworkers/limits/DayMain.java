package dev.executionworkers.limits;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Locale;

/**
 * A simulated day: of a GitHub that takes 500 writes an hour, one owner wants 10,000 repositories,
 * two hundred at a time, and another wants a few, one after the other. Prints what came of it, a
 * property a line: {@code run bench} reads them. Argument: how many repositories instead of 10,000.
 */
public final class DayMain {
  private static final int WANTED = 10_000;
  private static final int AT_A_TIME = 200;
  private static final int WANTED_BY_ANOTHER = 20;

  private DayMain() {}

  public static void main(String[] arguments) {
    int wanted = arguments.length > 0 ? Integer.parseInt(arguments[0]) : WANTED;
    Instant began = InstantSource.system().instant();
    try (Rush rush = new Rush().want("many", wanted, AT_A_TIME)) {
      Report report = rush.want("few", WANTED_BY_ANOTHER, 1).report();
      print("wanted", wanted + WANTED_BY_ANOTHER);
      print("made", report.creations());
      print("there", report.repositories());
      print("violations", report.violations().size());
      print("side-by-side", report.writesSideBySide());
      System.out.printf(Locale.ROOT, "use=%.4f%n", report.use());
      print("most-ahead", report.mostAhead("few"));
      print("at-a-time", AT_A_TIME);
      print("requests", report.requests());
      print("writes", report.writes());
      print("virtual-minutes", report.made().getLast().after().toMinutes());
      print("seconds", Duration.between(began, InstantSource.system().instant()).toSeconds());
      report.violations().stream().limit(10).forEach(System.err::println);
    }
  }

  private static void print(String name, long value) {
    System.out.println(name + "=" + value);
  }
}
