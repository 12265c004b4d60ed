package dev.executionworkers.adapter.out.journal;

import java.time.Instant;

/** The numbers that rise with every execution of a lane, the same way in every journal. */
public final class Generations {
  private Generations() {}

  /** The one after {@code last}: at least the time of day, so that it rises though all is lost. */
  public static long after(long last, Instant at) {
    return Math.max(last + 1, at.toEpochMilli());
  }
}
