package dev.executionworkers.adapter.out.harbor;

import dev.executionworkers.adapter.out.exchange.Json;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a robot and its successor have in common: level, duration and permissions, which say where
 * it lives too. Copied to the letter: Harbor compares a robot's rights with those of the robot that
 * makes it as text, and takes a right with {@code "effect":"allow"} for another one than the same
 * right without.
 *
 * @param text JSON on one line
 */
record RobotDefinition(String text) {
  private static final List<String> FIELDS = List.of("level", "duration", "permissions");

  /** That of a robot as Harbor tells of it. */
  static RobotDefinition of(JsonNode robot) {
    ObjectNode definition = Json.object();
    FIELDS.stream().filter(robot::has).forEach(field -> definition.set(field, robot.get(field)));
    return new RobotDefinition(Json.write(definition));
  }

  /** Whether a robot can be made from it. */
  boolean isComplete() {
    return json().filter(it -> FIELDS.stream().allMatch(it::has)).isPresent();
  }

  /** The robot to be made. */
  JsonNode robot(RobotName name, String description) {
    ObjectNode robot = json().map(it -> (ObjectNode) it).orElseGet(Json::object);
    return robot.put("name", name.name()).put("description", description);
  }

  private Optional<JsonNode> json() {
    return Json.read(text).filter(JsonNode::isObject);
  }
}
