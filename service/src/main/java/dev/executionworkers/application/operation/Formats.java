package dev.executionworkers.application.operation;

import dev.executionworkers.application.operation.Step.Format;
import dev.executionworkers.domain.outcome.Result.Confirmed;
import dev.executionworkers.port.out.Registry.Original;
import dev.executionworkers.port.out.Registry.Proof;
import dev.executionworkers.port.out.Registry.Robot;

/** How the values of recorded steps are kept in the journal. */
final class Formats {
  static final Format<Confirmed> CONFIRMED = new Format<>(_ -> "", _ -> new Confirmed());

  /** {@code id username}; a username has no blank in it. */
  static final Format<Robot> ROBOT =
      new Format<>(robot -> robot.id() + " " + robot.username(), Formats::robot);

  /** {@code id username definition}. */
  static final Format<Original> ORIGINAL =
      new Format<>(
          original -> ROBOT.write().apply(original.robot()) + " " + original.definition(),
          Formats::original);

  static final Format<Proof> PROOF = new Format<>(Proof::name, Proof::valueOf);

  static final Format<String> TEXT = new Format<>(text -> text, text -> text);

  private Formats() {}

  private static Robot robot(String text) {
    int blank = text.indexOf(' ');
    return new Robot(Long.parseLong(text.substring(0, blank)), text.substring(blank + 1));
  }

  private static Original original(String text) {
    int end = text.indexOf(' ', text.indexOf(' ') + 1);
    return new Original(robot(text.substring(0, end)), text.substring(end + 1));
  }
}
