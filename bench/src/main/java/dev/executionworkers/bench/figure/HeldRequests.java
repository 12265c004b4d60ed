package dev.executionworkers.bench.figure;

import dev.executionworkers.bench.Figure;
import dev.executionworkers.bench.Processes;
import dev.executionworkers.bench.Rig;
import dev.executionworkers.bench.Row;
import dev.executionworkers.bench.Verdict;
import dev.executionworkers.bench.Worker;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Ten thousand requests to a downstream that never answers: each is held to its deadline and
 * answered then, in 512 MB.
 */
public final class HeldRequests implements Figure {
  /** What the JVM finds in a container of that size; the launcher divides it. */
  private static final String MEMORY = "-XX:MaxRAM=512m";

  private static final int REQUESTS = 10_000;
  private static final double MOST_MEBIBYTES = 512;

  /** All of them must have come before the first of them goes, also on a busy machine. */
  private static final Duration DEADLINE = Duration.ofSeconds(20);

  /** Made with {@code Bench}. */
  public HeldRequests() {}

  @Override
  public String name() {
    return "held-requests";
  }

  @Override
  public List<Row> measure(Rig rig) throws IOException, InterruptedException {
    Map<String, String> settings =
        Map.of(
            "APPENV_SECRETS_ENDPOINT",
            rig.nginx().hanging(),
            "REQUEST_DEADLINE",
            DEADLINE.toSeconds() + "s");
    try (Worker worker = rig.worker(rig.onDisk(), MEMORY, settings)) {
      rig.warmUp(worker.url("/appenv/secret-bindings"));
      Crowd crowd = Crowd.of(REQUESTS, worker, "/appenv/secrets");
      crowd.awaitAll();
      long most = Processes.mostResidentBytes(worker.pid());
      boolean met = crowd.answered() == REQUESTS && worker.isAlive();
      return List.of(
          new Row(
              "10,000 requests held to their deadline, answered",
              String.format(Locale.ROOT, "%,d", crowd.answered()),
              crowd.broken() + " broken, " + Processes.threads(worker.pid()) + " kernel threads",
              "all of them",
              met ? Verdict.GOAL : Verdict.MISSED),
          new Row(
              "most memory of it, as in a container of 512 MB",
              Text.mebibytes(most),
              "",
              "at most 512 MB",
              Verdict.atMost(Text.mebibytesOf(most), MOST_MEBIBYTES, MOST_MEBIBYTES)));
    }
  }
}
