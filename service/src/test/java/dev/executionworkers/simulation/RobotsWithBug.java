package dev.executionworkers.simulation;

import dev.executionworkers.domain.command.Secret;
import dev.executionworkers.domain.command.SecretId;
import dev.executionworkers.domain.outcome.Result.Confirmed;
import dev.executionworkers.domain.outcome.StepResult;
import dev.executionworkers.port.out.Attempt;
import dev.executionworkers.port.out.Registry;
import java.util.List;

/** A registry that replaces robots, of which a subclass gets one thing wrong. */
abstract class RobotsWithBug implements Registry.Replacing {
  private final Registry.Replacing robots;

  RobotsWithBug(Registry.Replacing robots) {
    this.robots = robots;
  }

  @Override
  public String robotName(SecretId secret) {
    return robots.robotName(secret);
  }

  @Override
  public StepResult<Registry.Original> look(SecretId secret, Attempt attempt) {
    return robots.look(secret, attempt);
  }

  @Override
  public StepResult<Registry.Creation> create(Registry.Successor successor, Attempt attempt) {
    return robots.create(successor, attempt);
  }

  @Override
  public Registry.Login login(Secret credential) {
    return robots.login(credential);
  }

  @Override
  public StepResult<Registry.Proof> prove(Registry.Login login, Attempt attempt) {
    return robots.prove(login, attempt);
  }

  @Override
  public StepResult<List<Registry.Marked>> marked(SecretId secret, Attempt attempt) {
    return robots.marked(secret, attempt);
  }

  @Override
  public StepResult<Confirmed> delete(Registry.Marked robot, Attempt attempt) {
    return robots.delete(robot, attempt);
  }
}
