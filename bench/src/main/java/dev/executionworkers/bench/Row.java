package dev.executionworkers.bench;

/**
 * A line of the table.
 *
 * @param what is measured
 * @param measured the figure with its unit
 * @param beside what it is to be compared with, from the same run
 * @param budget the floor and the goal
 */
public record Row(String what, String measured, String beside, String budget, Verdict verdict) {

  /** One without a budget. */
  public static Row shown(String what, String measured, String beside) {
    return new Row(what, measured, beside, "", Verdict.SHOWN);
  }
}
