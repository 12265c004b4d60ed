package dev.executionworkers.application.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.executionworkers.adapter.out.journal.InMemoryJournal;
import dev.executionworkers.domain.command.ExecutionId;
import dev.executionworkers.domain.command.Requester;
import dev.executionworkers.domain.command.Secret;
import dev.executionworkers.domain.command.SecretId;
import dev.executionworkers.domain.command.UpdateSecretBindings;
import dev.executionworkers.domain.outcome.Result.Confirmed;
import dev.executionworkers.port.in.Answer;
import dev.executionworkers.port.in.SuperviseExecutions.Decision;
import dev.executionworkers.port.out.BindingPropagator.BindingUpdate;
import dev.executionworkers.port.out.DomainEvent;
import dev.executionworkers.port.out.ForwardingJournal;
import dev.executionworkers.port.out.Journal.Unfinished;
import dev.executionworkers.port.out.UnopenedSecretException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A rotation whose token is sealed with a key that this process does not have. */
class UnopenedTokenTest {
  private static final Confirmed YES = new Confirmed();
  private static final UpdateSecretBindings UPDATE = new UpdateSecretBindings(new SecretId("ci"));

  private final InMemoryJournal memory = new InMemoryJournal();
  private final LosingItsKey journal = new LosingItsKey(memory);
  private final World world = World.withSettableRegistry(journal);

  @BeforeEach
  void everythingWorks() {
    world.rotates("robot$ci");
    world.pipeline.start();
  }

  @Test
  void isPendingAndToldOfUntilTheKeyIsThere() {
    dieHalfDone();

    assertThat(failureOf(world.ask(UPDATE))).isEqualTo("registry_not_configured");
    world.pass(Duration.ofHours(1));
    assertThat(world.pipeline.rotationsPending()).isEqualTo(1);
    journal.hasKey = true;
    world.pass(Duration.ofHours(1));

    assertThat(world.events).extracting(DomainEvent::result).containsExactly("success");
    assertThat(world.handedOn).extracting(BindingUpdate::token).containsOnly(world.set.getFirst());
    assertThat(world.set).hasSize(1);
  }

  @Test
  void endsWhenAnOperatorAbandonsItAndTheNextOneGetsANewToken() {
    dieHalfDone();
    ExecutionId id = ((Answer.Failed) world.ask(UPDATE)).execution();

    assertThat(abandon(id)).isEqualTo(Decision.TAKEN);

    assertThat(world.events.getFirst().errorCode()).contains("registry_not_configured");
    assertThat(world.pipeline.rotationsPending()).isZero();
    assertThat(world.ask(UPDATE)).isInstanceOf(Answer.Succeeded.class);
    assertThat(world.set).hasSize(2).doesNotHaveDuplicates();
    assertThat(world.handedOn.getLast().token()).isEqualTo(world.set.getLast());
  }

  @Test
  void endsByItselfWhenNothingWasSet() {
    world.setToken.fromNowOn().cannotBeReached();
    journal.dieAfterSealing = true;
    world.ask(UPDATE);
    journal.hasKey = false;
    world.pass(Duration.ofMinutes(2));

    assertThat(world.events.getFirst().errorCode()).contains("registry_not_configured");
    world.setToken.fromNowOn().confirms(YES);
    assertThat(world.ask(UPDATE)).isInstanceOf(Answer.Succeeded.class);
  }

  @Test
  void whatIsToBeProvedOnceMoreDoesNotKeepTheNextFromItsRobot() {
    world.ask(UPDATE);
    journal.hasKey = false;
    world.pass(Duration.ofMinutes(30));
    int proofs = world.prove.calls();

    assertThat(world.ask(UPDATE)).isInstanceOf(Answer.Succeeded.class);

    assertThat(world.set).hasSize(2);
    assertThat(proofs).as("of the first").isEqualTo(1);
    assertThat(memory.due(Instant.MAX, 10)).extracting(Unfinished::execution).isNotEmpty();
  }

  private void dieHalfDone() {
    world.propagate.fromNowOn().dies().confirms(YES);
    assertThat(world.ask(UPDATE)).isInstanceOf(Answer.Defect.class);
    journal.hasKey = false;
  }

  private static String failureOf(Answer answer) {
    return ((Answer.Failed) answer).failure().error().code();
  }

  private Decision abandon(ExecutionId id) {
    return world.time.call(
        () -> world.pipeline.supervision().abandon(id, new Requester("jane@example.com")));
  }

  /** What is sealed while it has its key opens only with it. */
  private static final class LosingItsKey extends ForwardingJournal {
    private boolean hasKey = true;
    private boolean dieAfterSealing;
    private Optional<ExecutionId> sealedBefore = Optional.empty();

    LosingItsKey(InMemoryJournal journal) {
      super(journal);
    }

    @Override
    public void seal(Lease lease, String slot, Secret secret) {
      super.seal(lease, slot, secret);
      if (hasKey) {
        sealedBefore = Optional.of(lease.execution());
      }
      if (dieAfterSealing) {
        dieAfterSealing = false;
        throw new IllegalStateException("died");
      }
    }

    @Override
    public Optional<Secret> unseal(Lease lease, String slot) {
      Optional<Secret> there = super.unseal(lease, slot);
      if (!hasKey && sealedBefore.equals(Optional.of(lease.execution())) && there.isPresent()) {
        throw new UnopenedSecretException("sealed with the key 'a', which is not there");
      }
      return there;
    }
  }
}
