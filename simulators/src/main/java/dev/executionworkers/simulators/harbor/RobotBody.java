package dev.executionworkers.simulators.harbor;

import dev.executionworkers.simulators.wire.Received;
import java.util.List;
import java.util.OptionalLong;

/**
 * The body of a create or an update. A {@code secret} in it is not read: Harbor ignores it in both
 * (goharbor/harbor#22899).
 */
record RobotBody(
    String name,
    String description,
    boolean disable,
    OptionalLong durationDays,
    String level,
    List<Permission> permissions) {

  RobotBody {
    permissions = List.copyOf(permissions);
  }

  static Binding<RobotBody> bind(Received request) {
    return Binding.of(request, "robot", RobotBody::read);
  }

  private static RobotBody read(JsonFields fields) {
    return new RobotBody(
        fields.text("name"),
        fields.text("description"),
        fields.flag("disable"),
        fields.number("duration"),
        fields.text("level"),
        fields.objects("permissions", RobotBody::permission));
  }

  private static Permission permission(JsonFields fields) {
    return new Permission(
        fields.text("kind"),
        fields.text("namespace"),
        fields.objects(
            "access",
            access ->
                new Access(access.text("resource"), access.text("action"), access.text("effect"))));
  }

  /** Where the robot is to live: for a project's robot the first permission says in which. */
  Scope scope() {
    return level.equals(Permission.PROJECT)
        ? new Scope.OfProject(permissions.getFirst().namespace())
        : Scope.SYSTEM;
  }
}
