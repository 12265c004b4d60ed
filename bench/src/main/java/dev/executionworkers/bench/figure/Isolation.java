package dev.executionworkers.bench.figure;

import dev.executionworkers.bench.Figure;
import dev.executionworkers.bench.Rig;
import dev.executionworkers.bench.Row;
import dev.executionworkers.bench.Verdict;
import dev.executionworkers.bench.Worker;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * One peer hangs and thousands of requests are held on it; how much later do the callers of the
 * others get their answers? Those ask at a steady rate well below what the service can do: at its
 * limit, whatever takes CPU moves everybody's p99, isolated or not.
 */
public final class Isolation implements Figure {
  private static final int HELD = 5_000;
  private static final int CONNECTIONS = 16;
  private static final double MOST = 2.0;
  private static final String HANGING = "/appenv/secrets";
  private static final String OTHER = "/appenv/secret-bindings";
  private static final Duration DEADLINE = Duration.ofSeconds(60);

  /** Made with {@code Bench}. */
  public Isolation() {}

  @Override
  public String name() {
    return "isolation";
  }

  @Override
  public List<Row> measure(Rig rig) throws IOException, InterruptedException {
    Map<String, String> settings =
        Map.of(
            "APPENV_SECRETS_ENDPOINT",
            rig.nginx().hanging(),
            "DELEGATED_TIMEOUT",
            "120s",
            "REQUEST_DEADLINE",
            DEADLINE.toSeconds() + "s");
    Measured before = new Measured();
    Measured during = new Measured();
    Measured after = new Measured();
    try (Worker worker = rig.worker(rig.onDisk(), "-Xmx320m", settings)) {
      rig.warmUp(worker.url(OTHER));
      rounds(rig, worker, before);
      Crowd crowd = Crowd.of(HELD, worker, HANGING);
      rounds(rig, worker, during);
      crowd.awaitAll();
      rounds(rig, worker, after);
    }
    double alone = (before.p99Millis() + after.p99Millis()) / 2;
    double factor = during.p99Millis() / alone;
    return List.of(
        new Row(
            "p99 of the others while a peer hangs with 5,000 requests",
            "×" + Text.ratio(factor) + " (" + Text.millis(during.p99Millis()) + ")",
            "before "
                + Text.millis(before.p99Millis())
                + ", after "
                + Text.millis(after.p99Millis()),
            "less than ×2",
            during.failures() > 0 ? Verdict.MISSED : Verdict.atMost(factor, MOST, MOST)));
  }

  private static void rounds(Rig rig, Worker worker, Measured into) throws IOException {
    for (int round = 0; round < rig.effort().rounds(); round++) {
      into.round(rig, worker, OTHER, CONNECTIONS);
    }
  }
}
