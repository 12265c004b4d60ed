package dev.executionworkers.application.operation;

import dev.executionworkers.application.operation.Succession.Round;
import dev.executionworkers.application.operation.Succession.Successful;
import dev.executionworkers.application.operation.SuccessorCreation.Origin;
import dev.executionworkers.domain.command.SecretId;
import dev.executionworkers.domain.outcome.Result.Confirmed;
import dev.executionworkers.domain.outcome.StepResult;
import dev.executionworkers.port.out.ExecutionTelemetry.Phase;
import dev.executionworkers.port.out.Registry;
import java.util.Optional;

/**
 * A rotation that puts a new robot in the old one's stead, so that both tokens hold for a while.
 * The registry chooses the token and tells it once: a lost answer costs the robot, not the
 * rotation. Belongs to one execution.
 */
final class ReplaceRotation implements Rotation {
  private final Registry.Replacing registry;
  private Optional<Successful> installed = Optional.empty();

  ReplaceRotation(Registry.Replacing registry) {
    this.registry = registry;
  }

  @Override
  public StepResult<NewToken> rotate(SecretId secret, Steps steps) {
    return steps.within(
        Phase.ROTATE_ROBOT_TOKEN,
        part ->
            new Succession(registry, secret, steps)
                .install(Round.FIRST)
                .map(successful -> {
                  installed = Optional.of(successful);
                  part.robot(successful.login().robot().username());
                  return token(successful);
                }));
  }

  static NewToken token(Successful successful) {
    return new NewToken(successful.login().robot().username(), successful.login().token());
  }

  /**
   * Deletes strays beside a robot that was handed on. One whose rotation has failed stays, wanted
   * or not, until the end of the next one's overlap: if it went before that failure is recorded, a
   * process that takes the rotation up would hand a dead robot on.
   */
  void tidyUp(SecretId secret, Steps steps, StepResult<Confirmed> end) {
    installed
        .filter(robot -> robot.origin() != Origin.FIRST_ATTEMPT)
        .ifPresent(robot -> {
          switch (end) {
            case StepResult.Done<Confirmed> _ ->
                new RobotSweep(registry, secret, steps).tryToDeleteStraysBeside(robot);
            case StepResult.Failed<Confirmed> _ -> {}
          }
        });
  }
}
