package dev.executionworkers.adapter.out.journal;

import static dev.executionworkers.adapter.out.journal.Asked.SUCCESS;
import static dev.executionworkers.adapter.out.journal.Asked.begin;
import static dev.executionworkers.adapter.out.journal.Asked.ending;
import static dev.executionworkers.adapter.out.journal.Asked.finish;
import static dev.executionworkers.adapter.out.journal.Asked.provision;
import static dev.executionworkers.adapter.out.journal.Asked.rotate;
import static org.assertj.core.api.Assertions.assertThat;

import dev.executionworkers.bootstrap.Patience;
import dev.executionworkers.domain.command.ExecutionId;
import dev.executionworkers.domain.command.OperationName;
import dev.executionworkers.domain.command.Secret;
import dev.executionworkers.domain.outcome.DomainError;
import dev.executionworkers.domain.outcome.Failure;
import dev.executionworkers.domain.outcome.Outcome;
import dev.executionworkers.domain.outcome.Peer;
import dev.executionworkers.domain.outcome.Problem;
import dev.executionworkers.port.out.DomainEvent;
import dev.executionworkers.port.out.Journal;
import dev.executionworkers.port.out.Journal.Claim.Begun;
import dev.executionworkers.port.out.Journal.FailedAttempt;
import dev.executionworkers.port.out.Journal.Intent;
import dev.executionworkers.port.out.Ledger;
import dev.executionworkers.port.out.Ledger.Entry;
import dev.executionworkers.port.out.Ledger.Line;
import dev.executionworkers.port.out.Ledger.Page;
import dev.executionworkers.port.out.Ledger.Query;
import dev.executionworkers.port.out.Ledger.RecordedStep;
import dev.executionworkers.port.out.Ledger.State;
import dev.executionworkers.port.out.Ledger.StepFailures;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every durable store offers beside the journal: the ledger, the outbox, the retention. */
public abstract class StoreContract {
  private static final DomainError ERROR =
      new DomainError(Peer.APPENV_SECRETS, Problem.UNAVAILABLE, 503, "as given");
  private static final Outcome FAILED = new Outcome.Failed(new Failure.LostReply(ERROR));
  private static final Query ALL = query(Optional.empty(), Optional.empty(), Optional.empty());

  /** A store under test, by its two sides. */
  public record Store(Journal journal, Ledger ledger) {}

  private Store store;

  /** A store that remembers nothing yet; events go to its outbox. */
  protected abstract Store openEmpty();

  /** The same store once more, after the other was closed. */
  protected abstract Store reopen(InstantSource clock);

  /** How many rows a table has. */
  protected abstract long rows(String table);

  /** The form in which the tests' events are kept. */
  protected static StoredEvent stored(DomainEvent event) {
    return new StoredEvent(event.execution().value(), event.subject(), "{}");
  }

  @BeforeEach
  void openStore() {
    store = openEmpty();
  }

  @AfterEach
  void closeStore() {
    store.journal().close();
  }

  @Test
  void listsNewestFirst() {
    Begun first = done(provision("e1"), SUCCESS);
    Begun second = done(provision("e2"), FAILED);
    Begun third = begin(store.journal(), rotate("ci", "robot"));

    List<Line> lines = store.ledger().list(ALL).lines();

    assertThat(lines).extracting(Line::execution).containsExactly(id(third), id(second), id(first));
    assertThat(lines)
        .extracting(Line::state)
        .containsExactly(State.UNFINISHED, State.FAILED, State.SUCCEEDED);
    assertThat(lines.get(1).outcome()).contains(FAILED);
    assertThat(lines.get(1).subject()).isEqualTo("e2");
    assertThat(lines.get(1).operation()).isEqualTo(OperationName.PROVISION_SECRETS);
  }

  @Test
  void filters() {
    Begun first = done(provision("e1"), SUCCESS);
    Begun second = done(provision("e2"), FAILED);
    Begun third = begin(store.journal(), rotate("e1", "robot"));
    Optional<OperationName> rotation = Optional.of(OperationName.UPDATE_SECRET_BINDINGS);

    assertThat(ids(query(rotation, Optional.empty(), Optional.empty()))).containsExactly(id(third));
    assertThat(ids(query(Optional.empty(), Optional.of("e1"), Optional.empty())))
        .containsExactly(id(third), id(first));
    assertThat(ids(query(Optional.empty(), Optional.empty(), Optional.of(State.FAILED))))
        .containsExactly(id(second));
    assertThat(ids(query(Optional.empty(), Optional.empty(), Optional.of(State.SUCCEEDED))))
        .containsExactly(id(first));
    assertThat(ids(query(Optional.empty(), Optional.of("e1"), Optional.of(State.UNFINISHED))))
        .containsExactly(id(third));
    assertThat(ids(query(rotation, Optional.of("e2"), Optional.empty()))).isEmpty();
  }

  @Test
  void showsOnlyWhatWasBegunSince() {
    done(provision("e1"), SUCCESS);
    Instant since = Instant.now().plus(Duration.ofMinutes(1));

    assertThat(
            ids(
                new Query(
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.of(since),
                    Optional.empty(),
                    10)))
        .isEmpty();
  }

