package dev.executionworkers.application.operation;

import dev.executionworkers.application.operation.Operation.Hindsight;
import dev.executionworkers.application.operation.Rotation.NewToken;
import dev.executionworkers.application.operation.Succession.Round;
import dev.executionworkers.application.operation.Succession.Successful;
import dev.executionworkers.domain.command.SecretId;
import dev.executionworkers.domain.outcome.Failure;
import dev.executionworkers.domain.outcome.Result.Confirmed;
import dev.executionworkers.domain.outcome.StepResult;
import dev.executionworkers.port.out.Attempt;
import dev.executionworkers.port.out.ExecutionTelemetry.Notice;
import dev.executionworkers.port.out.ExecutionTelemetry.Phase;
import dev.executionworkers.port.out.Registry;
import dev.executionworkers.port.out.Registry.Login;
import dev.executionworkers.port.out.Registry.Proof;
import java.time.Duration;
import java.util.Optional;

/**
 * What is left to do after a robot was replaced: prove the new one once more when nobody asks for
 * its rotation again, and delete the old ones at the end of the overlap. Belongs to one execution's
 * thread.
 */
final class ReplaceAftercare {
  /** How long until what failed is tried again. */
  private static final Duration BETWEEN_PROOFS = Duration.ofMinutes(1);

  private static final Duration BETWEEN_SWEEPS = Duration.ofMinutes(5);

  private final Registry.Replacing registry;
  private final Duration replayWindow;
  private final Duration overlap;
  private final HandOn handOn;

  /** Hands a token on that the bindings do not know yet. */
  @FunctionalInterface
  interface HandOn {
    StepResult<Confirmed> make(NewToken token, Attempt attempt);
  }

  ReplaceAftercare(
      Registry.Replacing registry, Duration replayWindow, Duration overlap, HandOn handOn) {
    this.registry = registry;
    this.replayWindow = replayWindow;
    this.overlap = overlap;
    this.handOn = handOn;
  }

  /**
   * Does what is due.
   *
   * @return how long until it is to be done again; empty when that was the last time
   */
  Optional<Duration> lookAfter(SecretId secret, Steps steps, Hindsight hindsight) {
    StepResult<Standing> standing =
        steps.within(
            Phase.ROTATE_ROBOT_TOKEN,
            part -> new Visit(secret, steps, part, hindsight.newest()).stand());
    return switch (standing) {
      case StepResult.Failed<Standing>(Failure failure) ->
          failure.equals(Rotation.TOKEN_GONE) ? Optional.empty() : Optional.of(BETWEEN_PROOFS);
      case StepResult.Done<Standing>(Standing.HandedOnAgain _) -> Optional.of(replayWindow);
      case StepResult.Done<Standing>(Standing.InForce(Successful robot)) -> {
        Duration left = overlap.minus(hindsight.age());
        yield left.isPositive() ? Optional.of(left) : sweep(secret, steps, robot);
      }
    };
  }

  private Optional<Duration> sweep(SecretId secret, Steps steps, Successful inForce) {
    return switch (new RobotSweep(registry, secret, steps).deleteAllBut(inForce)) {
      case StepResult.Done<Confirmed> _ -> Optional.empty();
      case StepResult.Failed<Confirmed> _ -> Optional.of(BETWEEN_SWEEPS);
    };
  }

  /** How the rotated robot stands. */
  private sealed interface Standing {

    /** It was handed on and has been proven since, unless a later rotation makes that needless. */
    record InForce(Successful robot) implements Standing {}

    /** It had to be replaced, and that one was handed on just now. */
    record HandedOnAgain() implements Standing {}
  }

  /** One look at it. */
  private final class Visit {
    private final Succession succession;
    private final Steps steps;
    private final Steps.Part part;
    private final boolean newest;
    private boolean handedOnNow;

    Visit(SecretId secret, Steps steps, Steps.Part part, boolean newest) {
      this.part = part;
      this.succession = new Succession(registry, secret, steps);
      this.steps = steps;
      this.newest = newest;
    }

    StepResult<Standing> stand() {
      return succession.installed(Round.FIRST).then(this::proveOnceMore);
    }

    private StepResult<Standing> proveOnceMore(Successful robot) {
      part.robot(robot.login().robot().username());
      return steps
          .run(robot.round().proveOnceMore(), attempt -> lastProof(robot.login(), attempt))
          .then(proof ->
              switch (proof) {
                case PROVEN -> StepResult.done(new Standing.InForce(robot));
                case DISPROVED -> repair(robot.round().after(robot.login()));
              });
    }

    /** An older rotation's robot has been replaced on purpose. */
    private StepResult<Proof> lastProof(Login login, Attempt attempt) {
      if (!newest) {
        return StepResult.done(Proof.PROVEN);
      }
      StepResult<Proof> proof = registry.prove(login, attempt);
      if (proof instanceof StepResult.Done<Proof>(Proof value) && value == Proof.DISPROVED) {
        steps.notice(Notice.ROTATION_REOPENED);
      }
      return proof;
    }

    /** Nobody can give the robot its token back, so it is replaced once more. */
    private StepResult<Standing> repair(Round round) {
      return succession
          .install(round)
          .then(robot ->
              steps
                  .run(
                      robot.round().handOnAgain(),
                      attempt -> {
                        handedOnNow = true;
                        return handOn.make(ReplaceRotation.token(robot), attempt);
                      })
                  .then(_ ->
                      handedOnNow
                          ? StepResult.done(new Standing.HandedOnAgain())
                          : proveOnceMore(robot)));
    }
  }
}
