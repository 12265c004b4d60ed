package dev.executionworkers.adapter.out.exchange;

import dev.executionworkers.domain.outcome.Failure;
import dev.executionworkers.domain.policy.Times;
import dev.executionworkers.port.out.Standby;
import dev.executionworkers.port.out.Time;
import java.time.Instant;
import java.util.function.BooleanSupplier;

/**
 * Waits for as long as waiting makes sense, whoever still wants what is waited for: for what many
 * want, so that none of them stands by for it alone. Thread-safe.
 */
public final class TimedStandby implements Standby {
  private final Time time;
  private final Time.Monitor monitor;
  private final Instant end;

  /** For a single request, from now on. */
  public TimedStandby(Time time) {
    this.time = time;
    this.monitor = time.monitor();
    this.end = time.now().plus(PacedExchange.WORTH_WAITING);
  }

  @Override
  public boolean await(BooleanSupplier ready, Instant until, Failure meanwhile) {
    monitor.awaitUntil(ready, Times.earlier(until, end));
    return time.now().isBefore(end);
  }

  @Override
  public void wake() {
    monitor.wake();
  }

  @Override
  public void beforeWrite() {}
}
