package dev.executionworkers.simulation;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Tries many seeds and prints what was tried and what was lost, or shows one of them again. Ends
 * with 1 when anything was lost, and with 64 when it is not understood.
 */
public final class SimulationMain {
  private static final String SEEDS = "--seeds";
  private static final String FROM = "--from";
  private static final String SEED = "--seed";
  private static final String BUG = "--bug";
  private static final String USAGE =
      "usage: [--seeds N] [--from S] [--bug NAME], or --seed S [--bug NAME] to show one run";

  private static final int LOST = 1;
  private static final int NOT_UNDERSTOOD = 64;
  private static final int MOST_FAILED = 20;

  private SimulationMain() {}

  public static void main(String[] arguments) {
    System.exit(run(List.of(arguments)));
  }

  private static int run(List<String> arguments) {
    try {
      Map<String, String> options = options(arguments);
      PlantedBug bug = PlantedBug.valueOf(options.getOrDefault(BUG, PlantedBug.NONE.name()));
      if (options.containsKey(SEED)) {
        return show(Long.parseLong(options.get(SEED)), bug);
      }
      long from = Long.parseLong(options.getOrDefault(FROM, "1"));
      return tryMany(from, Long.parseLong(options.getOrDefault(SEEDS, "10000")), bug);
    } catch (IllegalArgumentException e) {
      System.err.println(e.getMessage() + "; " + USAGE);
      return NOT_UNDERSTOOD;
    }
  }

  private static Map<String, String> options(List<String> arguments) {
    Map<String, String> options = new TreeMap<>();
    for (int place = 0; place < arguments.size(); place += 2) {
      String name = arguments.get(place);
      if (!List.of(SEEDS, FROM, SEED, BUG).contains(name) || place + 1 == arguments.size()) {
        throw new IllegalArgumentException("cannot make anything of " + name);
      }
      options.put(name, arguments.get(place + 1));
    }
    return options;
  }

  private static int tryMany(long from, long seeds, PlantedBug bug) {
    Instant start = InstantSource.system().instant();
    Campaign campaign = Campaign.run(from, seeds, bug, MOST_FAILED);
    Duration took = Duration.between(start, InstantSource.system().instant());
    System.out.print(campaign.table());
    System.out.printf("%,d seeds in %d s%n", campaign.runs(), took.toSeconds());
    campaign.failed().keySet().stream()
        .limit(1)
        .forEach(seed -> System.out.println("to see it again: ./run chaos --seed " + seed));
    return campaign.failed().isEmpty() ? 0 : LOST;
  }

  private static int show(long seed, PlantedBug bug) {
    Simulation.Report report = Simulation.run(seed, bug, true);
    report.trace().forEach(System.out::println);
    report.violations().forEach(System.out::println);
    return report.violations().isEmpty() ? 0 : LOST;
  }
}
