package dev.executionworkers.bench;

/** How a figure stands to its budget. */
public enum Verdict {
  /** There is no budget: it is only shown. */
  SHOWN(""),
  /** As good as was hoped for. */
  GOAL("goal met"),
  /** Good enough. */
  FLOOR("floor met"),
  /** The bench fails. */
  MISSED("MISSED");

  private final String label;

  Verdict(String label) {
    this.label = label;
  }

  /** As the table shows it. */
  public String label() {
    return label;
  }

  /** For a figure that should be large. */
  public static Verdict atLeast(double value, double floor, double goal) {
    if (value < floor) {
      return MISSED;
    }
    return value < goal ? FLOOR : GOAL;
  }

  /** For a figure that should be small. */
  public static Verdict atMost(double value, double floor, double goal) {
    return atLeast(-value, -floor, -goal);
  }
}
