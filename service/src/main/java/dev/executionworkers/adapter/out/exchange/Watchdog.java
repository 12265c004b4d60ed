package dev.executionworkers.adapter.out.exchange;

import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Does things later. One thread keeps the time for all exchanges and does none of the work itself,
 * so that nothing it starts can make it late.
 */
final class Watchdog {
  private static final ScheduledThreadPoolExecutor CLOCK = clock();

  private Watchdog() {}

  /** Runs {@code action} on a thread of its own after {@code delay}, unless it is cancelled. */
  static Future<?> after(Duration delay, Runnable action) {
    return CLOCK.schedule(() -> start(action), delay.toNanos(), TimeUnit.NANOSECONDS);
  }

  /** Runs {@code action} again and again, until it is cancelled. */
  static Future<?> every(Duration interval, Runnable action) {
    long nanos = interval.toNanos();
    return CLOCK.scheduleWithFixedDelay(() -> start(action), nanos, nanos, TimeUnit.NANOSECONDS);
  }

  private static void start(Runnable action) {
    Thread.ofVirtual().name("exchange-watchdog-action").start(action);
  }

  private static ScheduledThreadPoolExecutor clock() {
    var clock =
        new ScheduledThreadPoolExecutor(
            1, Thread.ofPlatform().daemon().name("exchange-watchdog").factory());
    clock.setRemoveOnCancelPolicy(true); // else every finished call would stay for its timeout
    return clock;
  }
}
