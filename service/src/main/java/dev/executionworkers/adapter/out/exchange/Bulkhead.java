package dev.executionworkers.adapter.out.exchange;

import dev.executionworkers.adapter.out.exchange.Exchanged.Fault;
import dev.executionworkers.adapter.out.exchange.Exchanged.Faulted;
import dev.executionworkers.adapter.out.exchange.OutboundRequest.Sender;
import dev.executionworkers.domain.outcome.Failure;
import dev.executionworkers.domain.outcome.Peer;
import dev.executionworkers.port.out.Standby;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * Lets so many calls to one peer be under way at a time, so that a peer that hangs takes no
 * connection from the others. Who comes when all permits are taken waits for as long as anybody
 * wants his request, which costs next to nothing however many they are; groups take turns. Then, or
 * after a little when he has no way to stand by, he is told {@link Fault#NO_PERMIT}: nothing was
 * sent. Thread-safe.
 */
public final class Bulkhead implements Exchange {
  private final Exchange inner;
  private final Duration patience;
  private final Failure meanwhile;
  private final ReentrantLock lock = new ReentrantLock();
  private final FairQueue<Waiter> waiting = new FairQueue<>();
  private int free;

  /**
   * A bulkhead around {@code inner}.
   *
   * @param peer whom it is about
   * @param mostAtATime how many calls may be under way
   * @param patience how long a call waits for a permit that has no way to stand by
   */
  public Bulkhead(Exchange inner, Peer peer, int mostAtATime, Duration patience) {
    this.inner = inner;
    this.free = mostAtATime;
    this.patience = patience;
    this.meanwhile = Verdict.of(peer, new Faulted(Fault.NO_PERMIT));
  }

  @Override
  public Exchanged send(OutboundRequest request) {
    return within(request.sender(), () -> inner.send(request), () -> new Faulted(Fault.NO_PERMIT));
  }

  @Override
  public Optional<Faulted> connect() {
    return within(Sender.NOBODY, inner::connect, () -> Optional.of(new Faulted(Fault.NO_PERMIT)));
  }

  private <T> T within(Sender sender, Supplier<T> call, Supplier<T> denied) {
    if (!takeFree() && !await(enter(sender))) {
      return denied.get();
    }
    try {
      return call.get();
    } finally {
      giveBack();
    }
  }

  /** Somebody who waits for a permit. */
  private static final class Waiter {
    private final List<String> group;
    private final Standby standby;
    private volatile boolean admitted;

    Waiter(List<String> group, Standby standby) {
      this.group = group;
      this.standby = standby;
    }
  }

  private boolean takeFree() {
    return locked(() -> {
      boolean taken = free > 0;
      free -= taken ? 1 : 0;
      return taken;
    });
  }

  private Waiter enter(Sender sender) {
    boolean briefly = sender.standby().equals(Standby.NONE);
    Standby standby = briefly ? new BriefStandby(patience) : sender.standby();
    Waiter waiter = new Waiter(List.of(String.join("/", sender.group())), standby);
    return locked(() -> {
      // One may have become free since, and nobody would hand it over.
      waiter.admitted = takeFree();
      if (!waiter.admitted) {
        waiting.add(waiter.group, waiter);
      }
      return waiter;
    });
  }

  private boolean await(Waiter waiter) {
    boolean admitted = false;
    try {
      boolean wanted = true;
      while (wanted && !waiter.admitted) {
        wanted = waiter.standby.await(() -> waiter.admitted, Instant.MAX, meanwhile);
      }
      admitted = wanted;
    } finally {
      if (!admitted) {
        leave(waiter);
      }
    }
    return admitted;
  }

  private void leave(Waiter waiter) {
    boolean stillWaiting = locked(() -> waiting.remove(waiter.group, waiter));
    if (!stillWaiting) {
      giveBack();
    }
  }

  /** A permit goes from hand to hand while anybody waits. */
  private void giveBack() {
    Optional<Waiter> next =
        locked(() -> {
          Optional<Waiter> first = waiting.next();
          first.ifPresentOrElse(waiter -> waiter.admitted = true, () -> free++);
          return first;
        });
    next.ifPresent(waiter -> waiter.standby.wake());
  }

  private <T> T locked(Supplier<T> section) {
    lock.lock();
    try {
      return section.get();
    } finally {
      lock.unlock();
    }
  }

  /** The wait of somebody who has no way to stand by. */
  private static final class BriefStandby implements Standby {
    private final Duration patience;
    private final CountDownLatch woken = new CountDownLatch(1);

    BriefStandby(Duration patience) {
      this.patience = patience;
    }

    @Override
    public boolean await(BooleanSupplier ready, Instant until, Failure meanwhile) {
      try {
        return woken.await(patience.toNanos(), TimeUnit.NANOSECONDS);
      } catch (InterruptedException e) {
        // Whoever interrupts wants the wait to end; the flag tells the caller's caller.
        Thread.currentThread().interrupt();
        return false;
      }
    }

    @Override
    public void wake() {
      woken.countDown();
    }

    @Override
    public void beforeWrite() {}
  }
}
