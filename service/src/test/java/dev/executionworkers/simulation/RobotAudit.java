package dev.executionworkers.simulation;

import dev.executionworkers.domain.outcome.Outcome;
import dev.executionworkers.simulation.SimulatedBindings.Kept;
import dev.executionworkers.simulation.SimulatedRobots.Account;
import java.util.Set;
import java.util.function.Predicate;

/** What must hold of robots that are replaced when all is quiet. */
final class RobotAudit {
  private final World world;

  RobotAudit(World world) {
    this.world = world;
  }

  /**
   * @param rotated the robots that somebody wanted to be rotated
   * @param abandoned whether an operator has given one of a robot's rotations up
   */
  void atTheEnd(Set<String> rotated, Predicate<String> abandoned) {
    for (String robot : rotated) {
      Kept kept = world.bindings.of(robot);
      if (!world.robots.logsIn(kept.username(), kept.token())) {
        world.tally.violation("the bindings have a robot that does not log in", kept.toString());
      }
      if (!abandoned.test(robot)) {
        nothingIsLeftBehind(robot, kept);
      }
    }
  }

  private void nothingIsLeftBehind(String robot, Kept kept) {
    for (Account account : world.robots.successors(robot)) {
      boolean inUse = account.name().equals(kept.username());
      if (!inUse && !goesWithTheNextRotation(account, kept)) {
        world.tally.violation("a robot is left behind", account + " beside " + kept.username());
      }
    }
  }

  /** Made by a rotation that has failed after the one in force. */
  private boolean goesWithTheNextRotation(Account account, Kept kept) {
    return account.number() > SimulatedRobots.number(kept.username())
        && account
            .madeBy()
            .map(maker -> world.store.executions().get(maker))
            .flatMap(maker -> maker.ending)
            .filter(ending -> ending.outcome() instanceof Outcome.Failed)
            .isPresent();
  }
}
