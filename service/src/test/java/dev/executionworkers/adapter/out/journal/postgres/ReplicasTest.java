package dev.executionworkers.adapter.out.journal.postgres;

import static dev.executionworkers.adapter.out.journal.Asked.SUCCESS;
import static dev.executionworkers.adapter.out.journal.Asked.begin;
import static dev.executionworkers.adapter.out.journal.Asked.ending;
import static dev.executionworkers.adapter.out.journal.Asked.finish;
import static dev.executionworkers.adapter.out.journal.Asked.provision;
import static dev.executionworkers.adapter.out.journal.Asked.rotate;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.executionworkers.domain.command.ExecutionId;
import dev.executionworkers.domain.command.Requester;
import dev.executionworkers.domain.command.Secret;
import dev.executionworkers.domain.outcome.DomainError;
import dev.executionworkers.domain.outcome.Peer;
import dev.executionworkers.domain.outcome.Problem;
import dev.executionworkers.port.out.Journal;
import dev.executionworkers.port.out.Journal.Claim;
import dev.executionworkers.port.out.Journal.Claim.Begun;
import dev.executionworkers.port.out.Journal.Intent;
import dev.executionworkers.port.out.Journal.Renewal;
import dev.executionworkers.port.out.LeaseLostException;
import dev.executionworkers.port.out.Ledger;
import dev.executionworkers.port.out.Patiently;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Two replicas with one database. */
class ReplicasTest {
  /** Longer than a lease is taken for, so that it must be asked for. */
  private static final Duration LONG = Duration.ofMinutes(10);

  private static final DomainError TIMEOUT =
      new DomainError(Peer.APPENV_SECRETS, Problem.TIMEOUT, 0, "no answer in time");
  private static final DomainError BROKEN =
      new DomainError(Peer.APPENV_SECRETS, Problem.UNAVAILABLE, 503, "answered 503");

  private Journal one;
  private Journal other;

  @BeforeEach
  void open() {
    one = TestDatabase.openEmpty();
    other = TestDatabase.open();
  }

  @AfterEach
  void close() {
    one.close();
    other.close();
  }

  @Test
  void whatOneWorksOnTheOtherJoins() {
    Intent intent = provision("e1");
    Begun begun = begin(one, intent);

    assertThat(other.claim(provision("e1"))).isEqualTo(runs(begun));
    assertThat(other.orphans(10)).isEmpty();
    finish(one, begun, intent, SUCCESS);

    assertThat(other.claim(resuming(provision("e1"), begun)))
        .isEqualTo(new Claim.Settled(id(begun), SUCCESS));
    assertThat(id(begin(other, provision("e1")))).as("asked for anew").isNotEqualTo(id(begun));
  }

  @Test
  void whoHasJoinedHearsWhatHasFailedLast() {
    Begun begun = begin(one, provision("e1"));
    one.note(begun.lease(), failed(1, TIMEOUT));
    one.note(begun.lease(), failed(2, BROKEN));
    assertThat(other.claim(provision("e1"))).as("not written yet").isEqualTo(runs(begun));

    assertThat(one.renew(begun.lease(), Duration.ofSeconds(45))).isEqualTo(Renewal.HELD);

    assertThat(other.claim(provision("e1")))
        .isEqualTo(new Claim.RunsElsewhere(id(begun), Optional.of(BROKEN)));
    one.note(begun.lease(), failed(3, TIMEOUT));
    one.renew(begun.lease(), Duration.ofSeconds(45));
    assertThat(other.claim(resuming(provision("e1"), begun)))
        .isEqualTo(new Claim.RunsElsewhere(id(begun), Optional.of(TIMEOUT)));
  }

  @Test
  void whoHasJoinedTakesOverWhenTheLeaseIsLost() {
    Begun begun = begin(one, provision("e1"));
    Intent joins = resuming(provision("e1"), begun);
    assertThat(other.claim(joins)).isEqualTo(runs(begun));

    expire(begun);

    assertThat(id(begin(other, joins))).isEqualTo(id(begun));
    assertThat(one.renew(begun.lease(), LONG)).isEqualTo(Renewal.LOST);
  }

