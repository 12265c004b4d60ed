package dev.executionworkers.simulators.harbor;

/**
 * What can be done to robots. No robot can be granted {@link #UPDATE}: Harbor removed it
 * "preventing privilege escalation" (goharbor/harbor#21028).
 */
final class RobotAction {

  static final String RESOURCE = "robot";
  static final String CREATE = "create";
  static final String READ = "read";
  static final String UPDATE = "update";
  static final String DELETE = "delete";
  static final String LIST = "list";

  private RobotAction() {}
}
