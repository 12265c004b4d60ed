package dev.executionworkers.port.out;

import static org.assertj.core.api.Assertions.assertThat;

import dev.executionworkers.domain.command.Secret;
import dev.executionworkers.domain.outcome.DomainError;
import dev.executionworkers.domain.outcome.Failure;
import dev.executionworkers.domain.outcome.Peer;
import dev.executionworkers.domain.outcome.Problem;
import dev.executionworkers.domain.outcome.StepResult;
import dev.executionworkers.port.out.InMemoryReplacingRegistry.Call;
import dev.executionworkers.port.out.Registry.Creation;
import org.junit.jupiter.api.Test;

class InMemoryReplacingRegistryTest extends ReplacingRegistryContract {
  private static final Failure LOST =
      new Failure.LostReply(new DomainError(Peer.HARBOR, Problem.TIMEOUT, 0, "no answer"));

  private final InMemoryReplacingRegistry registry = new InMemoryReplacingRegistry();

  @Override
  protected Registry.Replacing registry() {
    return registry;
  }

  @Override
  protected String freshName(String hint) {
    return hint;
  }

  @Override
  protected void makeRobot(String name) {
    registry.robot(name, "may pull");
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
    existing("ci");
    registry.failNext(Call.CREATE, LOST).failNextAfterEffect(Call.CREATE, LOST);

    assertThat(create("ci", 1)).isEqualTo(StepResult.failed(LOST));
    assertThat(registry.names()).containsExactly("ci");
    assertThat(create("ci", 2)).isEqualTo(StepResult.failed(LOST));
    assertThat(registry.names()).containsExactly("ci", "ci-2");
  }

  @Test
  void letsADelayedCreationLandWhenTold() {
    existing("ci");
    registry.delayNextCreation(LOST);

    assertThat(create("ci", 1)).isEqualTo(StepResult.failed(LOST));
    assertThat(registry.names()).containsExactly("ci");
    registry.landDelayedCreations();
    assertThat(create("ci", 1)).isEqualTo(StepResult.done(new Creation.NameTaken()));
  }
}
