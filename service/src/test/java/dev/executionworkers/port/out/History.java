package dev.executionworkers.port.out;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.executionworkers.domain.command.EnvironmentId;
import dev.executionworkers.domain.command.ExecutionId;
import dev.executionworkers.domain.command.ProvisionSecrets;
import dev.executionworkers.domain.command.Secret;
import dev.executionworkers.domain.command.SecretId;
import dev.executionworkers.domain.command.UpdateSecretBindings;
import dev.executionworkers.domain.outcome.DomainError;
import dev.executionworkers.domain.outcome.Failure;
import dev.executionworkers.domain.outcome.Outcome;
import dev.executionworkers.domain.outcome.Peer;
import dev.executionworkers.domain.outcome.Problem;
import dev.executionworkers.domain.outcome.Result.Confirmed;
import dev.executionworkers.domain.policy.ReplayPolicy;
import dev.executionworkers.port.out.Journal.Aftercare;
import dev.executionworkers.port.out.Journal.Claim;
import dev.executionworkers.port.out.Journal.Claim.Begun;
import dev.executionworkers.port.out.Journal.Ending;
import dev.executionworkers.port.out.Journal.Intent;
import dev.executionworkers.port.out.Journal.Lease;
import dev.executionworkers.port.out.Journal.Renewal;
import dev.executionworkers.port.out.Journal.Unfinished;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * What a journal has been told so far, and what must follow from that. Each act does something to
 * the journal and to the model, and fails when the journal answers otherwise than the model says.
 */
public final class History {
  private static final Duration WINDOW = Duration.ofMinutes(3);
  private static final ReplayPolicy ROTATION =
      new ReplayPolicy(WINDOW, Duration.ZERO, Duration.ZERO, Duration.ZERO, true);
  private static final List<Outcome> OUTCOMES =
      List.of(
          new Outcome.Completed(new Confirmed()),
          new Outcome.Failed(new Failure.Refused(error(Problem.REJECTED))),
          new Outcome.Failed(new Failure.LostReply(error(Problem.TIMEOUT))));
  private static final AtomicInteger HISTORIES = new AtomicInteger();

  private final JournalHistories.Subject subject;
  private final ModelClock clock;
  private final List<Asking> wishes;
  private final List<Fact> facts = new ArrayList<>();
  private final List<Lease> leases = new ArrayList<>();
  private final long secretsBefore;

  /** In a journal that may know of other histories: names are this one's own. */
  History(JournalHistories.Subject subject, ModelClock clock) {
    this.subject = subject;
    this.clock = clock;
    this.wishes = wishes("-" + HISTORIES.incrementAndGet());
    this.secretsBefore = subject.secretsKept().orElse(0);
  }

  /** Two secrets of one robot, one of another; two environments; keys that stand for either. */
  private static List<Asking> wishes(String mark) {
    Asking one = Asking.of(new ProvisionSecrets(new EnvironmentId("one" + mark)));
    Asking other = Asking.of(new ProvisionSecrets(new EnvironmentId("other" + mark)));
    ReplayPolicy keyed = ReplayPolicy.DELEGATED.byCallersKey();
    return List.of(
        rotate("a" + mark, "shared" + mark),
        rotate("b" + mark, "shared" + mark),
        rotate("c" + mark, "own" + mark),
        rotate("a" + mark, "shared" + mark).key("rotation" + mark),
        one.replay(ReplayPolicy.DELEGATED),
        other,
        one.key("k" + mark).replay(keyed),
        other.key("k" + mark).replay(keyed),
        one.key("v" + mark).replay(ReplayPolicy.ONE_COMMAND),
        other.key("v" + mark).replay(ReplayPolicy.ONE_COMMAND));
  }

  void claim(int pick) {
    claim(of(wishes, pick));
  }

  /** Takes up whatever was begun, finished or not. */
  void resume(int pick) {
    if (!facts.isEmpty()) {
      Fact fact = of(facts, pick);
      claim(fact.asking.resuming(fact.id));
    }
  }

