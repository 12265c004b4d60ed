package dev.executionworkers.adapter.out.exchange;

import dev.executionworkers.adapter.out.exchange.Exchanged.Fault;
import dev.executionworkers.adapter.out.exchange.Exchanged.Faulted;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Lets so many calls to one peer be under way at a time, so that a peer that hangs takes no
 * connection from the others. Who comes when all permits are taken waits a little, in the order of
 * coming, and is told {@link Fault#NO_PERMIT} then: nothing was sent. Thread-safe.
 */
public final class Bulkhead implements Exchange {
  private final Exchange inner;
  private final Semaphore permits;
  private final Duration patience;

  /**
   * A bulkhead around {@code inner}.
   *
   * @param mostAtATime how many calls may be under way
   * @param patience how long a call waits for a permit
   */
  public Bulkhead(Exchange inner, int mostAtATime, Duration patience) {
    this.inner = inner;
    this.permits = new Semaphore(mostAtATime, true);
    this.patience = patience;
  }

  @Override
  public Exchanged send(OutboundRequest request) {
    return within(() -> inner.send(request), () -> new Faulted(Fault.NO_PERMIT));
  }

  @Override
  public Optional<Faulted> connect() {
    return within(inner::connect, () -> Optional.of(new Faulted(Fault.NO_PERMIT)));
  }

  private <T> T within(Supplier<T> call, Supplier<T> denied) {
    if (!acquire()) {
      return denied.get();
    }
    try {
      return call.get();
    } finally {
      permits.release();
    }
  }

  private boolean acquire() {
    try {
      return permits.tryAcquire(patience.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      // Whoever interrupts wants the wait to end; the flag tells the caller's caller.
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
