package dev.executionworkers.acceptance.crash;

import dev.executionworkers.acceptance.Entrance;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * Kills and starves the packaged service, prints what was tried and what was lost, and ends with 1
 * when anything was, and with 64 when it is not understood.
 */
public final class CrashMain {
  private static final String PROCESSES = "--processes";
  private static final String FROM = "--from";
  private static final String SEED = "--process-seed";
  private static final String MATRIX = "--matrix";
  private static final String TEMPORAL = "--temporal";
  private static final String USAGE =
      "usage: --matrix, or --processes N [--from S], or --process-seed S to show one run; each with"
          + " --temporal to ask by Temporal alone";

  private static final int LOST = 1;
  private static final int NOT_UNDERSTOOD = 64;
  private static final int MOST_SHOWN = 20;

  private CrashMain() {}

  public static void main(String[] arguments) {
    System.exit(run(List.of(arguments)));
  }

  private static int run(List<String> arguments) {
    try {
      boolean byTemporal = arguments.contains(TEMPORAL);
      List<String> others = arguments.stream().filter(it -> !it.equals(TEMPORAL)).toList();
      if (others.equals(List.of(MATRIX))) {
        return matrix(byTemporal ? MatrixPlan.byTemporal() : MatrixPlan.whole());
      }
      UnaryOperator<Schedule> change =
          schedule -> byTemporal ? schedule.by(Entrance.TEMPORAL) : schedule;
      Map<String, String> options = options(others);
      if (options.containsKey(SEED)) {
        return show(change.apply(Schedule.of(Long.parseLong(options.get(SEED)))));
      }
      long from = Long.parseLong(options.getOrDefault(FROM, "1"));
      return tryMany(from, Long.parseLong(options.getOrDefault(PROCESSES, "200")), change);
    } catch (IllegalArgumentException e) {
      System.err.println(e.getMessage() + "; " + USAGE);
      return NOT_UNDERSTOOD;
    }
  }

  private static Map<String, String> options(List<String> arguments) {
    Map<String, String> options = new TreeMap<>();
    for (int place = 0; place < arguments.size(); place += 2) {
      String name = arguments.get(place);
      if (!List.of(PROCESSES, FROM, SEED).contains(name) || place + 1 == arguments.size()) {
        throw new IllegalArgumentException("cannot make anything of " + name);
      }
      options.put(name, arguments.get(place + 1));
    }
    return options;
  }

  private static int matrix(List<Supplier<MatrixRow>> parts) {
    var violations = new ArrayList<String>();
    System.out.println(MatrixRow.heading());
    for (Supplier<MatrixRow> part : parts) {
      MatrixRow row = part.get();
      System.out.println(row);
      violations.addAll(row.violations());
    }
    violations.stream().limit(MOST_SHOWN).forEach(System.out::println);
    return violations.isEmpty() ? 0 : LOST;
  }

  private static int tryMany(long from, long seeds, UnaryOperator<Schedule> change) {
    long start = System.nanoTime();
    ChaosCampaign campaign = ChaosCampaign.run(from, seeds, change);
    System.out.print(campaign.table());
    System.out.printf("in %d s%n", Duration.ofNanos(System.nanoTime() - start).toSeconds());
    campaign.failed().keySet().stream()
        .limit(1)
        .forEach(seed -> System.out.println("to see it again: ./run chaos --process-seed " + seed));
    return campaign.failed().isEmpty() ? 0 : LOST;
  }

  private static int show(Schedule schedule) {
    ChaosRun.Report report = ChaosRun.run(schedule);
    System.out.println(report.schedule());
    report.trace().forEach(System.out::println);
    report.said().forEach(System.out::println);
    report.violations().forEach(System.out::println);
    return report.violations().isEmpty() ? 0 : LOST;
  }
}
