package dev.executionworkers.bench.figure;

import dev.executionworkers.bench.Figure;
import dev.executionworkers.bench.Medians;
import dev.executionworkers.bench.Processes;
import dev.executionworkers.bench.Rig;
import dev.executionworkers.bench.Row;
import dev.executionworkers.bench.Verdict;
import dev.executionworkers.bench.Worker;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** From the start of the process to the first 200 of {@code /readyz}, and what it then takes. */
public final class StartUp implements Figure {
  private static final int EXECUTIONS = 100_000;

  /** The compiler is done, and what it borrowed has been given back. */
  private static final Duration SETTLED = Duration.ofSeconds(12);

  private static final double FLOOR_MILLIS = 1000;
  private static final double GOAL_MILLIS = 700;
  private static final double MOST_MEBIBYTES = 120;

  /** Made with {@code Bench}. */
  public StartUp() {}

  @Override
  public String name() {
    return "start";
  }

  @Override
  public List<Row> measure(Rig rig) throws IOException, InterruptedException {
    Path full = rig.onDisk();
    JournalLoad.fill(full, EXECUTIONS);
    int starts = 2 * rig.effort().rounds() + 1;
    double[] millis = new double[starts];
    double[] empty = new double[starts];
    double[] memory = new double[starts];
    for (int start = 0; start < starts; start++) {
      try (Worker worker = rig.worker(full, "", Map.of("JOURNAL_KEY", JournalLoad.KEY))) {
        millis[start] = Text.millisOf(worker.startTime());
        Thread.sleep(SETTLED);
        memory[start] = Processes.residentBytes(worker.pid());
      }
      try (Worker worker = rig.worker(rig.onDisk(), "", Map.of())) {
        empty[start] = Text.millisOf(worker.startTime());
      }
    }
    double median = Medians.of(millis);
    long idle = Math.round(Medians.of(memory));
    return List.of(
        new Row(
            "start to ready, journal of 100,000 executions",
            Text.millis(median),
            "empty journal " + Text.millis(Medians.of(empty)),
            "floor 1000 ms, goal 700 ms",
            Verdict.atMost(median, FLOOR_MILLIS, GOAL_MILLIS)),
        new Row(
            "idle memory after that",
            Text.mebibytes(idle),
            "",
            "at most 120 MB",
            Verdict.atMost(Text.mebibytesOf(idle), MOST_MEBIBYTES, MOST_MEBIBYTES)));
  }
}
