package dev.executionworkers.simulators.harbor;

/**
 * A robot's name as the database has it: without the prefix, and for a project's robot {@code
 * project+name}.
 *
 * @param projectId 0 for a system robot
 */
record RobotName(long projectId, String stored) {

  static final long NO_PROJECT = 0;

  /** {@code system} or {@code project}. */
  String level() {
    return projectId == NO_PROJECT ? Permission.SYSTEM : Permission.PROJECT;
  }

  /** As Harbor names a duplicate: {@code 0:ci}, {@code 2:priv+ci}. */
  String label() {
    return projectId + ":" + stored;
  }
}
