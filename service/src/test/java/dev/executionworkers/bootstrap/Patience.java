package dev.executionworkers.bootstrap;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** Waits for what another thread or process does. */
public final class Patience {
  /** Far longer than it takes on the slowest machine; only a bug runs into it. */
  private static final Duration LONGEST = Duration.ofMinutes(3);

  private static final long BETWEEN_LOOKS_MILLIS = 50;

  private Patience() {}

  /**
   * Returns once it is so.
   *
   * @throws AssertionError when it has not come to pass after minutes
   */
  public static void until(BooleanSupplier condition) {
    long end = System.nanoTime() + LONGEST.toNanos();
    CountDownLatch never = new CountDownLatch(1);
    try {
      while (!condition.getAsBoolean()) {
        if (System.nanoTime() > end || never.await(BETWEEN_LOOKS_MILLIS, TimeUnit.MILLISECONDS)) {
          throw new AssertionError("it has not come to pass within " + LONGEST);
        }
      }
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
