package dev.executionworkers.simulators.harbor;

import dev.executionworkers.simulators.wire.Reply;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Harbor's {@code q}, {@code name=ci,Level=project,ProjectID=2}. Its values are URL-decoded a
 * second time after the query string was, so that the {@code +} of a project's robot must be sent
 * as {@code %252B}. Keys it does not know are ignored, which finds more than was asked for.
 */
record RobotQuery(Map<String, Condition> conditions) {

  /** A query, or the 400 that Harbor makes of it. */
  sealed interface Parsed {
    record Understood(RobotQuery query) implements Parsed {}

    record Malformed(Reply reply) implements Parsed {}
  }

  RobotQuery {
    conditions = Map.copyOf(conditions);
  }

  /**
   * Parses it.
   *
   * @param q the parameter's value, decoded once
   */
  static Parsed parse(String q) {
    if (q.isEmpty()) {
      return new Parsed.Understood(new RobotQuery(Map.of()));
    }
    var conditions = new LinkedHashMap<String, Condition>();
    for (String pair : decodeAgain(q).split(",", -1)) {
      int equals = pair.indexOf('=');
      if (equals <= 0 || equals == pair.length() - 1) {
        return malformed("the query string must contain \"=\" and the key/value cannot be empty");
      }
      String value = pair.substring(equals + 1);
      Optional<Condition> condition = Condition.parse(value);
      if (condition.isEmpty()) {
        return malformed("invalid query string value: " + value);
      }
      conditions.put(pair.substring(0, equals), condition.get());
    }
    return new Parsed.Understood(new RobotQuery(conditions));
  }

  Optional<Condition> on(String key) {
    return Optional.ofNullable(conditions.get(key));
  }

  /**
   * Whether it breaks inside Harbor: a time or a number compared with something that is none is a
   * 500.
   */
  boolean breaksTheDatabase() {
    return conditions.entrySet().stream()
        .anyMatch(entry ->
            switch (entry.getKey()) {
              case "creation_time", "update_time" -> true;
              case "id", "ID" ->
                  !(entry.getValue() instanceof Condition.Exact(var id))
                      || !id.matches("-?\\d{1,18}");
              default -> false;
            });
  }

  /** Those it finds among the robots of one level or project. */
  Predicate<StoredRobot> matches() {
    return robot ->
        conditions.entrySet().stream()
            .allMatch(entry ->
                switch (entry.getKey()) {
                  case "name", "Name" -> entry.getValue().met(robot.name().stored());
                  case "description", "Description" ->
                      entry.getValue().met(robot.settings().description());
                  case "id", "ID" -> entry.getValue().met(Long.toString(robot.id()));
                  default -> true;
                });
  }

  private static Parsed malformed(String message) {
    return new Parsed.Malformed(Answers.badRequest(message));
  }

  private static String decodeAgain(String once) {
    try {
      return URLDecoder.decode(once, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException badEscape) {
      return once;
    }
  }
}
