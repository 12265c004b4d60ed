package dev.executionworkers.bench;

import java.util.Arrays;

/** The middle of what was measured. */
public final class Medians {
  private Medians() {}

  /** Of at least one value; the mean of the two in the middle when their number is even. */
  public static double of(double... values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }
}
