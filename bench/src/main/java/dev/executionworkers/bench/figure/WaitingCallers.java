package dev.executionworkers.bench.figure;

import dev.executionworkers.bench.Figure;
import dev.executionworkers.bench.Processes;
import dev.executionworkers.bench.Rig;
import dev.executionworkers.bench.Row;
import dev.executionworkers.bench.Verdict;
import dev.executionworkers.bench.Worker;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/**
 * A thousand callers who wait for a downstream of 50 ms, with a heap of 256 MB. Waiting must cost
 * nothing: the rate is held against the least of what the delay allows, what the machine reaches
 * without the service, and what the service reaches when nobody has to wait.
 */
public final class WaitingCallers implements Figure {
  private static final int CALLERS = 1_000;
  private static final int BUSY = 64;
  private static final double DELAY_SECONDS = 0.05;
  private static final double SHARE = 0.9;
  private static final double MOST_MEBIBYTES = 300;
  private static final String PATH = "/appenv/secrets";
  private static final String AT_ONCE = "/appenv/secret-bindings";

  /** Made with {@code Bench}. */
  public WaitingCallers() {}

  @Override
  public String name() {
    return "waiting-callers";
  }

  @Override
  public List<Row> measure(Rig rig) throws IOException, InterruptedException {
    Measured service = new Measured();
    Measured busy = new Measured();
    Measured machine = new Measured();
    long resident;
    try (Worker worker =
        rig.worker(rig.onDisk(), Rig.HEAP, Map.of("APPENV_SECRETS_ENDPOINT", rig.nginx().slow()))) {
      rig.warmUp(worker.url(AT_ONCE));
      for (int round = 0; round < rig.effort().rounds(); round++) {
        machine.round(rig, rig.nginx().proxiedSlow(), CALLERS);
        busy.round(rig, worker, AT_ONCE, BUSY);
        service.round(rig, worker, PATH, CALLERS);
      }
      resident = Processes.mostResidentBytes(worker.pid());
    }
    double delay = CALLERS / DELAY_SECONDS;
    double ideal = Math.min(delay, Math.min(machine.perSecond(), busy.perSecond()));
    double share = service.perSecond() / ideal;
    boolean whole = service.failures() == 0;
    return List.of(
        new Row(
            "1,000 callers on a downstream of 50 ms, of the ideal rate",
            Text.ratio(share) + " (" + Text.perSecond(service.perSecond()) + ")",
            "nginx proxy "
                + Text.perSecond(machine.perSecond())
                + ", nobody waiting "
                + Text.perSecond(busy.perSecond()),
            "at least 0.90",
            whole ? Verdict.atLeast(share, SHARE, SHARE) : Verdict.MISSED),
        new Row(
            "most memory of it, with a heap of 256 MB",
            Text.mebibytes(resident),
            "p99 " + Text.millis(service.p99Millis()),
            "at most 300 MB",
            Verdict.atMost(Text.mebibytesOf(resident), MOST_MEBIBYTES, MOST_MEBIBYTES)));
  }
}
