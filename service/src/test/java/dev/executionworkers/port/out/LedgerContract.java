package dev.executionworkers.port.out;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.executionworkers.domain.command.Command;
import dev.executionworkers.domain.command.CreateSecretBindings;
import dev.executionworkers.domain.command.EnvironmentId;
import dev.executionworkers.domain.command.ExecutionId;
import dev.executionworkers.domain.command.OperationName;
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
import dev.executionworkers.port.out.Journal.Claim.Begun;
import dev.executionworkers.port.out.Journal.Ending;
import dev.executionworkers.port.out.Journal.FailedAttempt;
import dev.executionworkers.port.out.Ledger.Entry;
import dev.executionworkers.port.out.Ledger.Line;
import dev.executionworkers.port.out.Ledger.Page;
import dev.executionworkers.port.out.Ledger.Query;
import dev.executionworkers.port.out.Ledger.RecordedStep;
import dev.executionworkers.port.out.Ledger.State;
import dev.executionworkers.port.out.Ledger.StepFailures;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every {@link Ledger} shows of what its journal was told. */
public abstract class LedgerContract {
  private static final Instant START = Asking.START;
  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final Outcome SUCCESS = new Outcome.Completed(new Confirmed());
  private static final DomainError LATE =
      new DomainError(Peer.APPENV_SECRETS, Problem.TIMEOUT, 0, "no answer in time");
  private static final DomainError BROKEN =
      new DomainError(Peer.APPENV_SECRETS, Problem.UNAVAILABLE, 503, "as \"given\" – \\ 🔑");
  private static final Outcome INTERRUPTED = new Outcome.Failed(new Failure.Interrupted(BROKEN));
  private static final Outcome FAILURE =
      new Outcome.Failed(new Failure.PeerFailed(BROKEN, Optional.empty()));

  private Journal journal;
  private Ledger ledger;

  /** A journal that remembers nothing yet. */
  protected abstract Journal open();

  /** Its ledger. */
  protected abstract Ledger ledgerOf(Journal journal);

  @BeforeEach
  void openJournal() {
    journal = open();
    ledger = ledgerOf(journal);
  }

  @AfterEach
  void closeJournal() {
    journal.close();
  }

  @Test
  void anEmptyOneHasNothing() {
    assertThat(ledger.list(all())).isEqualTo(new Page(List.of(), Optional.empty()));
    assertThat(ledger.find(new ExecutionId(UUID.randomUUID().toString()))).isEmpty();
  }

  @Test
  void showsWhatIsUnfinished() {
    Begun begun = begin(Asking.of(rotate("ci")).lane("robot"));

    Entry entry = entry(begun);

    assertThat(entry.line().operation()).isEqualTo(OperationName.UPDATE_SECRET_BINDINGS);
    assertThat(entry.line().subject()).isEqualTo("ci");
    assertThat(entry.line().begunAt()).isEqualTo(START);
    assertThat(entry.line().finishedAt()).isEmpty();
    assertThat(entry.line().outcome()).isEmpty();
    assertThat(entry.line().state()).isEqualTo(State.UNFINISHED);
    assertThat(entry.outboundKey()).isEqualTo(begun.idempotencyKey());
    assertThat(entry.lane()).contains("robot");
    assertThat(entry.effectInDoubt()).isFalse();
    assertThat(entry.aftercareAt()).isEmpty();
    assertThat(entry.steps()).isEmpty();
    assertThat(entry.failures()).isEmpty();
  }

  @Test
  void showsASuccessAndWhenItIsLookedAfter() {
    Begun begun = begin(Asking.of(provision("e1")));
    finish(begun, SUCCESS, true, Optional.of(START.plus(MINUTE)));

    Entry entry = entry(begun);

    assertThat(entry.line().state()).isEqualTo(State.SUCCEEDED);
    assertThat(entry.line().outcome()).contains(SUCCESS);
    assertThat(entry.line().finishedAt()).contains(START.plusSeconds(1));
    assertThat(entry.lane()).isEmpty();
    assertThat(entry.effectInDoubt()).isTrue();
    assertThat(entry.aftercareAt()).contains(START.plus(MINUTE));
    assertThat(ledger.list(all()).lines()).containsExactly(entry.line());
  }

