package dev.executionworkers.simulators.harbor;

import java.util.Map;

/**
 * A person's account.
 *
 * @param roles by project name
 */
record User(
    long id, String name, String password, boolean systemAdmin, Map<String, ProjectRole> roles) {

  User {
    roles = Map.copyOf(roles);
  }

  /** Whether the user may do that with the robots there. */
  boolean mayOnRobots(String action, Scope scope) {
    if (systemAdmin) {
      return true;
    }
    return switch (scope) {
      case Scope.OfSystem() -> false;
      case Scope.OfProject(var project) -> inProject(project, action);
    };
  }

  private boolean inProject(String project, String action) {
    ProjectRole role = roles.get(project);
    return role == ProjectRole.PROJECT_ADMIN
        || (role == ProjectRole.MAINTAINER
            && (action.equals(RobotAction.READ) || action.equals(RobotAction.LIST)));
  }
}
