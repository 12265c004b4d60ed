package dev.executionworkers.simulators.harbor;

import dev.executionworkers.simulators.wire.Json;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Robots as Harbor's answers show them. */
final class RobotJson {

  private static final DateTimeFormatter MILLIS =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

  private RobotJson() {}

  /** What is read of a robot: never its secret. An empty description is left out. */
  static ObjectNode shown(StoredRobot robot, String shownName) {
    ObjectNode json = Json.object();
    json.put("creation_time", time(robot.provenance().created()));
    json.put("creator_ref", robot.provenance().creatorId());
    json.put("creator_type", robot.provenance().creatorType());
    if (!robot.settings().description().isEmpty()) {
      json.put("description", robot.settings().description());
    }
    json.put("disable", robot.settings().disabled());
    json.put("duration", robot.settings().durationDays());
    json.put("editable", true);
    json.put("expires_at", robot.settings().expiresAtEpochSeconds());
    json.put("id", robot.id());
    json.put("level", robot.name().level());
    json.put("name", shownName);
    ArrayNode permissions = json.putArray("permissions");
    robot.permissions().forEach(permission -> put(permission, permissions.addObject()));
    json.put("update_time", time(robot.provenance().updated()));
    return json;
  }

  /** What the creator is told, the only time the secret Harbor made is seen. */
  static ObjectNode created(StoredRobot robot, String shownName) {
    ObjectNode json = Json.object();
    json.put("creation_time", time(robot.provenance().created()));
    json.put("expires_at", robot.settings().expiresAtEpochSeconds());
    json.put("id", robot.id());
    json.put("name", shownName);
    json.put("secret", robot.secret());
    return json;
  }

  static String time(Instant instant) {
    return MILLIS.format(instant);
  }

  private static void put(Permission permission, ObjectNode json) {
    ArrayNode accesses = json.putArray("access");
    for (Access access : permission.access()) {
      ObjectNode right = accesses.addObject();
      right.put("action", access.action());
      if (!access.effect().isEmpty()) {
        right.put("effect", access.effect());
      }
      right.put("resource", access.resource());
    }
    json.put("kind", permission.kind());
    json.put("namespace", permission.namespace());
  }
}
