package dev.executionworkers.adapter.out.exchange;

import dev.executionworkers.domain.outcome.Failure;
import dev.executionworkers.port.out.Standby;
import dev.executionworkers.port.out.Time;
import dev.executionworkers.port.out.WithdrawnException;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BooleanSupplier;

/** Waits until a given time, or until it is given up, and remembers what it was told. */
public final class VirtualStandby implements Standby {
  private final Time time;
  private final Time.Monitor monitor;
  private final List<Failure> told = new CopyOnWriteArrayList<>();
  private Instant wantedUntil;

  public VirtualStandby(Time time, Instant wantedUntil) {
    this.time = time;
    this.monitor = time.monitor();
    this.wantedUntil = wantedUntil;
  }

  /** Nobody wants it any more. */
  void giveUp() {
    monitor.change(() -> wantedUntil = time.now());
  }

  List<Failure> told() {
    return List.copyOf(told);
  }

  @Override
  public boolean await(BooleanSupplier ready, Instant until, Failure meanwhile) {
    told.add(meanwhile);
    Instant end = monitor.look(() -> until.isBefore(wantedUntil) ? until : wantedUntil);
    monitor.awaitUntil(() -> ready.getAsBoolean() || !time.now().isBefore(wantedUntil), end);
    return monitor.look(() -> time.now().isBefore(wantedUntil));
  }

  @Override
  public void wake() {
    monitor.wake();
  }

  @Override
  public void beforeWrite() {
    if (!monitor.look(() -> time.now().isBefore(wantedUntil))) {
      throw new WithdrawnException();
    }
  }
}
