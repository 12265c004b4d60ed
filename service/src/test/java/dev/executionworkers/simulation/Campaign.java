package dev.executionworkers.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;

/** Many runs, a few at a time, and what came of them. */
final class Campaign {
  private static final int MOST_SHOWN = 5;

  private final Map<String, Long> counts = new TreeMap<>();
  private final Map<Long, List<String>> failed = new TreeMap<>();
  private long runs;

  private final int mostFailed;

  private Campaign(int mostFailed) {
    this.mostFailed = mostFailed;
  }

  /**
   * @param mostFailed after how many seeds with a violation to stop
   */
  static Campaign run(long from, long seeds, PlantedBug bug, int mostFailed) {
    Campaign campaign = new Campaign(mostFailed);
    AtomicLong next = new AtomicLong(from);
    try (ExecutorService threads = Executors.newFixedThreadPool(2)) {
      for (int thread = 0; thread < 2; thread++) {
        threads.execute(() -> {
          for (long seed = next.getAndIncrement();
              seed < from + seeds && !campaign.hasFailedOften();
              seed = next.getAndIncrement()) {
            campaign.add(Simulation.run(seed, bug, false));
          }
        });
      }
    }
    return campaign;
  }

  /** The seeds under which something was lost, and what. */
  Map<Long, List<String>> failed() {
    return failed;
  }

  long runs() {
    return runs;
  }

  /** What was tried and what was lost. */
  String table() {
    StringBuilder table = new StringBuilder();
    row(table, "seeds", runs);
    counts.forEach((what, often) -> row(table, what, often));
    row(table, "seeds with a violation", failed.size());
    failed.forEach((seed, violations) -> {
      table.append("seed ").append(seed).append('\n');
      violations.stream()
          .limit(MOST_SHOWN)
          .forEach(line -> table.append("  ").append(line).append('\n'));
    });
    return table.toString();
  }

  private static void row(StringBuilder table, String what, long often) {
    table.append("%-48s %,12d%n".formatted(what, often));
  }

  private synchronized boolean hasFailedOften() {
    return failed.size() >= mostFailed;
  }

  private synchronized void add(Simulation.Report report) {
    runs++;
    report.counts().forEach((what, often) -> counts.merge(what, often, Long::sum));
    if (!report.violations().isEmpty()) {
      failed.put(report.seed(), new ArrayList<>(report.violations()));
    }
  }
}
