package dev.executionworkers.simulators.harbor;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

/** What is wrong with this Harbor at the moment. Safe for many threads. */
final class Conditions {

  private final AtomicInteger secretChangesToLose = new AtomicInteger();
  private volatile boolean readOnly;
  private volatile boolean databaseDown;
  private volatile Duration loginPenalty = Duration.ZERO;

  boolean readOnly() {
    return readOnly;
  }

  void readOnly(boolean on) {
    readOnly = on;
  }

  boolean databaseDown() {
    return databaseDown;
  }

  void databaseDown(boolean down) {
    databaseDown = down;
  }

  Duration loginPenalty() {
    return loginPenalty;
  }

  void loginPenalty(Duration penalty) {
    loginPenalty = penalty;
  }

  void loseSecretChanges(int times) {
    secretChangesToLose.addAndGet(times);
  }

  /** Whether the change under way is to be lost. Asking uses it up. */
  boolean losesThisSecretChange() {
    return secretChangesToLose.getAndUpdate(left -> Math.max(0, left - 1)) > 0;
  }
}
