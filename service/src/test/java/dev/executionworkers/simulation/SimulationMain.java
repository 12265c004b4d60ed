package dev.executionworkers.simulation;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * {@code --seeds N [--from S]} tries many seeds; {@code --seed S} shows one of them again; {@code
 * --bug B} plants a bug.
 */
public final class SimulationMain {
  private static final int MOST_FAILED = 20;

  private SimulationMain() {}

  public static void main(String[] arguments) {
    List<String> options = List.of(arguments);
    PlantedBug bug = option(options, "--bug").map(PlantedBug::valueOf).orElse(PlantedBug.NONE);
    int status =
        option(options, "--seed")
            .map(seed -> show(Long.parseLong(seed), bug))
            .orElseGet(() ->
                tryMany(
                    Long.parseLong(option(options, "--from").orElse("1")),
                    Long.parseLong(option(options, "--seeds").orElse("10000")),
                    bug));
    System.exit(status);
  }

  private static int tryMany(long from, long seeds, PlantedBug bug) {
    Instant start = InstantSource.system().instant();
    Campaign campaign = Campaign.run(from, seeds, bug, MOST_FAILED);
    Duration took = Duration.between(start, InstantSource.system().instant());
    System.out.print(campaign.table());
    System.out.printf("%,d seeds in %d s%n", campaign.runs(), took.toSeconds());
    return campaign.failed().isEmpty() ? 0 : 1;
  }

  private static int show(long seed, PlantedBug bug) {
    Simulation.Report report = Simulation.run(seed, bug, true);
    report.trace().forEach(System.out::println);
    report.violations().forEach(System.out::println);
    return report.violations().isEmpty() ? 0 : 1;
  }

  private static Optional<String> option(List<String> options, String name) {
    return Stream.of(options.indexOf(name))
        .filter(place -> place >= 0 && place + 1 < options.size())
        .map(place -> options.get(place + 1))
        .findFirst();
  }
}
