package dev.executionworkers.bench.figure;

import dev.executionworkers.bench.Figure;
import dev.executionworkers.bench.Rig;
import dev.executionworkers.bench.Row;
import dev.executionworkers.bench.Verdict;
import dev.executionworkers.bench.Worker;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The delegated call at more and more connections: the cost of one should not grow. */
public final class Connections implements Figure {
  private static final String PATH = "/appenv/secrets";
  private static final int[] CONNECTIONS = {1, 16, 64, 256, 1_000};

  /** Made with {@code Bench}. */
  public Connections() {}

  @Override
  public String name() {
    return "connections";
  }

  @Override
  public List<Row> measure(Rig rig) throws IOException, InterruptedException {
    List<Row> rows = new ArrayList<>();
    try (Worker worker = rig.worker(rig.onDisk(), Rig.HEAP, Map.of())) {
      rig.warmUp(worker.url(PATH));
      for (int connections : CONNECTIONS) {
        Measured service = new Measured();
        Measured proxy = new Measured();
        for (int round = 0; round < rig.effort().rounds(); round++) {
          proxy.round(rig, rig.nginx().proxied(), connections);
          service.round(rig, worker, PATH, connections);
        }
        rows.add(
            new Row(
                "delegated call at " + connections + " connections",
                Text.perSecond(service.perSecond())
                    + ", p50 "
                    + Text.millis(service.p50Millis())
                    + ", p99 "
                    + Text.millis(service.p99Millis()),
                "nginx proxy "
                    + Text.perSecond(proxy.perSecond())
                    + ", p99 "
                    + Text.millis(proxy.p99Millis()),
                "no error",
                service.failures() == 0 ? Verdict.GOAL : Verdict.MISSED));
      }
    }
    return rows;
  }
}
