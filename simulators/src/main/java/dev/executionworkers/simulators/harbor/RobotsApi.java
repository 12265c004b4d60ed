package dev.executionworkers.simulators.harbor;

import dev.executionworkers.simulators.wire.Json;
import dev.executionworkers.simulators.wire.Received;
import dev.executionworkers.simulators.wire.Reply;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/** {@code /robots} and {@code /robots/{id}}. Used under {@link HarborCore}'s lock. */
final class RobotsApi {

  /** The width of the name's column. */
  private static final int LONGEST_STORED_NAME = 255;

  private final HarborState state;
  private final Conditions conditions;
  private final RobotListing listing;

  RobotsApi(HarborState state, Conditions conditions) {
    this.state = state;
    this.conditions = conditions;
    this.listing = new RobotListing(state);
  }

  Reply collection(Caller caller, Received request) {
    return switch (request.method()) {
      case "GET" -> listing.list(caller, request);
      case "POST" -> RobotBody.bind(request).then(body -> create(caller, request, body));
      default -> Answers.methodNotAllowed(request.method());
    };
  }

  Reply member(Caller caller, Received request, String id) {
    if (!List.of("GET", "PUT", "PATCH", "DELETE").contains(request.method())) {
      return Answers.methodNotAllowed(request.method());
    }
    if (!id.matches("-?\\d{1,18}")) {
      return Answers.unbindable("robot_id in path must be of type int64: \"" + id + "\"");
    }
    Function<Function<StoredRobot, Reply>, Reply> onRobot =
        handler -> onRobot(caller, Long.parseLong(id), handler);
    return switch (request.method()) {
      case "PUT" ->
          RobotBody.bind(request).then(body -> onRobot.apply(it -> update(caller, it, body)));
      case "PATCH" ->
          Binding.of(request, "robotSec", fields -> fields.text("secret"))
              .then(secret -> onRobot.apply(it -> refresh(caller, it, secret)));
      case "DELETE" -> onRobot.apply(it -> delete(caller, it));
      default -> onRobot.apply(it -> read(caller, it));
    };
  }

  /** The robot is looked up before the caller's rights are, so a 404 tells what is not there. */
  private Reply onRobot(Caller caller, long id, Function<StoredRobot, Reply> handler) {
    return caller instanceof Caller.Anonymous
        ? Answers.unauthorized()
        : state
            .robot(id)
            .map(handler)
            .orElseGet(() -> Answers.notFound("robot " + id + " not found"));
  }

  private Reply read(Caller caller, StoredRobot robot) {
    return Authority.refusal(caller, RobotAction.READ, scope(robot))
        .orElseGet(() -> Reply.json(200, RobotJson.shown(robot, state.shownName(robot))));
  }

  private Reply create(Caller caller, Received request, RobotBody body) {
    return RobotRules.badName(body.name())
        .or(() -> RobotRules.violation(body.durationDays().orElse(0), body))
        .or(() -> Authority.refusal(caller, RobotAction.CREATE, body.scope()))
        .or(() -> Authority.escalation(caller, body.permissions()))
        .or(() -> unknownProject(body))
        .orElseGet(() -> insert(caller, request, body));
  }

  private Reply insert(Caller caller, Received request, RobotBody body) {
    long id = state.nextRobotId();
    RobotName name = name(body);
    if (name.stored().length() > LONGEST_STORED_NAME) {
      return Answers.internalError();
    }
    if (state.exists(name)) {
      return Answers.conflict("robot account " + name.label() + " already exists");
    }
    Instant now = state.now();
    long days = body.durationDays().orElse(RobotSettings.FOR_EVER);
    var settings =
        new RobotSettings(body.description(), false, days, RobotSettings.expiry(now, days));
    var robot =
        new StoredRobot(
            id,
            name,
            settings,
            body.permissions(),
            provenance(caller, now),
            List.of(SecretRule.generate()));
    state.save(robot);
    audit(caller, "create", robot);
    return Reply.json(201, RobotJson.created(robot, state.shownName(robot)))
        .with("Location", request.rawPath() + "/" + id);
  }

  /**
   * Everything but the permissions' project is replaced: what is left out falls back to nothing.
   */
  private Reply update(Caller caller, StoredRobot robot, RobotBody body) {
    long days = body.durationDays().orElse(robot.settings().durationDays());
    return RobotRules.violation(days, body)
        .or(() -> unknownProject(body))
        .or(() -> moved(robot, body))
        .or(() -> Authority.refusal(caller, RobotAction.UPDATE, scope(robot)))
        .or(() -> renamed(robot, body))
        .orElseGet(() -> overwrite(robot, body, days));
  }

