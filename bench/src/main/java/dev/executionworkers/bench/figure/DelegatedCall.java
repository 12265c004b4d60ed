package dev.executionworkers.bench.figure;

import dev.executionworkers.bench.Figure;
import dev.executionworkers.bench.Rig;
import dev.executionworkers.bench.Row;
import dev.executionworkers.bench.Verdict;
import dev.executionworkers.bench.Worker;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/**
 * A delegated call with the durable journal, beside nginx as a bare proxy to the same downstream.
 * The rounds alternate, so that whatever else the machine does falls on all of them.
 */
public final class DelegatedCall implements Figure {
  private static final int CONNECTIONS = 64;
  private static final String PATH = "/appenv/secrets";
  private static final double FLOOR = 0.28;
  private static final double GOAL = 0.40;
  private static final double MOST_P99_MILLIS = 15;

  /** A collector that takes nothing: the spans are made, and sending them fails. */
  private static final Map<String, String> TRACING =
      Map.of("OTEL_EXPORTER_OTLP_ENDPOINT", "http://127.0.0.1:9");

  /** Made with {@code Bench}. */
  public DelegatedCall() {}

  @Override
  public String name() {
    return "delegated-call";
  }

  @Override
  public List<Row> measure(Rig rig) throws IOException, InterruptedException {
    Measured ceiling = new Measured();
    Measured proxy = new Measured();
    Measured onDisk = new Measured();
    Measured inMemory = new Measured();
    Measured traced = new Measured();
    try (Worker disk = rig.worker(rig.onDisk(), Rig.HEAP, Map.of());
        Worker memory = rig.worker(rig.inMemory(), Rig.HEAP, Map.of());
        Worker tracing = rig.worker(rig.onDisk(), Rig.HEAP, TRACING)) {
      for (Worker worker : List.of(disk, memory, tracing)) {
        rig.warmUp(worker.url(PATH));
      }
      for (int round = 0; round < rig.effort().rounds(); round++) {
        ceiling.round(rig, rig.nginx().instant(), CONNECTIONS);
        proxy.round(rig, rig.nginx().proxied(), CONNECTIONS);
        onDisk.round(rig, disk, PATH, CONNECTIONS);
        inMemory.round(rig, memory, PATH, CONNECTIONS);
        traced.round(rig, tracing, PATH, CONNECTIONS);
      }
    }
    double ratio = onDisk.perSecond() / proxy.perSecond();
    return List.of(
        Row.shown(
            "the load generator's ceiling",
            Text.perSecond(ceiling.perSecond()),
            "wrk straight to the downstream"),
        new Row(
            "delegated call, journal on the disk, of nginx's rate",
            Text.ratio(ratio) + " (" + Text.perSecond(onDisk.perSecond()) + ")",
            "nginx proxy " + Text.perSecond(proxy.perSecond()),
            "floor 0.28, goal 0.40",
            onDisk.failures() > 0 ? Verdict.MISSED : Verdict.atLeast(ratio, FLOOR, GOAL)),
        new Row(
            "its p99",
            Text.millis(onDisk.p99Millis()),
            "nginx proxy " + Text.millis(proxy.p99Millis()),
            "at most 15 ms",
            Verdict.atMost(onDisk.p99Millis(), MOST_P99_MILLIS, MOST_P99_MILLIS)),
        Row.shown("its CPU", Text.micros(onDisk.cpuMicros()), "of the service's process"),
        Row.shown(
            "the same with the journal in memory (tmpfs)",
            Text.perSecond(inMemory.perSecond()),
            Text.micros(inMemory.cpuMicros())
                + " of CPU, p99 "
                + Text.millis(inMemory.p99Millis())),
        Row.shown(
            "the same on the disk with tracing on",
            Text.perSecond(traced.perSecond()),
            Text.micros(traced.cpuMicros()) + " of CPU, p99 " + Text.millis(traced.p99Millis())));
  }
}
