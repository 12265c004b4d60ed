package dev.executionworkers.acceptance.crash;

/**
 * A moment before or after a change of the journal.
 *
 * @param place {@code before} or {@code after}
 * @param method the change, as the journal's port calls it
 * @param step what is recorded or sealed; empty for other changes
 */
record Transition(String place, String method, String step) {

  /** Whether it is the first of what comes after an execution has ended. */
  boolean beginsAftercare() {
    return method.equals("lookAfter");
  }

  @Override
  public String toString() {
    return step.isEmpty() ? place + " " + method : place + " " + method + " " + step;
  }
}