  @Test
  void whatOneHasFinishedTheOtherKnows() {
    Intent keyed = provision("e1", "k");
    Begun first = begin(one, keyed);
    finish(one, first, keyed, SUCCESS);
    Intent plain = provision("e2");
    Begun second = begin(one, plain);
    finish(one, second, plain, SUCCESS);

    assertThat(other.claim(provision("e1", "k"))).isEqualTo(new Claim.Settled(id(first), SUCCESS));
    assertThat(begin(other, provision("e2")).idempotencyKey()).isEqualTo(second.idempotencyKey());
  }

  @Test
  void aReplicaThatDiesIsSucceededWithItsStepsAndSecrets() {
    Begun begun = begin(one, rotate("ci", "robot"));
    one.record(begun.lease(), "set-token", "");
    one.seal(begun.lease(), "choose-token", Secret.of("hunter2"));
    expire(begun);

    assertThat(other.orphans(10))
        .extracting(Journal.Unfinished::execution)
        .containsExactly(id(begun));
    Begun successor = begin(other, rotate("ci", "robot"));

    assertThat(id(successor)).isEqualTo(id(begun));
    assertThat(successor.lease().epoch()).isGreaterThan(begun.lease().epoch());
    assertThat(successor.generation()).isEqualTo(begun.generation());
    assertThat(successor.effectInDoubt()).isTrue();
    assertThat(other.recall(successor.lease(), "set-token")).contains("");
    assertThat(other.unseal(successor.lease(), "choose-token")).contains(Secret.of("hunter2"));
    assertThat(one.claim(rotate("ci", "robot"))).isEqualTo(runs(begun));
  }

  @Test
  void whoWasPausedAndWakesUpWritesNothingOverItsSuccessor() {
    Intent intent = rotate("ci", "robot");
    List<Begun> paused = new ArrayList<>();
    for (int write = 0; write < 8; write++) {
      paused.add(begin(one, rotate("ci" + write, "robot" + write)));
      expire(paused.getLast());
      begin(other, rotate("ci" + write, "robot" + write));
    }

    refuses(() -> one.record(paused.get(0).lease(), "step", "late"));
    refuses(() -> one.seal(paused.get(1).lease(), "slot", Secret.of("late")));
    refuses(() -> one.unseal(paused.get(2).lease(), "slot"));
    refuses(() -> one.recall(paused.get(3).lease(), "step"));
    refuses(() -> finish(one, paused.get(4), intent, SUCCESS));
    refuses(() -> one.release(paused.get(5).lease()));
    refuses(() -> one.lookedAfter(paused.get(6).lease(), Optional.empty()));
    assertThat(one.renew(paused.get(7).lease(), LONG)).isEqualTo(Renewal.LOST);

    assertThat(other.orphans(10)).isEmpty();
    assertThat(TestDatabase.update("DELETE FROM step")).isZero();
    assertThat(TestDatabase.update("DELETE FROM sealed_secret")).isZero();
    assertThat(TestDatabase.update("DELETE FROM execution WHERE finished_at IS NULL")).isEqualTo(8);
  }

  @Test
  void whoIsLateAndStillTheOwnerGoesOn() {
    Begun begun = begin(one, provision("e1"));
    expire(begun);

    assertThat(one.renew(begun.lease(), LONG)).isEqualTo(Renewal.HELD);
    assertThat(other.orphans(10)).isEmpty();
  }

  @Test
  void aRenewedLeaseLasts() {
    Begun begun = begin(one, provision("e1"));
    long before = leaseUntil(begun);

    one.renew(begun.lease(), LONG);

    assertThat(leaseUntil(begun) - before).isGreaterThan(Duration.ofMinutes(5).toMillis());
    one.renew(begun.lease(), Duration.ofSeconds(100));
    assertThat(leaseUntil(begun) - before).isGreaterThan(Duration.ofMinutes(5).toMillis());
  }

  @Test
  void theOwnerHearsThatAnotherReplicaWaitsForTheLane() {
    Begun begun = begin(one, rotate("a", "robot"));
    assertThat(one.renew(begun.lease(), LONG)).isEqualTo(Renewal.HELD);

    assertThat(other.claim(rotate("a", "robot"))).isEqualTo(runs(begun));
    assertThat(one.renew(begun.lease(), LONG)).isEqualTo(Renewal.HELD);
    assertThat(other.claim(rotate("b", "robot"))).isEqualTo(elsewhere(begun));

    assertThat(one.renew(begun.lease(), LONG)).isEqualTo(Renewal.CHALLENGED);
    assertThat(one.renew(begun.lease(), LONG)).isEqualTo(Renewal.HELD);
  }

