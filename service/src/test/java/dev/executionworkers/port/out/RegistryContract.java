package dev.executionworkers.port.out;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.executionworkers.domain.command.Secret;
import dev.executionworkers.domain.command.SecretId;
import dev.executionworkers.domain.outcome.Failure;
import dev.executionworkers.domain.outcome.Failure.Refused;
import dev.executionworkers.domain.outcome.Problem;
import dev.executionworkers.domain.outcome.Result.Confirmed;
import dev.executionworkers.domain.outcome.StepResult;
import dev.executionworkers.port.out.Registry.Proof;
import dev.executionworkers.port.out.Registry.Robot;
import org.junit.jupiter.api.Test;

/**
 * What every registry that takes a token of our choosing does. Robots have the secret's id for a
 * name. A registry of long life may give each test a name of its own.
 */
public abstract class RegistryContract {
  protected static final Attempt ATTEMPT = new Attempt("contract", 1, false);

  /** The registry under test. */
  protected abstract Registry.Settable registry();

  /** A name like this one that no robot has yet. */
  protected abstract String freshName(String hint);

  /** Makes a system robot of that name, without prefix, that may log in. */
  protected abstract void makeRobot(String name);

  /** Switches a robot off. */
  protected abstract void disableRobot(String name);

  /** Whether the robot of that username logs in with the token, found out by other means. */
  protected abstract boolean logsIn(String username, Secret token);

  @Test
  void findsARobotByItsNameWithAndWithoutPrefix() {
    String name = existing("found");

    Robot robot = robot(name);

    assertThat(robot.username()).endsWith(name);
    assertThat(robot(robot.username())).isEqualTo(robot);
    assertThat(registry().robotName(new SecretId(robot.username())))
        .isEqualTo(registry().robotName(new SecretId(name)));
  }

  @Test
  void refusesARobotThatIsNotThere() {
    String name = existing("there");

    assertRefused(look(freshName("absent")), Problem.NOT_FOUND);
    assertRefused(look(name + "-not"), Problem.NOT_FOUND);
    assertRefused(look("x" + name), Problem.NOT_FOUND);
  }

  @Test
  void refusesADisabledRobot() {
    String name = existing("disabled");
    disableRobot(name);

    assertRefused(look(name), Problem.CONFLICT);
  }

  @Test
  void choosesAnotherTokenEachTime() {
    assertThat(registry().choose()).isNotEqualTo(registry().choose());
  }

  @Test
  void provesTheTokenThatWasSet() {
    Robot robot = robot(existing("proven"));
    Secret token = registry().choose();

    assertThat(set(robot, token)).isEqualTo(StepResult.done(new Confirmed()));

    assertThat(prove(robot, token)).isEqualTo(StepResult.done(Proof.PROVEN));
    assertThat(logsIn(robot.username(), token)).isTrue();
  }

  @Test
  void takesTheSameTokenAgain() {
    Robot robot = robot(existing("again"));
    Secret token = registry().choose();
    set(robot, token);

    assertThat(set(robot, token)).isEqualTo(StepResult.done(new Confirmed()));

    assertThat(prove(robot, token)).isEqualTo(StepResult.done(Proof.PROVEN));
  }

  @Test
  void disprovesATokenThatWasNotSet() {
    Robot robot = robot(existing("disproved"));

    assertThat(prove(robot, registry().choose())).isEqualTo(StepResult.done(Proof.DISPROVED));
  }

  @Test
  void disprovesTheFormerToken() {
    Robot robot = robot(existing("former"));
    Secret former = registry().choose();
    Secret latter = registry().choose();
    set(robot, former);

    set(robot, latter);

    assertThat(prove(robot, former)).isEqualTo(StepResult.done(Proof.DISPROVED));
    assertThat(prove(robot, latter)).isEqualTo(StepResult.done(Proof.PROVEN));
  }

  @Test
  void neverSetsAnEmptyToken() {
    Robot robot = robot(existing("empty"));
    Secret token = registry().choose();
    set(robot, token);

    assertThatThrownBy(() -> registry().set(robot, Secret.of(""), ATTEMPT))
        .isInstanceOf(IllegalArgumentException.class);

    assertThat(logsIn(robot.username(), token)).isTrue();
  }

  @Test
  void refusesToSetTheTokenOfARobotThatIsGone() {
    Robot gone = new Robot(999_999_999L, robot(existing("gone")).username());

    assertRefused(set(gone, registry().choose()), Problem.NOT_FOUND);
  }

  protected final StepResult<Robot> look(String name) {
    return registry().look(new SecretId(name), ATTEMPT);
  }

  protected final StepResult<Confirmed> set(Robot robot, Secret token) {
    return registry().set(robot, token, ATTEMPT);
  }

  protected final StepResult<Proof> prove(Robot robot, Secret token) {
    return registry().prove(robot, token, ATTEMPT);
  }

  protected final Robot robot(String name) {
    return valueOf(look(name));
  }

  protected final String existing(String hint) {
    String name = freshName(hint);
    makeRobot(name);
    return name;
  }

  protected static <T> T valueOf(StepResult<T> result) {
    assertThat(result).isInstanceOf(StepResult.Done.class);
    return ((StepResult.Done<T>) result).value();
  }

  protected static SecretId secret(String name) {
    return new SecretId(name);
  }

  protected static Failure failure(StepResult<?> result) {
    assertThat(result).isInstanceOf(StepResult.Failed.class);
    return ((StepResult.Failed<?>) result).failure();
  }

  protected static void assertRefused(StepResult<?> result, Problem problem) {
    assertThat(failure(result)).isInstanceOf(Refused.class);
    assertThat(failure(result).error().problem()).isEqualTo(problem);
  }
}
