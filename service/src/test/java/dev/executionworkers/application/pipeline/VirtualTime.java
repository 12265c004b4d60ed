package dev.executionworkers.application.pipeline;

import dev.executionworkers.port.out.Time;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * Time that stands still while anybody works, and while no test waits for anything. While one does,
 * it jumps to the next moment that somebody waits for whenever nobody works. All threads that wait
 * must have been started here.
 */
public final class VirtualTime implements Time {
  /** Far longer than any healthy test takes; only a deadlock runs into it. */
  private static final Duration DEADLOCK = Duration.ofSeconds(60);

  private static final CompletableFuture<?> REACHED = CompletableFuture.completedFuture("");

  private final ReentrantLock lock = new ReentrantLock();
  private final List<Waiter> waiters = new ArrayList<>();
  private Instant now = Instant.parse("2026-01-01T00:00:00Z");
  private final Condition quiet = lock.newCondition();
  private CompletableFuture<?> goal = REACHED;
  private int active;

  @Override
  public Instant now() {
    return locked(() -> now);
  }

  @Override
  public void fork(String name, Runnable task) {
    locked(() -> active++);
    Thread.ofVirtual()
        .name(name)
        .start(() -> {
          try {
            task.run();
          } finally {
            rest();
          }
        });
  }

  @Override
  public Monitor monitor() {
    return new VirtualMonitor();
  }

  /** Starts {@code call} on a thread of its own. */
  public <T> CompletableFuture<T> async(Supplier<T> call) {
    CompletableFuture<T> future = new CompletableFuture<>();
    fork(
        "test",
        () -> {
          try {
            future.complete(call.get());
          } catch (Throwable thrown) {
            future.completeExceptionally(thrown);
          }
        });
    return future;
  }

  /** What {@code call} returns when it runs in this time. */
  public <T> T call(Supplier<T> call) {
    return get(async(call));
  }

  /** Lets time pass until something started here is done and nobody works. */
  public <T> T get(CompletableFuture<T> future) {
    lock.lock();
    try {
      goal = future;
      moveOn();
      long left = DEADLOCK.toNanos();
      while (active > 0 || !future.isDone()) {
        left = quiet.awaitNanos(left);
        if (left <= 0) {
          throw new AssertionError("virtual time stands still");
        }
      }
      return future.get();
    } catch (ExecutionException | InterruptedException e) {
      throw new AssertionError(e);
    } finally {
      goal = REACHED;
      lock.unlock();
    }
  }

  /** Waits until whoever was started here has come to wait or has ended; no time passes. */
  public void settle() {
    get(REACHED);
  }

  /** Lets the calling thread, which must have been started here, wait for so long. */
  public void pass(Duration duration) {
    Instant until = now().plus(duration);
    new VirtualMonitor().awaitUntil(() -> false, until);
  }

  /** Puts the clock back. As with the system's, nobody who waits does so for longer. */
  public void putBack(Duration by) {
    locked(() -> {
      now = now.minus(by);
      waiters.forEach(waiter -> waiter.until = before(waiter.until, by));
      return now;
    });
  }

  /** Whoever waits for ever still does. */
  private static Instant before(Instant until, Duration by) {
    return until.equals(Instant.MAX) ? until : until.minus(by);
  }

  private void rest() {
    locked(() -> {
      active--;
      moveOn();
      return active;
    });
  }

  /** Wakes who can go on; while nobody can and a test waits, jumps to the next awaited moment. */
  private void moveOn() {
    wakeReady();
    while (active == 0 && !goal.isDone() && !waiters.isEmpty()) {
      now = waiters.stream().map(Waiter::until).min(Instant::compareTo).orElseThrow();
      wakeReady();
    }
    if (active == 0) {
      quiet.signalAll();
    }
  }

  private void wakeReady() {
    for (Waiter waiter : List.copyOf(waiters)) {
      if (!now.isBefore(waiter.until) || waiter.condition.getAsBoolean()) {
        waiters.remove(waiter);
        active++;
        waiter.ready = true;
        waiter.wake.signal();
      }
    }
  }

  private <T> T locked(Supplier<T> section) {
    lock.lock();
    try {
      return section.get();
    } finally {
      lock.unlock();
    }
  }

  private static final class Waiter {
    private final BooleanSupplier condition;
    private final Condition wake;
    private Instant until;
    private boolean ready;

    Waiter(BooleanSupplier condition, Instant until, Condition wake) {
      this.condition = condition;
      this.until = until;
      this.wake = wake;
    }

    Instant until() {
      return until;
    }
  }

  private final class VirtualMonitor implements Monitor {
    @Override
    public <T> T change(Supplier<T> section) {
      return locked(() -> {
        T result = section.get();
        wakeReady();
        return result;
      });
    }

    @Override
    public <T> T look(Supplier<T> section) {
      return locked(section);
    }

    @Override
    public boolean awaitUntil(BooleanSupplier condition, Instant until) {
      return locked(() -> {
        if (condition.getAsBoolean() || !now.isBefore(until)) {
          return condition.getAsBoolean();
        }
        Waiter waiter = new Waiter(condition, until, lock.newCondition());
        waiters.add(waiter);
        active--;
        moveOn();
        while (!waiter.ready) {
          waiter.wake.awaitUninterruptibly();
        }
        return condition.getAsBoolean();
      });
    }
  }
}
