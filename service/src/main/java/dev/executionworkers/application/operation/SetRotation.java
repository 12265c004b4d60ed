package dev.executionworkers.application.operation;

import dev.executionworkers.domain.command.Secret;
import dev.executionworkers.domain.command.SecretId;
import dev.executionworkers.domain.outcome.DomainError;
import dev.executionworkers.domain.outcome.Failure;
import dev.executionworkers.domain.outcome.Peer;
import dev.executionworkers.domain.outcome.Problem;
import dev.executionworkers.domain.outcome.Result.Confirmed;
import dev.executionworkers.domain.outcome.StepResult;
import dev.executionworkers.domain.policy.Repeatability;
import dev.executionworkers.port.out.Attempt;
import dev.executionworkers.port.out.ExecutionTelemetry.Notice;
import dev.executionworkers.port.out.ExecutionTelemetry.Phase;
import dev.executionworkers.port.out.Registry;
import dev.executionworkers.port.out.Registry.Proof;
import dev.executionworkers.port.out.Registry.Robot;
import java.util.Optional;
import java.util.function.Function;

/**
 * A rotation with a token of our choosing: look, choose, set, prove. Every attempt, in this process
 * or the next, sets the same token, so a lost answer costs nothing.
 */
final class SetRotation implements Rotation {
  private static final Step<Robot> LOOK =
      Step.recorded("look-at-robot", Repeatability.READ, Formats.ROBOT);
  private static final Step<Secret> CHOOSE =
      Step.repeated("choose-token", Repeatability.REPEATABLE);
  private static final Step<Confirmed> SET =
      Step.recorded("set-token", Repeatability.REPEATABLE, Formats.CONFIRMED).withPointOfNoReturn();
  private static final Step<Confirmed> PROVE =
      Step.recorded("prove-token", Repeatability.REPEATABLE, Formats.CONFIRMED);

  private static final Step<Proof> PROVE_ONCE_MORE =
      Step.repeated("prove-token-once-more", Repeatability.READ);

  private final Registry.Settable registry;

  SetRotation(Registry.Settable registry) {
    this.registry = registry;
  }

  @Override
  public StepResult<NewToken> rotate(SecretId secret, Steps steps) {
    return withRobot(
        secret,
        steps,
        robot ->
            steps
                .obtain(CHOOSE, _ -> StepResult.done(registry.choose()))
                .then(token -> install(robot, token, steps, SET, PROVE)));
  }

  /**
   * Proves a token once more that was handed on a while ago: a process that was paused between
   * check and send may write after its successor, and a registry cannot fence.
   */
  StepResult<Proof> proveOnceMore(SecretId secret, Steps steps) {
    return withRobot(
        secret,
        steps,
        robot ->
            handedOn(steps)
                .then(token ->
                    steps.run(PROVE_ONCE_MORE, attempt -> registry.prove(robot, token, attempt))));
  }

  /** Puts a token back into force whose place something has taken. */
  StepResult<NewToken> repair(SecretId secret, Steps steps, Repair repair) {
    return withRobot(
        secret,
        steps,
        robot ->
            handedOn(steps)
                .then(token -> install(robot, token, steps, repair.set(), repair.prove())));
  }

  private <T> StepResult<T> withRobot(
      SecretId secret, Steps steps, Function<Robot, StepResult<T>> then) {
    return steps.within(
        Phase.ROTATE_ROBOT_TOKEN,
        part ->
            steps
                .run(LOOK, attempt -> registry.look(secret, attempt))
                .then(robot -> {
                  part.robot(robot.username());
                  return then.apply(robot);
                }));
  }

  private static StepResult<Secret> handedOn(Steps steps) {
    return steps.obtain(CHOOSE, _ -> StepResult.failed(TOKEN_GONE));
  }

  private StepResult<NewToken> install(
      Robot robot, Secret token, Steps steps, Step<Confirmed> set, Step<Confirmed> prove) {
    return steps
        .run(set, attempt -> registry.set(robot, token, attempt))
        .then(_ -> steps.run(prove, attempt -> prove(robot, token, steps, attempt)))
        .map(_ -> new NewToken(robot.username(), token));
  }

  /**
   * A token that was set and is not in force was overwritten at the same moment (a PATCH of
   * Harbor's is lost under a concurrent PUT in a third of all cases): set it again, and prove that.
   */
  private StepResult<Confirmed> prove(Robot robot, Secret token, Steps steps, Attempt attempt) {
    return registry
        .prove(robot, token, attempt)
        .then(proof ->
            switch (proof) {
              case PROVEN -> StepResult.done(new Confirmed());
              case DISPROVED -> setAgain(robot, token, steps, attempt);
            });
  }

  private StepResult<Confirmed> setAgain(Robot robot, Secret token, Steps steps, Attempt attempt) {
    steps.notice(Notice.TOKEN_SET_AGAIN);
    return registry.set(robot, token, attempt).then(_ -> StepResult.failed(NOT_PROVEN));
  }

  private static final Failure NOT_PROVEN =
      new Failure.PeerFailed(
          new DomainError(
              Peer.HARBOR,
              Problem.UNAVAILABLE,
              DomainError.NO_STATUS,
              "the registry has not put the new token into force"),
          Optional.empty());
}