  private Reply overwrite(StoredRobot robot, RobotBody body, long days) {
    RobotSettings before = robot.settings();
    long expiresAt =
        days == before.durationDays()
            ? before.expiresAtEpochSeconds()
            : RobotSettings.expiry(robot.provenance().created(), days);
    var settings = new RobotSettings(body.description(), body.disable(), days, expiresAt);
    state.save(robot.with(settings, body.permissions(), state.now()));
    return Reply.empty(200);
  }

  private Reply refresh(Caller caller, StoredRobot robot, String chosen) {
    return Authority.refusal(caller, RobotAction.UPDATE, scope(robot))
        .or(() ->
            chosen.isEmpty() || SecretRule.accepts(chosen)
                ? Optional.empty()
                : Optional.of(Answers.badRequest(SecretRule.REFUSAL)))
        .orElseGet(() -> setSecret(robot, chosen));
  }

  /** Nothing chosen is answered with a generated secret, a chosen one with nothing. */
  private Reply setSecret(StoredRobot robot, String chosen) {
    String secret = chosen.isEmpty() ? SecretRule.generate() : chosen;
    state.recordSecretWrite(robot, secret);
    // A PUT at the same moment writes the old secret back: 62 of 200 rounds on 2.14.4.
    String kept = conditions.losesThisSecretChange() ? robot.secret() : secret;
    state.save(robot.withSecret(kept, state.now()));
    return chosen.isEmpty()
        ? Reply.json(200, Json.object().put("secret", secret))
        : Reply.json(200, Json.object());
  }

  private Reply delete(Caller caller, StoredRobot robot) {
    return Authority.refusal(caller, RobotAction.DELETE, scope(robot))
        .orElseGet(() -> {
          state.delete(robot);
          audit(caller, "delete", robot);
          return Reply.empty(200);
        });
  }

  /** A project's robot lives in one project, so all of them will not do for it. */
  private Optional<Reply> unknownProject(RobotBody body) {
    Stream<String> home =
        body.scope() instanceof Scope.OfProject(var project) ? Stream.of(project) : Stream.of();
    Stream<String> named =
        body.permissions().stream().filter(Permission::namesProject).map(Permission::namespace);
    return Stream.concat(home, named)
        .filter(project -> state.project(project).isEmpty())
        .findFirst()
        .map(project -> Answers.notFound("project " + project + " not found"));
  }

  private Optional<Reply> moved(StoredRobot robot, RobotBody body) {
    return scope(robot) instanceof Scope.OfProject(var project)
            && !body.permissions().getFirst().namespace().equals(project)
        ? Optional.of(Answers.badRequest("cannot update the project id of robot"))
        : Optional.empty();
  }

  private Optional<Reply> renamed(StoredRobot robot, RobotBody body) {
    return body.level().equals(robot.name().level()) && body.name().equals(state.shownName(robot))
        ? Optional.empty()
        : Optional.of(Answers.badRequest("cannot update the level or name of robot"));
  }

  private RobotName name(RobotBody body) {
    return switch (body.scope()) {
      case Scope.OfSystem() -> new RobotName(RobotName.NO_PROJECT, body.name());
      case Scope.OfProject(var project) ->
          new RobotName(
              state.project(project).map(Project::id).orElseThrow(), project + "+" + body.name());
    };
  }

  private Scope scope(StoredRobot robot) {
    return state
        .project(robot.name().projectId())
        .<Scope>map(project -> new Scope.OfProject(project.name()))
        .orElse(Scope.SYSTEM);
  }

  private void audit(Caller caller, String operation, StoredRobot robot) {
    state.record(new AuditEntry(state.now(), actor(caller), operation, state.shownName(robot)));
  }

  private static String actor(Caller caller) {
    return switch (caller) {
      case Caller.Anonymous() -> "anonymous";
      case Caller.ByUser(var user) -> user.name();
      case Caller.ByRobot(_, var name) -> name;
    };
  }

  private static Provenance provenance(Caller caller, Instant now) {
    return switch (caller) {
      case Caller.Anonymous() -> throw new IllegalStateException("nobody creates a robot");
      case Caller.ByUser(var user) -> new Provenance(now, now, "local", user.id());
      case Caller.ByRobot(var robot, _) -> new Provenance(now, now, "robot", robot.id());
    };
  }
}
