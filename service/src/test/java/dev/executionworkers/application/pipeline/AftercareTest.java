package dev.executionworkers.application.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.executionworkers.adapter.out.journal.InMemoryJournal;
import dev.executionworkers.domain.command.SecretId;
import dev.executionworkers.domain.command.UpdateSecretBindings;
import dev.executionworkers.domain.outcome.Problem;
import dev.executionworkers.domain.outcome.Result.Confirmed;
import dev.executionworkers.port.in.Answer;
import dev.executionworkers.port.out.Attempt;
import dev.executionworkers.port.out.BindingPropagator.BindingUpdate;
import dev.executionworkers.port.out.InMemoryReplacingRegistry;
import dev.executionworkers.port.out.Journal;
import dev.executionworkers.port.out.Registry;
import dev.executionworkers.port.out.Registry.Proof;
import dev.executionworkers.port.out.Registry.Robot;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What happens to a rotation after its replay window of three minutes. */
class AftercareTest {
  private static final Confirmed YES = new Confirmed();
  private static final UpdateSecretBindings UPDATE = new UpdateSecretBindings(new SecretId("ci"));
  private static final Duration AFTER_THE_WINDOW = Duration.ofSeconds(185);

  private final World world = World.withSettableRegistry(Optional.empty()).withHousekeeping();

  @BeforeEach
  void everythingWorks() {
    world.rotates("robot$ci");
    assertThat(world.ask(UPDATE)).isInstanceOf(Answer.Succeeded.class);
    assertThat(world.prove.calls()).isEqualTo(1);
  }

  @Test
  void aTokenIsProvedOnceMoreAndThenLeftAlone() {
    world.pass(Duration.ofSeconds(170));
    assertThat(world.prove.calls()).isEqualTo(1);

    world.pass(Duration.ofSeconds(15));
    assertThat(world.prove.calls()).isEqualTo(2);
    world.pass(Duration.ofHours(1));

    assertThat(world.prove.calls()).isEqualTo(2);
    assertThat(world.set).hasSize(1);
    assertThat(world.handedOn).hasSize(1);
    assertThat(world.events).hasSize(1);
  }

  @Test
  void aTokenThatWasOverwrittenIsSetAgainAndHandedOnUnderALaterGeneration() {
    world.prove.fromNowOn().confirms(Proof.DISPROVED).confirms(Proof.PROVEN);

    world.pass(AFTER_THE_WINDOW);

    assertThat(world.telemetry.lines()).contains("notice ROTATION_REOPENED");
    assertThat(world.set).hasSize(2).containsOnly(world.set.getFirst());
    assertThat(world.handedOn).extracting(BindingUpdate::token).containsOnly(world.set.getFirst());
    assertThat(world.handedOn).hasSize(2);
    assertThat(world.handedOn.get(1).generation())
        .isGreaterThan(world.handedOn.get(0).generation());
    world.pass(AFTER_THE_WINDOW);
    assertThat(world.prove.calls()).as("the repair is proved once more too").isEqualTo(4);
  }

  @Test
  void aTokenIsHandedOnAgainUnderAKeyOfItsOwn() {
    world.prove.fromNowOn().confirms(Proof.DISPROVED).confirms(Proof.PROVEN);

    world.pass(AFTER_THE_WINDOW);

    assertThat(world.propagate.attempts())
        .as("receivers refuse another body under a key that they have seen")
        .extracting(Attempt::idempotencyKey)
        .hasSize(2)
        .doesNotHaveDuplicates();
  }

  @Test
  void aRefusedSuccessorIsNotTakenForSuperseded() {
    world.pass(Duration.ofSeconds(181));
    world.propagate.fromNowOn().refuses(Problem.REJECTED);
    world.ask(UPDATE);
    world.pass(Duration.ofMinutes(5));

    assertThat(world.pipeline.rotationsPending()).isEqualTo(1);
    world.propagate.fromNowOn().confirms(YES);
    assertThat(world.ask(UPDATE)).isInstanceOf(Answer.Succeeded.class);
    assertThat(world.handedOn.getLast().token()).isEqualTo(world.set.getLast());
  }

  @Test
  void aProofThatTellsNothingIsTriedAgainUntilItDoes() {
    world.prove.fromNowOn().isUnavailable();
    world.pass(Duration.ofMinutes(30));
    assertThat(world.set).hasSize(1);

    world.prove.fromNowOn().confirms(Proof.DISPROVED).confirms(Proof.PROVEN);
    world.pass(Duration.ofMinutes(3));

    assertThat(world.set).hasSize(2).containsOnly(world.set.getFirst());
  }

  @Test
  void aRepairIsFinishedHoweverLongTheRegistryIsAway() {
    world.prove.fromNowOn().confirms(Proof.DISPROVED).confirms(Proof.PROVEN);
    world.setToken.fromNowOn().losesTheReply();
    world.pass(Duration.ofHours(2));
    assertThat(world.pipeline.rotationsPending()).isEqualTo(1);

    world.setToken.fromNowOn().confirms(YES);
    world.pass(Duration.ofMinutes(1));

    assertThat(world.pipeline.rotationsPending()).isZero();
    assertThat(world.handedOn).hasSize(2);
    assertThat(world.set).containsOnly(world.set.getFirst());
  }

  @Test
  void aRotationThatALaterOneHasReplacedIsNotProvedAgain() {
    world.pass(Duration.ofSeconds(181));
    int before = world.prove.calls();
    world.ask(UPDATE);
    assertThat(world.set).hasSize(2).doesNotHaveDuplicates();

    world.prove.fromNowOn().confirms(Proof.PROVEN);
    world.pass(AFTER_THE_WINDOW);

    assertThat(world.prove.calls()).isEqualTo(before + 2);
  }

  @Test
  void aRotationByAnotherStrategyIsLeftAlone() {
    Journal journal = new InMemoryJournal();
    Registry replacing = new InMemoryReplacingRegistry().robot("ci", "may pull");
    World before = World.with(replacing, journal);
    before.reachable.confirms(YES);
    before.propagate.confirms(YES);
    assertThat(before.ask(UPDATE)).isInstanceOf(Answer.Succeeded.class);
    World since = World.withSettableRegistry(journal).withHousekeeping();
    since.look.confirms(new Robot(7, "robot$ci"));

    since.pass(AFTER_THE_WINDOW);

    assertThat(journal.due(since.time.now().plus(Duration.ofDays(1)), 1)).isEmpty();
    assertThat(since.set).isEmpty();
  }

  @Test
  void aRobotThatIsGoneKeepsNobodyBusy() {
    world.prove.fromNowOn().refuses(Problem.NOT_FOUND);

    world.pass(Duration.ofHours(1));

    assertThat(world.prove.calls()).isEqualTo(2);
    assertThat(world.pipeline.rotationsPending()).isZero();
  }
}