  @Test
  void noLongerShowsAnAftercareThatIsOver() {
    Begun begun = begin(Asking.of(rotate("ci")).lane("robot"));
    finish(begun, SUCCESS, false, Optional.of(START.plus(MINUTE)));
    var care =
        journal.lookAfter(begun.lease().execution(), START.plus(MINUTE)).orElseThrow().begun();
    journal.lookedAfter(care.lease(), Optional.empty());

    assertThat(entry(begun).aftercareAt()).isEmpty();
  }

  @Test
  void showsAFailureWithItsError() {
    Begun begun = begin(Asking.of(provision("e1")));
    finish(begun, FAILURE, false, Optional.empty());

    assertThat(entry(begun).line().state()).isEqualTo(State.FAILED);
    assertThat(entry(begun).line().outcome()).contains(FAILURE);
  }

  @Test
  void sumsUpTheFailedAttemptsOfEachStep() {
    Begun begun = begin(Asking.of(provision("e1")));
    fails(begun, "first", 1, LATE);
    fails(begun, "second", 1, LATE);
    fails(begun, "second", 2, BROKEN);
    StepFailures first =
        new StepFailures("first", 1, LATE.code(), 0, LATE.detail(), START.plusSeconds(1));
    StepFailures second =
        new StepFailures("second", 2, BROKEN.code(), 503, BROKEN.detail(), START.plusSeconds(2));

    assertThat(entry(begun).failures()).containsExactly(first, second);
    finish(begun, FAILURE, false, Optional.empty());
    assertThat(entry(begun).failures()).containsExactly(first, second);
  }

  @Test
  void showsThatAStepWasRecordedAndNotWhatItLeft() {
    Begun begun = begin(Asking.of(provision("e1")));
    journal.record(begun.lease(), "look", "what it found");
    journal.seal(begun.lease(), "token", Secret.of("hunter2"));

    Entry entry = entry(begun);

    assertThat(entry.steps())
        .singleElement()
        .satisfies(step -> {
          assertThat(step.name()).isEqualTo("look");
          assertThat(step.by()).isEmpty();
        });
    assertThat(entry.toString()).doesNotContain("what it found", "hunter2");
  }

  @Test
  void showsWhoAskedLastAndWhatFor() {
    Begun begun = begin(Asking.of(provision("e1")));
    journal.record(begun.lease(), Ledger.Request.RETRY.step(), "jane");
    journal.record(begun.lease(), Ledger.Request.RETRY.step(), "joe");
    journal.record(begun.lease(), Ledger.Request.ABANDON.step(), "ann");

    assertThat(entry(begun).steps())
        .extracting(RecordedStep::name, step -> step.by().orElse("nobody"))
        .containsExactlyInAnyOrder(tuple("retry-asked", "joe"), tuple("abandoned", "ann"));
  }

  @Test
  void listsTheNewestFirst() {
    List<ExecutionId> begun = someOfAKind();

    assertThat(ids(ledger.list(all()).lines())).containsExactlyElementsOf(begun.reversed());
    assertThat(ledger.list(all()).lines()).extracting(Line::number).doesNotHaveDuplicates();
  }

  @Test
  void goesOnWhereAPageEnded() {
    List<ExecutionId> begun = someOfAKind();
    List<ExecutionId> seen = new ArrayList<>();
    Optional<Long> next = Optional.empty();
    int pages = 0;
    do {
      Page page =
          ledger.list(
              new Query(
                  Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), next, 2));
      assertThat(page.lines()).hasSizeLessThanOrEqualTo(2);
      seen.addAll(ids(page.lines()));
      next = page.next();
      pages++;
    } while (next.isPresent() && pages < 10);