  private void claim(Asking asking) {
    Intent intent = asking.after(Duration.between(Asking.START, clock.instant())).intent();
    Claim claim = journal().claim(intent);
    switch (Expected.of(intent, facts)) {
      case Expected.Told(Claim told) -> assertThat(claim).isEqualTo(told);
      case Expected.GoesOn(Fact fact) -> {
        assertThat(claim).isInstanceOf(Begun.class);
        Begun begun = (Begun) claim;
        assertThat(begun.lease().execution()).isEqualTo(fact.id);
        assertThat(begun.generation()).isEqualTo(fact.generation);
        assertThat(begun.effectInDoubt()).isTrue();
        fact.inDoubt = true;
        taken(fact, begun);
      }
      case Expected.Begins(Optional<String> outboundKey, boolean inDoubt) -> {
        assertThat(claim).isInstanceOf(Begun.class);
        Begun begun = (Begun) claim;
        assertThat(begun.lease().execution()).isEqualTo(intent.proposed());
        assertThat(begun.effectInDoubt()).isEqualTo(inDoubt);
        Fact fact = new Fact(intent, asking, outboundKey.orElse(intent.proposed().value()));
        fact.inDoubt = inDoubt;
        raiseGeneration(fact, begun);
        facts.add(fact);
        taken(fact, begun);
      }
    }
  }

  /** Epochs rise, and what was left by a former owner is there. */
  private void taken(Fact fact, Begun begun) {
    assertThat(begun.lease().epoch()).isGreaterThan(fact.epoch);
    assertThat(begun.idempotencyKey()).isEqualTo(fact.outboundKey);
    fact.epoch = begun.lease().epoch();
    fact.holder = Optional.of(begun.lease());
    leases.add(begun.lease());
    fact.steps.forEach(
        (step, value) -> assertThat(journal().recall(begun.lease(), step)).contains(value));
    fact.secrets.forEach(
        (slot, secret) -> assertThat(journal().unseal(begun.lease(), slot)).contains(secret));
    assertThat(journal().recall(begun.lease(), "never recorded")).isEmpty();
  }

  private void raiseGeneration(Fact fact, Begun begun) {
    if (fact.lane().isEmpty()) {
      assertThat(begun.generation()).isZero();
      return;
    }
    facts.stream()
        .filter(each -> each.lane().equals(fact.lane()))
        .forEach(each -> assertThat(begun.generation()).isGreaterThan(each.generation));
    assertThat(begun.generation()).isGreaterThanOrEqualTo(clock.instant().toEpochMilli());
    fact.generation = begun.generation();
  }

  void record(int pick) {
    String step = "step-" + pick % 3;
    under(
        pick,
        lease -> journal().record(lease, step, "value " + pick),
        fact -> fact.steps.put(step, "value " + pick));
  }

  void seal(int pick) {
    String slot = "slot-" + pick % 2;
    Secret secret = Secret.of("secret " + pick);
    under(
        pick, lease -> journal().seal(lease, slot, secret), fact -> fact.secrets.put(slot, secret));
  }

  void release(int pick) {
    under(pick, lease -> journal().release(lease), fact -> fact.holder = Optional.empty());
  }

  void finish(int pick) {
    Lease lease = lease(pick);
    Optional<Fact> mine = holding(lease);
    if (mine.map(Fact::isOver).orElse(false)) {
      return;
    }
    Outcome outcome = of(OUTCOMES, pick / 3);
    boolean inDoubt = pick % 2 == 0;
    boolean laneTouched = pick % 5 != 0;
    Optional<Instant> aftercare =
        mine.flatMap(Fact::lane)
            .filter(_ -> laneTouched && outcome instanceof Outcome.Completed)
            .map(_ -> clock.instant().plus(WINDOW));
    DomainEvent event =
        new DomainEvent(
            lease.execution(),
            wishes.getFirst().command().operation(),
            "subject",
            clock.instant(),
            Optional.empty());
    under(
        pick,
        _ -> journal().finish(lease, new Ending(outcome, inDoubt, laneTouched, event, aftercare)),
        fact -> {
          fact.leftLaneAsItWas = fact.lane().isPresent() && !laneTouched;
          fact.ended(new Fact.End(outcome, clock.instant()), inDoubt, aftercare);
        });
  }

