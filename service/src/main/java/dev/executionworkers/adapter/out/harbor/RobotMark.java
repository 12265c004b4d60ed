package dev.executionworkers.adapter.out.harbor;

import dev.executionworkers.domain.command.ExecutionId;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The description of a robot that was made here. Robots without it are never deleted, so whoever
 * wants to keep one changes it. It names its robot, so that a copy on another robot marks nothing.
 *
 * @param robot the robot's own name without Harbor's prefix
 * @param madeBy the execution that made it
 */
record RobotMark(String robot, ExecutionId madeBy) {
  private static final String TEXT =
      "Made by execution-workers, which deletes it when it is replaced. Robot %s, operation %s.";
  private static final Pattern PATTERN =
      Pattern.compile(
          TEXT.replace(".", "\\.").formatted("(?<robot>\\S{1,255})", "(?<operation>[\\w-]{1,64})"));

  /** The mark in a description; empty when it is anything else. */
  static Optional<RobotMark> parse(String description) {
    Matcher matcher = PATTERN.matcher(description);
    return matcher.matches()
        ? Optional.of(
            new RobotMark(matcher.group("robot"), new ExecutionId(matcher.group("operation"))))
        : Optional.empty();
  }

  /** As it is written into the description. */
  String text() {
    return TEXT.formatted(robot, madeBy.value());
  }
}
