package dev.executionworkers.simulators.harbor;

import dev.executionworkers.simulators.wire.Reply;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Decides who may do what with robots, and says no in Harbor's words. */
final class Authority {

  private Authority() {}

  /** The refusal, if the caller may not do that to a robot that lives there. */
  static Optional<Reply> refusal(Caller caller, String action, Scope scope) {
    return switch (caller) {
      case Caller.Anonymous() -> Optional.of(Answers.unauthorized());
      case Caller.ByUser(var user) ->
          user.mayOnRobots(action, scope)
              ? Optional.empty()
              : Optional.of(forbidden(user.name(), scope));
      case Caller.ByRobot(var robot, var name) ->
          robotMay(robot, action, scope) ? Optional.empty() : Optional.of(forbidden(name, scope));
    };
  }

  /** The refusal, if a robot wants to give another one more than it has itself. */
  static Optional<Reply> escalation(Caller caller, List<Permission> wanted) {
    return switch (caller) {
      case Caller.Anonymous(), Caller.ByUser(_) -> Optional.empty();
      case Caller.ByRobot(var robot, var name) ->
          wanted.stream().allMatch(permission -> covers(robot.permissions(), permission))
              ? Optional.empty()
              : Optional.of(
                  Answers.denied(
                      "permission scope is invalid. It must be equal to or more restrictive than"
                          + " the creator robot's permissions: "
                          + name));
    };
  }

  private static boolean robotMay(StoredRobot robot, String action, Scope scope) {
    return switch (scope) {
      case Scope.OfSystem() -> robot.holds(Permission.SYSTEM, "/", RobotAction.RESOURCE, action);
      case Scope.OfProject(var project) ->
          robot.holds(Permission.PROJECT, project, RobotAction.RESOURCE, action);
    };
  }

  /** Rights are compared as text, effect included. */
  private static boolean covers(List<Permission> held, Permission wanted) {
    Set<Access> there =
        held.stream()
            .filter(permission -> permission.reaches(wanted.kind(), wanted.namespace()))
            .flatMap(permission -> permission.access().stream())
            .collect(Collectors.toSet());
    return there.containsAll(wanted.access());
  }

  /** At the system's level Harbor answers with nothing but the caller's name. */
  private static Reply forbidden(String callerName, Scope scope) {
    return switch (scope) {
      case Scope.OfSystem() -> Answers.forbidden(callerName);
      case Scope.OfProject(_) -> Answers.forbidden("forbidden");
    };
  }
}
