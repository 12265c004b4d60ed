package dev.executionworkers.simulators.harbor;

import dev.executionworkers.simulators.wire.Received;
import dev.executionworkers.simulators.wire.Reply;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;

/** What of Harbor's API is not about robots but tells how it is and who one is. */
final class SystemApi {
  private static final String PROJECT = "projects/";

  private final HarborState state;
  private final Conditions conditions;

  SystemApi(HarborState state, Conditions conditions) {
    this.state = state;
    this.conditions = conditions;
  }

  /**
   * The answer to a read.
   *
   * @param path below {@code /api/v2.0/}
   */
  Optional<Reply> answer(Caller caller, String path, Received request) {
    return switch (path) {
      case "ping" -> read(request, Reply.text(200, "Pong"));
      case "systeminfo" -> read(request, systemInfo(caller));
      case "health" -> read(request, health());
      case "users/current" -> read(request, currentUser(caller));
      case "projects" -> read(request, projects(caller));
      case "repositories", "search" -> read(request, anybody());
      case "statistics" -> read(request, authenticated(caller));
      case "configurations" -> read(request, administrator(caller, Map.of()));
      case "permissions" -> read(request, permissions(caller));
      case "auditlog-exts" -> read(request, administrator(caller, auditLog()));
      default -> path.startsWith(PROJECT) ? read(request, project(caller, path)) : Optional.empty();
    };
  }

  private static Optional<Reply> read(Received request, Reply reply) {
    return Optional.of(
        request.method().equals("GET") ? reply : Answers.methodNotAllowed(request.method()));
  }

  private static Reply systemInfo(Caller caller) {
    var info = new TreeMap<String, Object>();
    info.put("auth_mode", "db_auth");
    info.put("self_registration", false);
    if (!(caller instanceof Caller.Anonymous)) {
      info.put("harbor_version", "v2.14.4");
    }
    return Reply.json(200, info);
  }

  /** The one answer that names the cause when every credential is refused. */
  private Reply health() {
    Map<String, String> database =
        conditions.databaseDown()
            ? Map.of(
                "name", "database",
                "status", "unhealthy",
                "error", "failed to check database: dial tcp: connect: connection refused")
            : Map.of("name", "database", "status", "healthy");
    return Reply.json(
        200,
        Map.of(
            "status",
            conditions.databaseDown() ? "unhealthy" : "healthy",
            "components",
            List.of(Map.of("name", "core", "status", "healthy"), database)));
  }

  /** A robot is not a user, so a 412 proves that a robot's secret is right. */
  private static Reply currentUser(Caller caller) {
    return switch (caller) {
      case Caller.Anonymous() -> Answers.unauthorized();
      case Caller.ByRobot(_, _) ->
          Answers.error(
              412, "PRECONDITION", "get current user not available for security context: robot");
      case Caller.ByUser(var user) ->
          Reply.json(
              200,
              Map.of(
                  "user_id", user.id(),
                  "username", user.name(),
                  "sysadmin_flag", user.systemAdmin(),
                  "admin_role_in_auth", false));
    };
  }

  /** 200 for anybody, with any credentials: it proves nothing. */
  private Reply projects(Caller caller) {
    if (conditions.databaseDown()) {
      return Answers.internalError();
    }
    var shown =
        state.projects(project -> project.isPublic() || mayRead(caller, project)).stream()
            .map(SystemApi::shown)
            .toList();
    return Reply.json(200, shown).with("X-Total-Count", Integer.toString(shown.size()));
  }

  /** By its name; {@code X-Is-Resource-Name} only matters to names that are numbers. */
  private Reply project(Caller caller, String path) {
    if (caller instanceof Caller.Anonymous) {
      return Answers.unauthorized();
    }
    String name = path.substring(PROJECT.length());
    return state
        .project(name)
        .map(project ->
            project.isPublic() || mayRead(caller, project)
                ? Reply.json(200, shown(project))
                : Answers.forbidden("forbidden"))
        .orElseGet(() -> Answers.notFound("project " + name + " not found"));
  }

  private static Map<String, Object> shown(Project project) {
    return Map.of(
        "project_id",
        project.id(),
        "name",
        project.name(),
        "metadata",
        Map.of("public", Boolean.toString(project.isPublic())));
  }

  private static boolean mayRead(Caller caller, Project project) {
    return switch (caller) {
      case Caller.Anonymous() -> false;
      case Caller.ByUser(var user) ->
          user.systemAdmin() || user.roles().containsKey(project.name());
      case Caller.ByRobot(var robot, _) ->
          robot.holds(Permission.PROJECT, project.name(), "project", "read");
    };
  }

  private Reply anybody() {
    return conditions.databaseDown() ? Answers.internalError() : Reply.json(200, List.of());
  }

  private static Reply authenticated(Caller caller) {
    return caller instanceof Caller.Anonymous
        ? Answers.unauthorized()
        : Reply.json(200, Map.of("total_project_count", 0));
  }

  private static Reply administrator(Caller caller, Object answer) {
    return switch (caller) {
      case Caller.Anonymous() -> Answers.unauthorized();
      case Caller.ByRobot(_, var name) -> Answers.forbidden(name);
      case Caller.ByUser(var user) ->
          user.systemAdmin() ? Reply.json(200, answer) : Answers.forbidden(user.name());
    };
  }

  private static Reply permissions(Caller caller) {
    return switch (caller) {
      case Caller.Anonymous() -> Answers.unauthorized();
      case Caller.ByRobot(_, var name) -> Answers.forbidden(name);
      case Caller.ByUser(_) ->
          Reply.json(
              200,
              Map.of(
                  "system", sorted(PermissionCatalog.SYSTEM),
                  "project", sorted(PermissionCatalog.PROJECT)));
    };
  }

  private static List<Map<String, String>> sorted(Set<Access> rights) {
    return rights.stream()
        .map(Access::label)
        .sorted()
        .map(label -> label.split(":", 2))
        .map(parts -> Map.of("resource", parts[0], "action", parts[1]))
        .toList();
  }

  private List<Map<String, Object>> auditLog() {
    List<AuditEntry> entries = state.audit();
    return IntStream.range(0, entries.size())
        .mapToObj(index -> auditJson(index + 1, entries.get(index)))
        .toList()
        .reversed();
  }

  private static Map<String, Object> auditJson(int id, AuditEntry entry) {
    return Map.of(
        "id",
        id,
        "op_time",
        RobotJson.time(entry.at()),
        "username",
        entry.actor(),
        "operation",
        entry.operation(),
        "operation_description",
        entry.operation() + " robot: " + entry.robot(),
        "operation_result",
        true,
        "resource",
        entry.robot(),
        "resource_type",
        "robot");
  }
}