  void lookAfter(int pick) {
    if (facts.isEmpty()) {
      return;
    }
    Fact fact = of(facts, pick);
    Optional<Aftercare> care = journal().lookAfter(fact.id, clock.instant());
    assertThat(care.isPresent()).isEqualTo(Expected.isDue(facts, fact, clock.instant()));
    care.ifPresent(given -> {
      assertThat(given.newest())
          .isEqualTo(Expected.newestIn(facts, fact.lane()).orElseThrow() == fact);
      assertThat(given.outcome()).isEqualTo(fact.end.orElseThrow().outcome());
      assertThat(given.finishedAt()).isEqualTo(fact.end.orElseThrow().at());
      raiseGeneration(fact, given.begun());
      taken(fact, given.begun());
    });
  }

  void lookedAfter(int pick) {
    if (holding(lease(pick)).map(fact -> !fact.isOver()).orElse(false)) {
      return;
    }
    Optional<Instant> again =
        pick % 3 == 0 ? Optional.of(clock.instant().plus(WINDOW)) : Optional.empty();
    under(pick, lease -> journal().lookedAfter(lease, again), fact -> fact.rests(again));
  }

  void letTimePass(int pick) {
    clock.pass(Duration.ofSeconds(pick * 2L));
  }

  void crash() {
    subject.crash(facts.stream().flatMap(fact -> fact.holder.stream()).toList());
    facts.forEach(fact -> fact.holder = Optional.empty());
    checkOutcomes();
  }

  /** What holds after every act. */
  void check() {
    for (Lease lease : leases) {
      Renewal renewal = journal().renew(lease, Duration.ofMinutes(10));
      if (holding(lease).isPresent()) {
        assertThat(renewal).isNotEqualTo(Renewal.LOST);
      } else {
        assertThat(renewal).isEqualTo(Renewal.LOST);
      }
    }
    assertThat(known(journal().orphans(10_000)))
        .containsExactlyInAnyOrderElementsOf(
            ids(facts.stream().filter(fact -> !fact.isOver() && fact.holder.isEmpty())));
    assertThat(known(journal().due(clock.instant(), 10_000)))
        .containsExactlyInAnyOrderElementsOf(
            ids(facts.stream().filter(fact -> Expected.isDue(facts, fact, clock.instant()))));
    long sealed = facts.stream().mapToLong(fact -> fact.secrets.size()).sum();
    subject
        .secretsKept()
        .ifPresent(kept -> assertThat(kept - secretsBefore).as("sealed secrets").isEqualTo(sealed));
  }

  /** No outcome is lost or changed, and none is there that was not recorded. */
  void checkOutcomes() {
    for (Fact fact : facts) {
      assertThat(subject.ledger().find(fact.id).orElseThrow().line().outcome())
          .isEqualTo(fact.end.map(Fact.End::outcome));
    }
  }

  /**
   * Does it under some lease: it has its effect if that is the latest, and is refused otherwise.
   */
  private void under(int pick, Consumer<Lease> act, Consumer<Fact> effect) {
    if (leases.isEmpty()) {
      return;
    }
    Lease lease = lease(pick);
    Optional<Fact> fact = holding(lease);
    if (fact.isPresent()) {
      act.accept(lease);
      effect.accept(fact.get());
    } else {
      assertThatThrownBy(() -> act.accept(lease)).isInstanceOf(LeaseLostException.class);
    }
  }

  /** The latest ones are picked more often. */
  private Lease lease(int pick) {
    if (leases.isEmpty()) {
      return new Lease(new ExecutionId("none"), 1);
    }
    return leases.get(leases.size() - 1 - (pick * pick / 1_000) % leases.size());
  }

  private Optional<Fact> holding(Lease lease) {
    return facts.stream().filter(fact -> fact.holder.equals(Optional.of(lease))).findFirst();
  }

  private List<ExecutionId> known(List<Unfinished> listed) {
    List<ExecutionId> mine = ids(facts.stream());
    return listed.stream().map(Unfinished::execution).filter(mine::contains).toList();
  }

  private static List<ExecutionId> ids(Stream<Fact> facts) {
    return facts.map(fact -> fact.id).toList();
  }

  private Journal journal() {
    return subject.journal();
  }

  private static <T> T of(List<T> list, int pick) {
    return list.get(pick % list.size());
  }

  private static Asking rotate(String secret, String robot) {
    return Asking.of(new UpdateSecretBindings(new SecretId(secret))).lane(robot).replay(ROTATION);
  }

  private static DomainError error(Problem problem) {
    return new DomainError(Peer.APPENV_SECRETS, problem, 500, "as given");
  }
}
