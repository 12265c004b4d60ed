package dev.executionworkers.application.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.executionworkers.adapter.out.journal.InMemoryJournal;
import dev.executionworkers.domain.command.ExecutionId;
import dev.executionworkers.domain.command.Requester;
import dev.executionworkers.domain.command.SecretId;
import dev.executionworkers.domain.command.UpdateSecretBindings;
import dev.executionworkers.domain.outcome.Problem;
import dev.executionworkers.domain.outcome.Result.Confirmed;
import dev.executionworkers.port.in.Answer;
import dev.executionworkers.port.in.SuperviseExecutions.Decision;
import dev.executionworkers.port.out.BindingPropagator.BindingUpdate;
import dev.executionworkers.port.out.Journal;
import dev.executionworkers.port.out.Ledger;
import dev.executionworkers.port.out.Registry.Proof;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Rotations that a process with a registry has left to one whose settings name none. */
class WithdrawnRegistryTest {
  private static final Confirmed YES = new Confirmed();
  private static final UpdateSecretBindings UPDATE = update("ci");
  private static final Requester JANE = new Requester("jane@example.com");
  private static final Duration AFTER_THE_WINDOW = Duration.ofSeconds(185);

  private final Journal journal = new InMemoryJournal();
  private final World before = World.withSettableRegistry(Optional.of("robot"), journal);
  private final World without = World.with(journal);

  @BeforeEach
  void everythingWorks() {
    prepare(before);
    without.reachable.confirms(YES);
  }

  private static void prepare(World world) {
    world.rotates("robot");
  }

  @Test
  void aPendingOneStaysPendingAndSaysThatTheRegistryIsNotConfigured() {
    leftHalfDone();

    without.pass(Duration.ofHours(3));

    assertThat(without.events).isEmpty();
    assertThat(without.pipeline.rotationsPending()).isEqualTo(1);
    Answer.Failed told = (Answer.Failed) without.ask(UPDATE);
    assertThat(told.failure().error().code()).isEqualTo("registry_not_configured");
    assertThat(without.telemetry.lines()).doesNotContain("notice REGISTRY_NOT_CONFIGURED");
    assertThat(without.events).isEmpty();
  }

  @Test
  void aPendingOneGoesOnWithItsTokenWhenTheRegistryIsConfiguredAgain() {
    leftHalfDone();
    without.pass(Duration.ofHours(3));
    without.time.call(() -> without.pipeline.drain(Duration.ofSeconds(30)));

    World after = World.withSettableRegistry(Optional.of("robot"), journal).withHousekeeping();
    prepare(after);
    after.pass(Duration.ofMinutes(1));

    assertThat(after.events.getFirst().result()).isEqualTo("success");
    assertThat(after.set).isEmpty();
    assertThat(after.handedOn)
        .extracting(BindingUpdate::token)
        .containsExactly(before.set.getFirst());
  }

  @Test
  void aPendingOneMayBeGivenUp() {
    ExecutionId pending = leftHalfDone();
    without.pass(Duration.ofMinutes(1));

    Decision decision =
        without.time.call(() -> without.pipeline.supervision().abandon(pending, JANE));
    without.pass(Duration.ofSeconds(1));

    assertThat(decision).isEqualTo(Decision.TAKEN);
    assertThat(without.events.getFirst().errorCode()).contains("registry_not_configured");
    assertThat(without.pipeline.rotationsPending()).isZero();
  }

  @Test
  void onePendingThatWasGivenUpBeforeItIsTakenUpEnds() {
    ExecutionId pending = leftHalfDone();
    journal.request(pending, Ledger.Request.ABANDON, JANE);

    without.pass(Duration.ofMinutes(1));

    assertThat(without.events.getFirst().errorCode()).contains("registry_not_configured");
    assertThat(without.pipeline.rotationsPending()).isZero();
  }

  @Test
  void oneThatHadSetNothingIsAcceptedLikeAnyOther() {
    before.look.fromNowOn().dies();
    assertThat(before.ask(UPDATE)).isInstanceOf(Answer.Defect.class);

    without.withHousekeeping().pass(Duration.ofMinutes(1));

    assertThat(without.telemetry.lines()).contains("notice REGISTRY_NOT_CONFIGURED");
    assertThat(without.events.getFirst().result()).isEqualTo("success");
  }

  @Test
  void oneThatHasMadeWayForNothingStaysPending() {
    before.propagate.fromNowOn().refuses(Problem.REJECTED);
    before.ask(UPDATE);
    before.look.fromNowOn().refuses(Problem.CONFLICT);
    assertThat(before.ask(update("other"))).isInstanceOf(Answer.Failed.class);

    without.withHousekeeping().pass(Duration.ofHours(1));

    assertThat(without.pipeline.rotationsPending()).isEqualTo(1);
  }

  @Test
  void oneWhoseTokenIsOwedToTheBindingsAgainStaysPending() {
    assertThat(before.ask(UPDATE)).isInstanceOf(Answer.Succeeded.class);
    before.prove.fromNowOn().confirms(Proof.DISPROVED).confirms(Proof.PROVEN);
    before.propagate.fromNowOn().dies();
    before.withHousekeeping().pass(AFTER_THE_WINDOW);

    without.withHousekeeping().pass(Duration.ofHours(1));

    assertThat(without.pipeline.rotationsPending()).isEqualTo(1);
  }

  @Test
  void oneThatIsDoneIsNotLookedAfterForEver() {
    assertThat(before.ask(UPDATE)).isInstanceOf(Answer.Succeeded.class);

    without.withHousekeeping().pass(Duration.ofHours(1));

    assertThat(without.pipeline.rotationsPending()).isZero();
    assertThat(journal.due(without.time.now().plus(Duration.ofDays(1)), 1)).isEmpty();
  }

  private ExecutionId leftHalfDone() {
    before.propagate.fromNowOn().dies();
    assertThat(before.ask(UPDATE)).isInstanceOf(Answer.Defect.class);
    without.withHousekeeping();
    return journal.orphans(1).getFirst().execution();
  }

  private static UpdateSecretBindings update(String secret) {
    return new UpdateSecretBindings(new SecretId(secret));
  }
}