  @Test
  void theOwnerHearsWhatAnotherReplicaWasAsked() {
    Begun begun = begin(one, rotate("ci", "robot"));
    one.record(begun.lease(), Journal.POINT_OF_NO_RETURN, "");

    assertThat(other.request(id(begun), Ledger.Request.RETRY, new Requester("jane"))).isPresent();

    assertThat(other.requested(List.of(begun.lease()))).isEmpty();
    assertThat(one.requested(List.of(begun.lease())))
        .containsExactly(new Journal.Requested(id(begun), Ledger.Request.RETRY));
    assertThat(one.requested(List.of(begun.lease()))).isEmpty();
  }

  @Test
  void oneReplicaLooksAfterWhatWasFinished() throws InterruptedException {
    Intent intent = rotate("ci", "robot");
    Begun begun = begin(one, intent);
    one.seal(begun.lease(), "choose-token", Secret.of("hunter2"));
    Instant due = Instant.now();
    one.finish(begun.lease(), ending(begun, intent, SUCCESS, Optional.of(due)));

    Callable<Optional<Journal.Aftercare>> mine = () -> one.lookAfter(id(begun), due);
    Callable<Optional<Journal.Aftercare>> theirs = () -> other.lookAfter(id(begun), due);
    List<Optional<Journal.Aftercare>> taken;
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      taken =
          threads.invokeAll(List.of(mine, theirs, mine, theirs)).stream()
              .map(each -> each.resultNow())
              .toList();
    }

    assertThat(taken.stream().filter(Optional::isPresent)).hasSize(1);
    assertThat(other.claim(rotate("b", "robot"))).isEqualTo(elsewhere(begun));
  }

  @Test
  void whoeverAsksWhereverEachThingIsBegunOnce() throws InterruptedException {
    List<Callable<List<Claim>>> callers =
        IntStream.range(0, 64)
            .<Callable<List<Claim>>>mapToObj(caller -> () -> askAll(caller % 2 == 0 ? one : other))
            .toList();

    List<Claim> claims;
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      claims =
          threads.invokeAll(callers).stream().flatMap(made -> made.resultNow().stream()).toList();
    }

    assertThat(claims.stream().filter(Begun.class::isInstance)).hasSize(20);
    assertThat(claims.stream().filter(Claim.RunsElsewhere.class::isInstance).distinct())
        .hasSize(20);
  }

  private static List<Claim> askAll(Journal journal) {
    return IntStream.range(0, 20)
        .mapToObj(number ->
            Patiently.claim(
                journal,
                number % 2 == 0 ? provision("e" + number) : rotate("s" + number, "r" + number)))
        .toList();
  }

  private static Journal.FailedAttempt failed(int number, DomainError error) {
    return new Journal.FailedAttempt("provision", number, error, Instant.ofEpochSecond(number));
  }

  private static Claim elsewhere(Begun begun) {
    return new Claim.HeldElsewhere(id(begun));
  }

  private static Claim runs(Begun begun) {
    return new Claim.RunsElsewhere(id(begun));
  }

  /** The same, asked for by the id of what runs. */
  private static Intent resuming(Intent intent, Begun begun) {
    return new Intent(
        intent.proposed(),
        intent.key(),
        intent.command(),
        intent.fingerprint(),
        intent.lane(),
        intent.replay(),
        intent.at(),
        Optional.of(id(begun)));
  }

  private static ExecutionId id(Begun begun) {
    return begun.lease().execution();
  }

  private static void refuses(ThrowingCallable write) {
    assertThatThrownBy(write).isInstanceOf(LeaseLostException.class);
  }

  /** What the passing of time does. */
  private static void expire(Begun begun) {
    assertThat(
            TestDatabase.update(
                "UPDATE execution SET lease_until = 1 WHERE execution_id = '" + id(begun) + "'"))
        .isEqualTo(1);
  }

  private static long leaseUntil(Begun begun) {
    return TestDatabase.number(
        "SELECT lease_until FROM execution WHERE execution_id = '" + id(begun) + "'");
  }
}
