package dev.executionworkers.application.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.executionworkers.domain.command.EnvironmentId;
import dev.executionworkers.domain.command.ExecutionId;
import dev.executionworkers.domain.command.ProvisionSecrets;
import dev.executionworkers.port.out.Journal.Lease;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class HeldTest {
  private final VirtualTime time = new VirtualTime();
  private final Held held = new Held();

  @Test
  void whatIsHeldIsFoundByItsIdAmongOthers() {
    Lease one = new Lease(new ExecutionId("one"), 1);
    Lease other = new Lease(new ExecutionId("other"), 1);
    RunningExecution first = execution("one");
    RunningExecution second = execution("other");
    held.add(one, first);
    held.add(other, second);
    held.commit(other);

    assertThat(held.find(new ExecutionId("one"))).contains(new Held.Holding(one, first, false));
    assertThat(held.find(new ExecutionId("other"))).contains(new Held.Holding(other, second, true));
    assertThat(held.find(new ExecutionId("a third"))).isEmpty();
  }

  @Test
  void whatIsGivenUpIsNeitherFoundNorCounted() {
    Lease lease = new Lease(new ExecutionId("one"), 1);
    held.add(lease, execution("one"));
    held.commit(lease);
    assertThat(held.committed()).isEqualTo(1);

    held.remove(lease);

    assertThat(held.find(new ExecutionId("one"))).isEmpty();
    assertThat(held.committed()).isZero();
  }

  private RunningExecution execution(String id) {
    ProvisionSecrets command = new ProvisionSecrets(new EnvironmentId(id));
    return RunningExecution.asked(
        new ExecutionId(id), Identity.of(command, Optional.empty()), command, time.now(), time);
  }
}
