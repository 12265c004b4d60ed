package dev.executionworkers.port.out;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.executionworkers.domain.command.Command;
import dev.executionworkers.domain.command.EnvironmentId;
import dev.executionworkers.domain.command.ProvisionSecrets;
import dev.executionworkers.domain.command.Secret;
import dev.executionworkers.domain.command.VerifyGitOpsReconciliation;
import dev.executionworkers.domain.outcome.Outcome;
import dev.executionworkers.domain.outcome.Result.Confirmed;
import dev.executionworkers.port.out.Journal.Claim;
import dev.executionworkers.port.out.Journal.Claim.Begun;
import dev.executionworkers.port.out.Journal.Ending;
import dev.executionworkers.port.out.Journal.Intent;
import dev.executionworkers.port.out.Journal.Lease;
import dev.executionworkers.port.out.Journal.Renewal;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What every {@link Journal} promises of claims, leases, steps and secrets; the first part of
 * {@link JournalContract}. Time comes in with each request.
 */
abstract class JournalClaimContract {
  static final Outcome SUCCESS = new Outcome.Completed(new Confirmed());

  private Journal journal;

  /** A journal that remembers nothing yet. */
  protected abstract Journal open();

  @BeforeEach
  void openJournal() {
    journal = open();
  }

  @AfterEach
  void closeJournal() {
    journal.close();
  }

  final Journal journal() {
    return journal;
  }

  @Test
  void anEmptyJournalCanBeWritten() {
    assertThat(journal.writable()).isTrue();
  }

  @Test
  void whatIsNewIsBegunUnderItsOwnId() {
    Intent intent = Asking.of(provision("e1")).intent();

    Begun begun = begun(journal.claim(intent));

    assertThat(begun.lease().execution()).isEqualTo(intent.proposed());
    assertThat(begun.idempotencyKey()).isEqualTo(intent.proposed().value());
    assertThat(begun.effectInDoubt()).isFalse();
    assertThat(begun.laneShared()).isFalse();
    assertThat(begun.generation()).isZero();
  }

  @Test
  void whatIsHeldIsNotBegunTwice() {
    Begun first = begin(Asking.of(provision("e1")));

    assertThat(journal.claim(Asking.of(provision("e1")).intent()))
        .isEqualTo(new Claim.RunsElsewhere(first.lease().execution()));
  }

  @Test
  void differentThingsDoNotHinderOneAnother() {
    Begun one = begin(Asking.of(provision("e1")));
    Begun other = begin(Asking.of(provision("e2")));
    Begun keyed = begin(Asking.of(provision("e1")).key("k"));
    Begun elsewhere =
        begin(Asking.of(new VerifyGitOpsReconciliation(new EnvironmentId("e1"))).key("k"));

    assertThat(Stream.of(one, other, keyed, elsewhere).map(it -> it.lease().execution()))
        .doesNotHaveDuplicates();
  }

  @Test
  void aKeyOfTheCallersIsForOneCommandWhileItRuns() {
    begin(Asking.of(provision("e1")).key("k"));

    assertThat(journal.claim(Asking.of(provision("e2")).key("k").intent()))
        .isEqualTo(new Claim.KeyReused());
  }

  @Test
  void aLeaseLastsForAsLongAsItIsRenewed() {
    Begun begun = begin(Asking.of(provision("e1")));

    assertThat(journal.renew(begun.lease(), Duration.ofSeconds(45))).isEqualTo(Renewal.HELD);
    assertThat(journal.renew(begun.lease(), Duration.ofSeconds(45))).isEqualTo(Renewal.HELD);
  }

  @Test
  void whatWasReleasedIsTakenUpWhereItWasLeft() {
    Begun first = begin(Asking.of(provision("e1")));
    journal.record(first.lease(), "one", "1");
    journal.seal(first.lease(), "token", Secret.of("hunter2"));
    journal.release(first.lease());

    Begun second = begin(Asking.of(provision("e1")));

    assertThat(second.lease().execution()).isEqualTo(first.lease().execution());
    assertThat(second.idempotencyKey()).isEqualTo(first.idempotencyKey());
    assertThat(second.lease().epoch()).isGreaterThan(first.lease().epoch());
    assertThat(journal.recall(second.lease(), "one")).contains("1");
    assertThat(journal.unseal(second.lease(), "token")).contains(Secret.of("hunter2"));
  }

  /** The former owner may have sent something and not lived to see the answer. */
  @Test
  void whatIsTakenUpMayHaveHadItsEffect() {
    journal.release(begin(Asking.of(provision("e1"))).lease());

    assertThat(begin(Asking.of(provision("e1"))).effectInDoubt()).isTrue();
  }

  @Test
  void aFormerOwnerCanDoNothing() {
    Begun first = begin(Asking.of(provision("e1")));
    journal.release(first.lease());
    Begun second = begin(Asking.of(provision("e1")));
    journal.record(second.lease(), "one", "1");
    journal.seal(second.lease(), "token", Secret.of("hunter2"));

    refusesAll(first.lease());

    assertThat(journal.recall(second.lease(), "one")).contains("1");
    assertThat(journal.unseal(second.lease(), "token")).contains(Secret.of("hunter2"));
    assertThat(journal.claim(Asking.of(provision("e1")).intent()))
        .isInstanceOf(Claim.RunsElsewhere.class);
  }

  @Test
  void afterAReleaseAndAfterTheEndALeaseIsWorthNothing() {
    Begun released = begin(Asking.of(provision("e1")));
    journal.release(released.lease());
    Begun finished = begin(Asking.of(provision("e2")));
    finish(finished, SUCCESS, false, Asking.START);

    refusesAll(released.lease());
    refusesAll(finished.lease());
    refusesAll(new Lease(Asking.of(provision("e3")).intent().proposed(), 1));
  }