    assertThat(seen).containsExactlyElementsOf(begun.reversed());
    assertThat(pages).isBetween(3, 4);
  }

  @Test
  void findsByOperationSubjectStateAndTime() {
    ExecutionId unfinished = begin(Asking.of(provision("e1"))).lease().execution();
    Begun failed = begin(Asking.of(provision("e2")).after(MINUTE));
    finish(failed, FAILURE, false, Optional.empty());
    Begun interrupted = begin(Asking.of(provision("e3")).after(MINUTE));
    finish(interrupted, INTERRUPTED, true, Optional.empty());
    Begun succeeded =
        begin(Asking.of(new CreateSecretBindings(new EnvironmentId("e2"))).after(MINUTE));
    finish(succeeded, SUCCESS, false, Optional.empty());
    ExecutionId failure = failed.lease().execution();
    ExecutionId cutOff = interrupted.lease().execution();
    ExecutionId success = succeeded.lease().execution();

    assertThat(found(Optional.of(OperationName.PROVISION_SECRETS), none(), none(), none()))
        .containsExactly(cutOff, failure, unfinished);
    assertThat(found(none(), Optional.of("e2"), none(), none())).containsExactly(success, failure);
    assertThat(found(none(), none(), Optional.of(State.UNFINISHED), none()))
        .containsExactly(unfinished);
    assertThat(found(none(), none(), Optional.of(State.FAILED), none())).containsExactly(failure);
    assertThat(found(none(), none(), Optional.of(State.INTERRUPTED), none()))
        .containsExactly(cutOff);
    assertThat(entry(interrupted).line().state()).isEqualTo(State.INTERRUPTED);
    assertThat(found(none(), none(), Optional.of(State.SUCCEEDED), none()))
        .containsExactly(success);
    assertThat(found(none(), none(), none(), Optional.of(START.plus(MINUTE))))
        .containsExactly(success, cutOff, failure);
    assertThat(found(none(), none(), none(), Optional.of(START.plus(MINUTE).plusMillis(1))))
        .isEmpty();
    assertThat(
            found(
                Optional.of(OperationName.PROVISION_SECRETS),
                Optional.of("e2"),
                Optional.of(State.FAILED),
                Optional.of(START)))
        .containsExactly(failure);
    assertThat(found(none(), Optional.of("' OR 1=1 --"), none(), none())).isEmpty();
  }

  private List<ExecutionId> someOfAKind() {
    List<ExecutionId> begun = new ArrayList<>();
    for (int number = 0; number < 5; number++) {
      begun.add(begin(Asking.of(provision("e" + number))).lease().execution());
    }
    return begun;
  }

  private List<ExecutionId> found(
      Optional<OperationName> operation,
      Optional<String> subject,
      Optional<State> state,
      Optional<Instant> since) {
    Query query = new Query(operation, subject, state, since, Optional.empty(), 50);
    return ids(ledger.list(query).lines());
  }

  private Entry entry(Begun begun) {
    return ledger.find(begun.lease().execution()).orElseThrow();
  }

  private Begun begin(Asking asking) {
    return JournalClaimContract.begun(journal.claim(asking.intent()));
  }

  private void fails(Begun begun, String step, int number, DomainError error) {
    journal.note(begun.lease(), new FailedAttempt(step, number, error, START.plusSeconds(number)));
  }

  private void finish(
      Begun begun, Outcome outcome, boolean effectInDoubt, Optional<Instant> aftercare) {
    Command command = provision("e1");
    Optional<String> code = outcome.equals(SUCCESS) ? Optional.empty() : Optional.of(BROKEN.code());
    DomainEvent event =
        new DomainEvent(
            begun.lease().execution(),
            command.operation(),
            command.subject(),
            START.plusSeconds(1),
            code);
    journal.finish(begun.lease(), new Ending(outcome, effectInDoubt, true, event, aftercare));
  }

  private static Query all() {
    return new Query(none(), none(), none(), none(), none(), 50);
  }

  private static <T> Optional<T> none() {
    return Optional.empty();
  }

  private static List<ExecutionId> ids(List<Line> lines) {
    return lines.stream().map(Line::execution).toList();
  }

  private static Command provision(String environment) {
    return new ProvisionSecrets(new EnvironmentId(environment));
  }

  private static Command rotate(String secret) {
    return new UpdateSecretBindings(new SecretId(secret));
  }
}
