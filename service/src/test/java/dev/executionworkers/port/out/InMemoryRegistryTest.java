package dev.executionworkers.port.out;

import static org.assertj.core.api.Assertions.assertThat;

import dev.executionworkers.domain.command.Secret;
import dev.executionworkers.domain.outcome.DomainError;
import dev.executionworkers.domain.outcome.Failure;
import dev.executionworkers.domain.outcome.Peer;
import dev.executionworkers.domain.outcome.Problem;
import dev.executionworkers.domain.outcome.StepResult;
import dev.executionworkers.port.out.InMemoryRegistry.Call;
import dev.executionworkers.port.out.Registry.Proof;
import dev.executionworkers.port.out.Registry.Robot;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class InMemoryRegistryTest extends RegistryContract {
  private static final Failure LOST =
      new Failure.LostReply(new DomainError(Peer.HARBOR, Problem.TIMEOUT, 0, "no answer"));

  private final InMemoryRegistry registry = new InMemoryRegistry();

  @Override
  protected Registry.Settable registry() {
    return registry;
  }

  @Override
  protected String freshName(String hint) {
    return hint;
  }

  @Override
  protected void makeRobot(String name) {
    registry.robot(name);
  }

  @Override
  protected void disableRobot(String name) {
    registry.disable(name);
  }

  @Override
  protected boolean logsIn(String username, Secret token) {
    return registry.logsIn(username, token);
  }

  @Test
  void failsAsToldWithAndWithoutTheEffect() {
    Robot robot = robot(existing("ci"));
    Secret first = registry.choose();
    Secret second = registry.choose();
    registry.failNext(Call.SET, LOST).failNextAfterEffect(Call.SET, LOST);

    assertThat(set(robot, first)).isEqualTo(StepResult.failed(LOST));
    assertThat(registry.tokenOf("ci")).isEmpty();
    assertThat(set(robot, second)).isEqualTo(StepResult.failed(LOST));
    assertThat(registry.tokenOf("ci")).contains(second);
    assertThat(registry.tokensSent()).containsExactly(first, second);
    assertThat(registry.calls()).containsExactly(Call.LOOK, Call.SET, Call.SET);
  }

  @Test
  void losesAChangeAsTold() {
    Robot robot = robot(existing("ci"));
    Secret token = registry.choose();
    registry.loseNextChange();

    set(robot, token);

    assertThat(prove(robot, token)).isEqualTo(StepResult.done(Proof.DISPROVED));
    set(robot, token);
    assertThat(prove(robot, token)).isEqualTo(StepResult.done(Proof.PROVEN));
  }

  @Nested
  class Issuing extends IssuingRegistryContract {
    private final InMemoryIssuingRegistry issuing = new InMemoryIssuingRegistry();

    @Override
    protected Registry.Issuing registry() {
      return issuing;
    }

    @Override
    protected Secret tokenInForce() {
      return issuing.issued().getLast();
    }

    @Test
    void losesAnAnswerAsTold() {
      issuing.failNextAfterEffect(LOST);

      assertThat(issuing.issue(SECRET, ATTEMPT)).isEqualTo(StepResult.failed(LOST));

      assertThat(issuing.issued()).hasSize(1);
    }
  }
}