  @Test
  void recallsWhatEachStepLeft() {
    Begun begun = begin(Asking.of(provision("e1")));
    journal.record(begun.lease(), "first", "grün 🔑\n\"'%\\");
    journal.record(begun.lease(), "second", "");
    journal.record(begun.lease(), "third", "3");
    journal.record(begun.lease(), "third", "4");

    assertThat(journal.recall(begun.lease(), "first")).contains("grün 🔑\n\"'%\\");
    assertThat(journal.recall(begun.lease(), "second")).contains("");
    assertThat(journal.recall(begun.lease(), "third")).contains("4");
    assertThat(journal.recall(begun.lease(), "fourth")).isEmpty();
  }

  @Test
  void keepsStepsAndSecretsToTheirExecution() {
    Begun one = begin(Asking.of(provision("e1")));
    Begun other = begin(Asking.of(provision("e2")));
    journal.record(one.lease(), "step", "1");
    journal.seal(one.lease(), "slot", Secret.of("hunter2"));

    assertThat(journal.recall(other.lease(), "step")).isEmpty();
    assertThat(journal.recall(one.lease(), "slot")).isEmpty();
    assertThat(journal.unseal(other.lease(), "slot")).isEmpty();
    assertThat(journal.unseal(one.lease(), "step")).isEmpty();
  }

  @Test
  void unsealsExactlyWhatWasSealed() {
    Begun begun = begin(Asking.of(provision("e1")));
    journal.seal(begun.lease(), "one", Secret.of("grün 🔑\u0000\n"));
    journal.seal(begun.lease(), "other", Secret.of("first"));
    journal.seal(begun.lease(), "other", Secret.of("second"));

    assertThat(journal.unseal(begun.lease(), "one")).contains(Secret.of("grün 🔑\u0000\n"));
    assertThat(journal.unseal(begun.lease(), "other")).contains(Secret.of("second"));
    assertThat(journal.unseal(begun.lease(), "none")).isEmpty();
  }

  @Test
  void aNewExecutionOfTheSameStartsWithNothing() {
    Begun first = begin(Asking.of(provision("e1")));
    journal.record(first.lease(), "step", "1");
    journal.seal(first.lease(), "slot", Secret.of("hunter2"));
    finish(first, SUCCESS, false, Asking.START);

    Begun second = begin(Asking.of(provision("e1")));

    assertThat(second.lease().execution()).isNotEqualTo(first.lease().execution());
    assertThat(journal.recall(second.lease(), "step")).isEmpty();
    assertThat(journal.unseal(second.lease(), "slot")).isEmpty();
  }

  /** Sixty-four callers ask for the same fifty things at once: each is begun once. */
  @Test
  void beginsEachThingOnceHoweverManyAsk() throws InterruptedException {
    int callers = 64;
    List<String> things = IntStream.range(0, 50).mapToObj(number -> "e" + number).toList();
    CyclicBarrier start = new CyclicBarrier(callers);
    Callable<List<Claim>> caller =
        () -> {
          start.await();
          return things.stream()
              .map(thing -> Patiently.claim(journal, Asking.of(provision(thing)).intent()))
              .toList();
        };

    List<Claim> claims;
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      claims =
          threads.invokeAll(Collections.nCopies(callers, caller)).stream()
              .flatMap(made -> made.resultNow().stream())
              .toList();
    }

    assertThat(claims).hasSize(callers * things.size());
    assertThat(claims.stream().filter(Begun.class::isInstance)).hasSize(things.size());
    assertThat(claims.stream().filter(Claim.RunsElsewhere.class::isInstance).distinct())
        .hasSize(things.size());
  }

  static Command provision(String environment) {
    return new ProvisionSecrets(new EnvironmentId(environment));
  }

  final Begun begin(Asking asking) {
    return begun(journal.claim(asking.intent()));
  }

  static Begun begun(Claim claim) {
    assertThat(claim).isInstanceOf(Begun.class);
    return (Begun) claim;
  }

  final void finish(Begun begun, Outcome outcome, boolean effectInDoubt, Instant at) {
    finish(begun, outcome, effectInDoubt, at, Optional.empty());
  }

  final void finish(
      Begun begun,
      Outcome outcome,
      boolean effectInDoubt,
      Instant at,
      Optional<Instant> aftercare) {
    journal.finish(
        begun.lease(),
        new Ending(outcome, effectInDoubt, true, event(begun.lease(), at), aftercare));
  }

  /** It ends without having touched its lane. */
  final void finishUntouched(Begun begun, Outcome outcome) {
    DomainEvent event = event(begun.lease(), Asking.START);
    journal.finish(begun.lease(), new Ending(outcome, false, false, event, Optional.empty()));
  }

  private static DomainEvent event(Lease lease, Instant at) {
    Command command = provision("e1");
    return new DomainEvent(
        lease.execution(), command.operation(), command.subject(), at, Optional.empty());
  }

  private void refusesAll(Lease lease) {
    refuses(() -> journal.recall(lease, "one"));
    refuses(() -> journal.record(lease, "one", "late"));
    refuses(() -> journal.unseal(lease, "token"));
    refuses(() -> journal.seal(lease, "token", Secret.of("late")));
    Ending ending = new Ending(SUCCESS, false, true, event(lease, Asking.START), Optional.empty());
    refuses(() -> journal.finish(lease, ending));
    refuses(() -> journal.release(lease));
    refuses(() -> journal.lookedAfter(lease, Optional.empty()));
    assertThat(journal.renew(lease, Duration.ofSeconds(45))).isEqualTo(Renewal.LOST);
  }

  private static void refuses(ThrowingCallable write) {
    assertThatThrownBy(write).isInstanceOf(LeaseLostException.class);
  }
}
