package dev.executionworkers.acceptance.crash;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.UnaryOperator;

/** Many runs, a few at a time, and what came of them. Safe for many threads. */
final class ChaosCampaign {
  private static final int AT_A_TIME = 4;
  private static final int MOST_FAILED = 10;
  private static final int MOST_SHOWN = 5;

  /** A run takes minutes; whoever waits wants to see that it goes on. */
  private static final int BETWEEN_SIGNS = 10;

  private final Map<String, Long> counts = new TreeMap<>();
  private final Map<Long, List<String>> failed = new TreeMap<>();
  private final UnaryOperator<Schedule> change;
  private long runs;

  private ChaosCampaign(UnaryOperator<Schedule> change) {
    this.change = change;
  }

  /**
   * Tries so many seeds from that one on; fewer when many of them fail.
   *
   * @param change of what each seed says
   */
  static ChaosCampaign run(long from, long seeds, UnaryOperator<Schedule> change) {
    ChaosCampaign campaign = new ChaosCampaign(change);
    AtomicLong next = new AtomicLong(from);
    try (ExecutorService threads = Executors.newFixedThreadPool(AT_A_TIME)) {
      for (int thread = 0; thread < AT_A_TIME; thread++) {
        threads.execute(() -> {
          for (long seed = next.getAndIncrement();
              seed < from + seeds && !campaign.hasFailedOften();
              seed = next.getAndIncrement()) {
            campaign.tryOne(seed);
          }
        });
      }
    }
    return campaign;
  }

  /** The seeds under which something was lost, and what. */
  synchronized Map<Long, List<String>> failed() {
    return new TreeMap<>(failed);
  }

  /** What was tried and what was lost. */
  synchronized String table() {
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

  private void tryOne(long seed) {
    try {
      ChaosRun.Report report = ChaosRun.run(change.apply(Schedule.of(seed)));
      add(seed, report.counts(), report.violations());
    } catch (RuntimeException broken) {
      add(seed, Map.of(), List.of("the run broke: " + broken));
    }
  }

  private synchronized boolean hasFailedOften() {
    return failed.size() >= MOST_FAILED;
  }

  private synchronized void add(long seed, Map<String, Long> run, List<String> violations) {
    runs++;
    run.forEach((what, often) -> counts.merge(what, often, Long::sum));
    if (!violations.isEmpty()) {
      failed.put(seed, violations);
    }
    if (runs % BETWEEN_SIGNS == 0) {
      System.err.println("run: " + runs + " seeds, " + failed.size() + " with a violation");
    }
  }

  private static void row(StringBuilder table, String what, long often) {
    table.append("%-48s %,12d%n".formatted(what, often));
  }
}
