package dev.executionworkers.adapter.out.harbor;

import dev.executionworkers.adapter.out.exchange.Exchanged;
import dev.executionworkers.domain.outcome.DomainError;
import dev.executionworkers.domain.outcome.Peer;
import dev.executionworkers.domain.outcome.Problem;
import dev.executionworkers.domain.outcome.StepResult;
import dev.executionworkers.port.out.Attempt;
import dev.executionworkers.port.out.Registry.Login;
import dev.executionworkers.port.out.Registry.Proof;
import dev.executionworkers.port.out.Registry.Robot;

/** Logs in as robots, to find out whether they can. Thread-safe. */
final class LoginProofs {
  private final HarborApi api;

  LoginProofs(HarborApi api) {
    this.api = api;
  }

  /**
   * Logs in as the robot. A refused login disproves the token only when it is refused again after
   * the principal has read the robot: while Harbor cannot reach its database it refuses everybody.
   */
  StepResult<Proof> prove(Login login, Attempt attempt) {
    return logIn(login, attempt)
        .then(first ->
            switch (first) {
              case PROVEN -> StepResult.done(Proof.PROVEN);
              case DISPROVED -> unchanged(login.robot(), attempt).then(_ -> logIn(login, attempt));
            });
  }

  private StepResult<Proof> logIn(Login login, Attempt attempt) {
    Exchanged exchanged = api.login(login.robot(), login.token(), attempt);
    if (HarborAnswers.isRobot(exchanged)) {
      return StepResult.done(Proof.PROVEN);
    }
    return HarborAnswers.isUnauthorized(exchanged)
        ? StepResult.done(Proof.DISPROVED)
        : StepResult.failed(api.inconclusive(exchanged, login.token()));
  }

  /** The robot is still there, may log in, and is called as it was. */
  private StepResult<Robot> unchanged(Robot robot, Attempt attempt) {
    Exchanged exchanged = api.robot(robot.id(), attempt);
    return RobotAccount.one(exchanged)
        .map(RobotAccount::usable)
        .orElseGet(() -> StepResult.failed(api.failure(exchanged, attempt)))
        .then(now ->
            now.equals(robot)
                ? StepResult.done(now)
                : StepResult.refused(
                    new DomainError(
                        Peer.HARBOR,
                        Problem.CONFLICT,
                        DomainError.NO_STATUS,
                        "robot " + robot.username() + " is now called " + now.username())));
  }
}
