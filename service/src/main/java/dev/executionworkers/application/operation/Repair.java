package dev.executionworkers.application.operation;

import dev.executionworkers.domain.outcome.Result.Confirmed;
import dev.executionworkers.domain.policy.Repeatability;

/**
 * One of the times that a token of ours, once handed on, is put back into force and handed on
 * again. From before the robot can have it again until the bindings have taken it, they hold what
 * somebody else has put there, and it is owed to them: that the robot logs in with it says nothing
 * of them.
 *
 * @param number counted from 1; each has steps of its own
 */
record Repair(int number) {

  /** The one after those that the journal says are done. */
  static Repair firstNotDone(Steps steps) {
    Repair repair = new Repair(1);
    while (steps.hasDone(repair.handOn())) {
      repair = new Repair(repair.number() + 1);
    }
    return repair;
  }

  /** Whether it has begun, in this process or an earlier one. */
  boolean isOwed(Steps steps) {
    return steps.hasDone(owe());
  }

  /** Recorded before the token is set. */
  Step<Confirmed> owe() {
    return recorded("owe-repaired-token");
  }

  Step<Confirmed> set() {
    return recorded("set-token-once-more").withPointOfNoReturn();
  }

  /** Not recorded: whoever goes on later cannot know what has happened to the token since. */
  Step<Confirmed> prove() {
    return Step.repeated("prove-repaired-token" + suffix(), Repeatability.REPEATABLE);
  }

  Step<Confirmed> handOn() {
    return recorded("hand-on-repaired-token");
  }

  private Step<Confirmed> recorded(String name) {
    return Step.recorded(name + suffix(), Repeatability.REPEATABLE, Formats.CONFIRMED);
  }

  private String suffix() {
    return number == 1 ? "" : "-" + number;
  }
}
