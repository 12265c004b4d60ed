package dev.executionworkers.simulators.harbor;

import dev.executionworkers.simulators.wire.Received;
import dev.executionworkers.simulators.wire.Reply;
import java.util.List;

/** {@code GET /robots}. Used under {@link HarborCore}'s lock. */
final class RobotListing {

  private final HarborState state;

  RobotListing(HarborState state) {
    this.state = state;
  }

  Reply list(Caller caller, Received request) {
    return Paging.bind(request)
        .then(paging ->
            caller instanceof Caller.Anonymous
                ? Answers.unauthorized()
                : list(caller, request, paging));
  }

  private Reply list(Caller caller, Received request, Paging paging) {
    return switch (RobotQuery.parse(request.query("q").orElse(""))) {
      case RobotQuery.Parsed.Malformed(var reply) -> reply;
      case RobotQuery.Parsed.Understood(var query) -> {
        Place place = place(query);
        yield switch (place) {
          case Place.Nowhere(var reply) -> reply;
          case Place.Project(var id) -> list(caller, request, paging, query, id);
        };
      }
    };
  }

  private Reply list(
      Caller caller, Received request, Paging paging, RobotQuery query, long projectId) {
    return Authority.refusal(caller, RobotAction.LIST, scope(projectId))
        .orElseGet(() ->
            query.breaksTheDatabase()
                ? Answers.internalError()
                : found(request, paging, query, projectId));
  }

  private Reply found(Received request, Paging paging, RobotQuery query, long projectId) {
    List<StoredRobot> all =
        state.robots(robot -> robot.name().projectId() == projectId && query.matches().test(robot));
    var shown =
        paging.of(all).stream()
            .map(robot -> RobotJson.shown(robot, state.shownName(robot)))
            .toList();
    return paging.announce(Reply.json(200, shown), request, all.size());
  }

  /** Whose robots are asked for. */
  private sealed interface Place {
    /** 0 is the system. */
    record Project(long id) implements Place {}

    record Nowhere(Reply reply) implements Place {}
  }

  private static Place place(RobotQuery query) {
    Condition level = query.on("Level").orElse(new Condition.Exact(Permission.SYSTEM));
    if (!(level instanceof Condition.Exact(var name))) {
      return new Place.Nowhere(Reply.empty(500)); // a panic: 2.12.4 to 2.15.2 answer no body
    }
    return switch (name) {
      case Permission.SYSTEM -> new Place.Project(RobotName.NO_PROJECT);
      case Permission.PROJECT -> project(query);
      default -> new Place.Nowhere(Answers.badRequest("bad request error level input"));
    };
  }

  private static Place project(RobotQuery query) {
    return query
        .on("ProjectID")
        .map(RobotListing::project)
        .orElseGet(() ->
            new Place.Nowhere(
                Answers.badRequest("must with project ID when to query project robots")));
  }

  private static Place project(Condition id) {
    return id instanceof Condition.Exact(var digits) && digits.matches("[1-9]\\d{0,17}")
        ? new Place.Project(Long.parseLong(digits))
        : new Place.Nowhere(Answers.badRequest("ProjectID must be a positive integer"));
  }

  private Scope scope(long projectId) {
    return projectId == RobotName.NO_PROJECT
        ? Scope.SYSTEM
        : new Scope.OfProject(state.project(projectId).map(Project::name).orElse(""));
  }
}
