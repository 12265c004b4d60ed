package dev.executionworkers.application.operation;

import dev.executionworkers.application.operation.Succession.Successful;
import dev.executionworkers.domain.command.SecretId;
import dev.executionworkers.domain.outcome.Result.Confirmed;
import dev.executionworkers.domain.outcome.StepResult;
import dev.executionworkers.domain.policy.Repeatability;
import dev.executionworkers.port.out.Registry;
import dev.executionworkers.port.out.Registry.Marked;
import java.util.List;
import java.util.function.Predicate;

/**
 * Deletes robots that carry our mark and are no longer needed. Others are not even seen here.
 *
 * <p>Never touched is what a later rotation has made: its number is higher, whatever became of that
 * rotation.
 */
final class RobotSweep {
  private static final Step<List<Marked>> LIST = Step.repeated("list-robots", Repeatability.READ);
  private static final Step<Confirmed> DELETE =
      Step.repeated("delete-robot", Repeatability.REPEATABLE);

  private final Registry.Replacing registry;
  private final SecretId secret;
  private final Steps steps;

  RobotSweep(Registry.Replacing registry, SecretId secret, Steps steps) {
    this.registry = registry;
    this.secret = secret;
    this.steps = steps;
  }

  /** All robots that were in force before this one, and this execution's own that never were. */
  StepResult<Confirmed> deleteAllBut(Successful inForce) {
    Predicate<Marked> older = robot -> robot.number() < inForce.number();
    return steps
        .run(LIST, attempt -> registry.marked(secret, attempt))
        .then(
            marked -> deleteEach(marked.stream().filter(strayBeside(inForce).or(older)).toList()));
  }

  /** This execution's own robots that never were in force; what fails is left for later. */
  void tryToDeleteStraysBeside(Successful inForce) {
    StepResult<List<Marked>> marked =
        steps.run(LIST, attempt -> orElse(List.of(), registry.marked(secret, attempt)));
    switch (marked) {
      case StepResult.Done<List<Marked>>(List<Marked> all) ->
          all.stream().filter(strayBeside(inForce)).forEach(this::tryToDelete);
      case StepResult.Failed<List<Marked>> _ -> {}
    }
  }

  private Predicate<Marked> strayBeside(Successful inForce) {
    return robot ->
        robot.madeBy().equals(steps.execution())
            && robot.robot().id() != inForce.login().robot().id();
  }

  /** Each in a step of its own, which begins by making sure of the right to send. */
  private StepResult<Confirmed> deleteEach(List<Marked> robots) {
    StepResult<Confirmed> deleted = StepResult.done(new Confirmed());
    for (Marked robot : robots) {
      deleted = deleted.then(_ -> steps.run(DELETE, attempt -> registry.delete(robot, attempt)));
    }
    return deleted;
  }

  private void tryToDelete(Marked robot) {
    steps.run(DELETE, attempt -> orElse(new Confirmed(), registry.delete(robot, attempt)));
  }

  private static <T> StepResult<T> orElse(T instead, StepResult<T> result) {
    return switch (result) {
      case StepResult.Done<T> done -> done;
      case StepResult.Failed<T> _ -> StepResult.done(instead);
    };
  }
}
