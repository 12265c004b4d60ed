package dev.executionworkers.application.operation;

import dev.executionworkers.application.operation.Succession.Round;
import dev.executionworkers.application.operation.Succession.Successful;
import dev.executionworkers.application.operation.SuccessorCreation.Origin;
import dev.executionworkers.domain.command.SecretId;
import dev.executionworkers.domain.outcome.Failure;
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
  private boolean tokenMayBeInUse;

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

  /** An attempt to hand the token on has ended so. */
  StepResult<Confirmed> handedOn(StepResult<Confirmed> result) {
    tokenMayBeInUse |=
        switch (result) {
          case StepResult.Done<Confirmed> _ -> true;
          case StepResult.Failed<Confirmed>(Failure failure) -> failure.effectUnknown();
        };
    return result;
  }

  /**
   * Deletes at once what is certainly not needed: strays beside a robot that was handed on; and the
   * robot itself, when the bindings have refused it and another rotation takes over. What is in
   * doubt stays until the end of the overlap, of the next rotation's where this one failed.
   */
  void tidyUp(SecretId secret, Steps steps, StepResult<Confirmed> end) {
    installed.ifPresent(robot -> {
      RobotSweep sweep = new RobotSweep(registry, secret, steps);
      switch (end) {
        case StepResult.Done<Confirmed> _ when robot.origin() != Origin.FIRST_ATTEMPT ->
            sweep.tryToDeleteStraysBeside(robot);
        case StepResult.Failed<Confirmed> _ when mayBeDeleted(robot) -> sweep.tryToDeleteOwn();
        case StepResult.Done<Confirmed> _, StepResult.Failed<Confirmed> _ -> {}
      }
    });
  }

  private boolean mayBeDeleted(Successful robot) {
    return !tokenMayBeInUse && robot.origin() != Origin.EARLIER_PROCESS;
  }
}
