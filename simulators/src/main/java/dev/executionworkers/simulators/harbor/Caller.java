package dev.executionworkers.simulators.harbor;

/** Who a request turned out to come from. */
sealed interface Caller {

  /** Nobody, or somebody whose credentials were not believed: Harbor does not tell them apart. */
  record Anonymous() implements Caller {}

  /** A user. */
  record ByUser(User user) implements Caller {}

  /** A robot, by the name it logged in with. */
  record ByRobot(StoredRobot robot, String shownName) implements Caller {}

  Caller ANONYMOUS = new Anonymous();
}
