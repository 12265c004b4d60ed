package dev.executionworkers.bench.figure;

import dev.executionworkers.bench.Load;
import dev.executionworkers.bench.Medians;
import dev.executionworkers.bench.Processes;
import dev.executionworkers.bench.Rig;
import dev.executionworkers.bench.Worker;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Rounds of load on one target. */
final class Measured {
  private static final double NANOS_PER_MICRO = 1000;

  private final List<Load> loads = new ArrayList<>();
  private final List<Double> cpuMicros = new ArrayList<>();

  /** One more round on something that is not ours. */
  void round(Rig rig, String url, int connections) {
    loads.add(rig.wrk().run(url, connections, rig.effort().round()));
  }

  /** One more round on the service, with the time on a processor that each request took. */
  void round(Rig rig, Worker worker, String path, int connections) throws IOException {
    Duration before = Processes.cpu(worker.pid());
    Load load = rig.wrk().run(worker.url(path), connections, rig.effort().round());
    Duration spent = Processes.cpu(worker.pid()).minus(before);
    loads.add(load);
    cpuMicros.add(spent.toNanos() / NANOS_PER_MICRO / Math.max(1, load.requests()));
  }

  double perSecond() {
    return Load.medianOf(loads, Load::perSecond);
  }

  double p50Millis() {
    return Load.medianOf(loads, load -> Text.millisOf(load.median()));
  }

  double p99Millis() {
    return Load.medianOf(loads, load -> Text.millisOf(load.p99()));
  }

  /** The CPU of one request in microseconds. */
  double cpuMicros() {
    return Medians.of(cpuMicros.stream().mapToDouble(Double::doubleValue).toArray());
  }

  /** Answers that were no success, and answers that did not come. */
  long failures() {
    return loads.stream().mapToLong(load -> load.refused() + load.broken()).sum();
  }
}
