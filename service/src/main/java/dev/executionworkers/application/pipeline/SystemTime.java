package dev.executionworkers.application.pipeline;

import dev.executionworkers.port.out.Time;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** The system's clock and virtual threads. Thread-safe. */
public final class SystemTime implements Time {
  /** Longer waits are cut into pieces, so that no sum of nanoseconds overflows. */
  private static final Duration LONGEST_WAIT = Duration.ofDays(1);

  private final InstantSource clock = InstantSource.system();

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
      lock.lock();
      try {
        while (!condition.getAsBoolean()) {
          Duration left = Duration.between(now(), until);
          if (!left.isPositive()) {
            return false;
          }
          Duration wait = left.compareTo(LONGEST_WAIT) < 0 ? left : LONGEST_WAIT;
          changed.awaitNanos(wait.toNanos());
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
  }
}
