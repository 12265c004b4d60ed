package dev.executionworkers.acceptance;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/** Waits for what other processes do, which nobody tells us of. */
public final class Patience {
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(10);

  private Patience() {}

  /**
   * Returns as soon as it is so.
   *
   * @param atMost generous: nothing but a failure takes as long
   * @param what names what is waited for
   * @throws IllegalStateException when it is not so in time
   */
  public static void until(Duration atMost, String what, BooleanSupplier soFar) {
    until(atMost, BETWEEN_LOOKS, what, soFar);
  }

  /** The same, looking less often. */
  public static void until(
      Duration atMost, Duration betweenLooks, String what, BooleanSupplier soFar) {
    long end = System.nanoTime() + atMost.toNanos();
    while (!soFar.getAsBoolean()) {
      if (System.nanoTime() > end) {
        throw new IllegalStateException("not within " + atMost.toSeconds() + " s: " + what);
      }
      pause(betweenLooks);
    }
  }

  /** Lets so much time pass, whatever happens. */
  public static void pause(Duration time) {
    try {
      Thread.sleep(time);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", stopped);
    }
  }
}
