package dev.executionworkers.port.out;

import static dev.executionworkers.port.out.StepResults.done;
import static dev.executionworkers.port.out.StepResults.failure;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.executionworkers.domain.command.ExecutionId;
import dev.executionworkers.domain.command.Secret;
import dev.executionworkers.domain.command.SecretId;
import dev.executionworkers.domain.outcome.Failure.Refused;
import dev.executionworkers.domain.outcome.Problem;
import dev.executionworkers.domain.outcome.Result.Confirmed;
import dev.executionworkers.domain.outcome.StepResult;
import dev.executionworkers.port.out.Registry.Creation;
import dev.executionworkers.port.out.Registry.Login;
import dev.executionworkers.port.out.Registry.Marked;
import dev.executionworkers.port.out.Registry.Original;
import dev.executionworkers.port.out.Registry.Proof;
import dev.executionworkers.port.out.Registry.Robot;
import dev.executionworkers.port.out.Registry.Successor;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * What every registry does whose robots are replaced. Robots have the secret's id for a name. A
 * registry of long life may give each test a name of its own.
 */
public abstract class ReplacingRegistryContract {
  protected static final Attempt ATTEMPT = new Attempt("contract", 1, false);
  protected static final ExecutionId EXECUTION =
      new ExecutionId("019b76da-a800-79f8-b9b1-5164004417c5");
  protected static final ExecutionId OTHER =
      new ExecutionId("019b76da-a800-79f8-b9b1-5164004417c6");

  /** The registry under test. */
  protected abstract Registry.Replacing registry();

  /** A name like this one that no robot has yet. */
  protected abstract String freshName(String hint);

  /** Makes a system robot of that name, without prefix, that may log in; as somebody else would. */
  protected abstract void makeRobot(String name);

  /** Switches a robot off. */
  protected abstract void disableRobot(String name);

  /** Whether the robot of that username logs in with the token, found out by other means. */
  protected abstract boolean logsIn(String username, Secret token);

  @Test
  void looksAtTheRobotThatSomebodyElseHasMade() {
    String name = existing("found");

    Original original = done(look(name));

    assertThat(original.robot().username()).endsWith(name);
    assertThat(original.definition()).isNotEmpty();
    assertThat(done(look(original.robot().username()))).isEqualTo(original);
    assertThat(registry().robotName(secret(original.robot().username()))).isEqualTo(name);
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
  void makesASuccessorThatLogsInWhileTheOldRobotStays() {
    String name = existing("replaced");
    Robot old = done(look(name)).robot();

    Login login = successor(name, 7);

    assertThat(login.robot().username()).endsWith(name + "-7");
    assertThat(prove(login)).isEqualTo(StepResult.done(Proof.PROVEN));
    assertThat(logsIn(login.robot().username(), login.token())).isTrue();
    assertThat(done(look(name)).robot()).isEqualTo(login.robot()).isNotEqualTo(old);
  }

  @Test
  void copiesTheDefinitionFromSuccessorToSuccessor() {
    String name = existing("copied");
    String definition = done(look(name)).definition();

    successor(name, 1);

    assertThat(done(look(name)).definition()).isEqualTo(definition);
  }

  @Test
  void takesTheHighestNumberForTheLastSuccessorWhicheverCameLast() {
    String name = existing("ordered");
    Login last = successor(name, 12);

    successor(name, 9);

    assertThat(done(look(name)).robot()).isEqualTo(last.robot());
  }

  @Test
  void tellsThatANameIsTaken() {
    String name = existing("taken");
    makeRobot(name + "-3");
    successor(name, 4);

    assertThat(create(name, 3)).isEqualTo(StepResult.done(new Creation.NameTaken()));
    assertThat(create(name, 4)).isEqualTo(StepResult.done(new Creation.NameTaken()));
  }

  @Test
  void listsItsOwnRobotsAndNoOthers() {
    String name = existing("marked");
    makeRobot(name + "-1");
    makeRobot(name + "-other");
    String longer = name + "-5";
    makeRobot(longer);
    Login own = successor(name, 2);
    successor(longer, 6);

    assertThat(done(marked(name))).containsExactly(new Marked(own.robot(), EXECUTION, 2));
    assertThat(done(marked(freshName("nobody")))).isEmpty();
  }

  @Test
  void tellsWhichExecutionHasMadeARobot() {
    String name = existing("makers");
    successor(name, 1);
    create(name, 2, OTHER);

    assertThat(done(marked(name)))
        .extracting(Marked::madeBy, Marked::number)
        .containsExactlyInAnyOrder(tuple(EXECUTION, 1L), tuple(OTHER, 2L));
  }

  @Test
  void deletesARobotForGood() {
    String name = existing("deleted");
    Login login = successor(name, 1);
    Marked marked = done(marked(name)).getFirst();

    assertThat(delete(marked)).isEqualTo(StepResult.done(new Confirmed()));

    assertThat(done(marked(name))).isEmpty();
    assertThat(logsIn(login.robot().username(), login.token())).isFalse();
    assertThat(done(look(name)).robot().username()).endsWith(name);
    assertThat(delete(marked)).isEqualTo(StepResult.done(new Confirmed()));
  }

  @Test
  void disprovesTheLoginOfARobotThatIsGone() {
    String name = existing("gone");
    Login login = successor(name, 1);
    delete(done(marked(name)).getFirst());

    assertThat(prove(login)).isEqualTo(StepResult.done(Proof.DISPROVED));
  }

  @Test
  void disprovesAnotherToken() {
    String name = existing("other");
    Login login = successor(name, 1);

    Login wrong = new Login(login.robot(), Secret.of("Another1Token"));

    assertThat(prove(wrong)).isEqualTo(StepResult.done(Proof.DISPROVED));
  }

  protected final Login successor(String name, long number) {
    return switch (done(create(name, number))) {
      case Creation.Made(Secret credential) -> registry().login(credential);
      case Creation.NameTaken _ -> throw new AssertionError(name + "-" + number + " is taken");
    };
  }

  protected final StepResult<Creation> create(String name, long number) {
    return create(name, number, EXECUTION);
  }

  protected final StepResult<Creation> create(String name, long number, ExecutionId madeBy) {
    String definition = done(look(name)).definition();
    return registry().create(new Successor(name + "-" + number, madeBy, definition), ATTEMPT);
  }

  protected final StepResult<Original> look(String name) {
    return registry().look(secret(name), ATTEMPT);
  }

  protected final StepResult<List<Marked>> marked(String name) {
    return registry().marked(secret(name), ATTEMPT);
  }

  protected final StepResult<Confirmed> delete(Marked robot) {
    return registry().delete(robot, ATTEMPT);
  }

  protected final StepResult<Proof> prove(Login login) {
    return registry().prove(login, ATTEMPT);
  }

  protected final String existing(String hint) {
    String name = freshName(hint);
    makeRobot(name);
    return name;
  }

  protected static SecretId secret(String name) {
    return new SecretId(name);
  }

  protected static void assertRefused(StepResult<?> result, Problem problem) {
    assertThat(failure(result)).isInstanceOf(Refused.class);
    assertThat(failure(result).error().problem()).isEqualTo(problem);
  }
}
