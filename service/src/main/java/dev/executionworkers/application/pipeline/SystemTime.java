package dev.executionworkers.application.pipeline;

import dev.executionworkers.domain.policy.Times;
import dev.executionworkers.port.out.Time;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * The system's clock and virtual threads. Thread-safe.
 *
 * <p>Waits are not timed by the JVM: in JDK 25 each timed wait of a virtual thread, also one that
 * is over long before its time, wakes the JVM's one timer thread, which took a seventh of the CPU
 * of a delegated call. Here a wait that ends early wakes nobody.
 *
 * <p>A wait takes as long as the clock says when it begins: whoever puts the clock right meanwhile
 * makes no caller wait longer, and sends none away early.
 */
public final class SystemTime implements Time {
  /** Longer waits are cut into pieces, so that no sum of nanoseconds overflows. */
  private static final Duration LONGEST_WAIT = Duration.ofDays(1);

  private static final ScheduledThreadPoolExecutor ALARMS = alarms();

  private final InstantSource clock;

  /** The system's. */
  public SystemTime() {
    this(InstantSource.system());
  }

  /** With that clock: it tells what time it is, and measures no wait. */
  SystemTime(InstantSource clock) {
    this.clock = clock;
  }

  private static ScheduledThreadPoolExecutor alarms() {
    var alarms =
        new ScheduledThreadPoolExecutor(
            1, Thread.ofPlatform().daemon().name("deadlines").factory());
    alarms.setRemoveOnCancelPolicy(true); // else every answered request would stay for its deadline
    return alarms;
  }

  @Override
  public Instant now() {
    return clock.instant();
  }

  @Override
  public void fork(String name, Runnable task) {
    Thread.ofVirtual().name(name).start(task);
  }

  @Override
  public Monitor monitor() {
    return new LockMonitor();
  }

  private final class LockMonitor implements Monitor {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();

    @Override
    public <T> T change(Supplier<T> section) {
      lock.lock();
      try {
        return section.get();
      } finally {
        changed.signalAll();
        lock.unlock();
      }
    }

    @Override
    public <T> T look(Supplier<T> section) {
      lock.lock();
      try {
        return section.get();
      } finally {
        lock.unlock();
      }
    }

    @Override
    public boolean awaitUntil(BooleanSupplier condition, Instant until) {
      Duration wait = Duration.between(now(), until);
      long enteredNanos = System.nanoTime();
      lock.lock();
      try {
        while (!condition.getAsBoolean()) {
          Duration left = wait.minusNanos(System.nanoTime() - enteredNanos);
          if (!left.isPositive()) {
            return false;
          }
          Future<?> alarm = wakeAfter(Times.shorter(left, LONGEST_WAIT));
          try {
            changed.await();
          } finally {
            alarm.cancel(false);
          }
        }
        return true;
      } catch (InterruptedException e) {
        // Whoever interrupts wants the wait to end; the flag tells the caller's caller.
        Thread.currentThread().interrupt();
        return condition.getAsBoolean();
      } finally {
        lock.unlock();
      }
    }

    private Future<?> wakeAfter(Duration wait) {
      return ALARMS.schedule(this::wake, wait.toNanos(), TimeUnit.NANOSECONDS);
    }

    @Override
    public void wake() {
      lock.lock();
      try {
        changed.signalAll();
      } finally {
        lock.unlock();
      }
    }
  }
}