  @Test
  void pages() {
    for (int number = 0; number < 5; number++) {
      done(provision("e" + number), SUCCESS);
    }

    Page first = store.ledger().list(page(Optional.empty()));
    Page second = store.ledger().list(page(first.next()));
    Page third = store.ledger().list(page(second.next()));

    assertThat(first.lines()).extracting(Line::subject).containsExactly("e4", "e3");
    assertThat(second.lines()).extracting(Line::subject).containsExactly("e2", "e1");
    assertThat(third.lines()).extracting(Line::subject).containsExactly("e0");
    assertThat(third.next()).isEmpty();
  }

  @Test
  void showsOneExecutionInFull() {
    Intent intent = rotate("ci", "robot");
    Begun begun = begin(store.journal(), intent);
    store.journal().record(begun.lease(), "look-at-robot", "7 robot$ci");
    store.journal().seal(begun.lease(), "choose-token", Secret.of("hunter2"));
    Instant at = Instant.ofEpochMilli(Instant.now().toEpochMilli());
    store.journal().note(begun.lease(), new FailedAttempt("set-token", 1, ERROR, at));
    store.journal().note(begun.lease(), new FailedAttempt("set-token", 2, ERROR, at));
    StepFailures failures =
        new StepFailures("set-token", 2, "appenv_secrets_unavailable", 503, "as given", at);
    Instant due = at.plus(Duration.ofHours(1));
    store.journal().finish(begun.lease(), ending(begun, intent, SUCCESS, Optional.of(due)));

    Entry entry = store.ledger().find(id(begun)).orElseThrow();

    assertThat(entry.line().outcome()).contains(SUCCESS);
    assertThat(entry.outboundKey()).isEqualTo(begun.idempotencyKey());
    assertThat(entry.lane()).contains("robot");
    assertThat(entry.aftercareAt()).contains(due);
    assertThat(entry.steps()).extracting(RecordedStep::name).containsExactly("look-at-robot");
    assertThat(entry.failures()).containsExactly(failures);
    assertThat(entry.toString()).doesNotContain("hunter2");
    assertThat(store.ledger().find(new ExecutionId("unknown"))).isEmpty();
  }

  @Test
  void keepsAnEventForEachOutcome() {
    done(provision("e1"), SUCCESS);
    done(provision("e2"), FAILED);
    begin(store.journal(), provision("e3"));

    assertThat(rows("outbox")).isEqualTo(2);
  }

  /** The newest of a lane stays, so that its generation goes on rising, and the one before it. */
  @Test
  void prunesWhatIsOlderThanTheRetentionAndNothingElse() {
    Begun old = done(provision("e1"), SUCCESS);
    Begun oldRotation = rotation("a", "robot", Optional.empty());
    Begun before = rotation("d", "robot", Optional.empty());
    Begun newest = rotation("b", "quiet", Optional.empty());
    Begun unfinished = begin(store.journal(), provision("e2"));
    Begun cared = rotation("c", "robot", Optional.of(Instant.now().plus(Duration.ofDays(30))));
    store.journal().close();

    store = reopen(InstantSource.offset(InstantSource.system(), Duration.ofDays(8)));

    Patience.until(() -> store.ledger().find(id(old)).isEmpty());
    assertThat(store.ledger().find(id(oldRotation))).isEmpty();
    assertThat(store.ledger().find(id(before))).isPresent();
    assertThat(store.ledger().find(id(newest))).isPresent();
    assertThat(store.ledger().find(id(unfinished))).isPresent();
    assertThat(store.ledger().find(id(cared))).isPresent();
    assertThat(rows("step")).isEqualTo(3);
  }

  @Test
  void keepsWhatIsYoungerThanTheRetention() {
    Begun young = done(provision("e1"), SUCCESS);
    store.journal().close();

    store = reopen(InstantSource.offset(InstantSource.system(), Duration.ofDays(6)));
    begin(store.journal(), provision("e2"));

    assertThat(store.ledger().find(id(young))).isPresent();
  }

  private Begun rotation(String secret, String robot, Optional<Instant> aftercare) {
    Intent intent = rotate(secret, robot);
    Begun begun = begin(store.journal(), intent);
    store.journal().record(begun.lease(), "step", "");
    store.journal().finish(begun.lease(), ending(begun, intent, SUCCESS, aftercare));
    return begun;
  }

  private Begun done(Intent intent, Outcome outcome) {
    Begun begun = begin(store.journal(), intent);
    finish(store.journal(), begun, intent, outcome);
    return begun;
  }

  private static ExecutionId id(Begun begun) {
    return begun.lease().execution();
  }

  private List<ExecutionId> ids(Query query) {
    return store.ledger().list(query).lines().stream().map(Line::execution).toList();
  }

  private static Query query(
      Optional<OperationName> operation, Optional<String> subject, Optional<State> state) {
    return new Query(operation, subject, state, Optional.empty(), Optional.empty(), 10);
  }

  private static Query page(Optional<Long> before) {
    return new Query(
        Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), before, 2);
  }
}
