package dev.executionworkers.adapter.out.journal.sqlite;

import static dev.executionworkers.adapter.out.journal.Asked.SUCCESS;
import static dev.executionworkers.adapter.out.journal.Asked.begin;
import static dev.executionworkers.adapter.out.journal.Asked.ending;
import static dev.executionworkers.adapter.out.journal.Asked.finish;
import static dev.executionworkers.adapter.out.journal.Asked.provision;
import static dev.executionworkers.adapter.out.journal.Asked.rotate;
import static org.assertj.core.api.Assertions.assertThat;

import dev.executionworkers.domain.command.ExecutionId;
import dev.executionworkers.domain.command.Secret;
import dev.executionworkers.domain.outcome.DomainError;
import dev.executionworkers.domain.outcome.Failure;
import dev.executionworkers.domain.outcome.Outcome;
import dev.executionworkers.domain.outcome.Peer;
import dev.executionworkers.domain.outcome.Problem;
import dev.executionworkers.port.out.Journal;
import dev.executionworkers.port.out.Journal.Aftercare;
import dev.executionworkers.port.out.Journal.Claim.Begun;
import dev.executionworkers.port.out.Journal.Intent;
import dev.executionworkers.port.out.Journal.Unfinished;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A backup that takes the journal's place knows that it is behind the world. */
class SqliteRestoreTest {
  private static final Secret TOKEN = Secret.of("hunter2");
  private static final Outcome REFUSED =
      new Outcome.Failed(
          new Failure.Refused(
              new DomainError(Peer.SECRET_BINDINGS, Problem.REJECTED, 422, "as given")));

  @TempDir Path live;
  @TempDir Path restored;

  private static Begun beginAndSet(SqliteJournal journal, Intent intent) {
    Begun begun = begin(journal, intent);
    journal.record(begun.lease(), Journal.POINT_OF_NO_RETURN, "");
    journal.seal(begun.lease(), "choose-token", TOKEN);
    journal.record(begun.lease(), "set-token", "");
    return begun;
  }

  private void backUp() {
    SqliteJournal.backup(live, restored.resolve("journal.db"));
  }

  /** The token in the copy may have been replaced since, and its generation outlived. */
  @Test
  void aRotationThatWasPendingBeginsAnewAndMustBeFinished() {
    Begun old;
    Begun later;
    try (SqliteJournal journal = SqliteJournals.open(live)) {
      Intent intent = rotate("ci", "robot");
      old = beginAndSet(journal, intent);
      backUp();
      finish(journal, old, intent, SUCCESS);
      Intent next = rotate("other", "robot");
      later = begin(journal, next);
      finish(journal, later, next, SUCCESS);
    }

    try (SqliteJournal journal = SqliteJournals.open(restored)) {
      Begun again = begin(journal, rotate("ci", "robot"));

      assertThat(again.lease().execution()).isNotEqualTo(old.lease().execution());
      assertThat(again.idempotencyKey()).isNotEqualTo(old.idempotencyKey());
      assertThat(again.generation()).isGreaterThan(later.generation());
      assertThat(journal.unseal(again.lease(), "choose-token")).isEmpty();
      assertThat(journal.recall(again.lease(), "set-token")).isEmpty();
      assertThat(journal.recall(again.lease(), Journal.POINT_OF_NO_RETURN)).isPresent();
      assertThat(journal.find(again.lease().execution())).isPresent();
    }
  }

  @Test
  void itBeginsAnewOnceAndNotAtEachStart() {
    try (SqliteJournal journal = SqliteJournals.open(live)) {
      begin(journal, rotate("ci", "robot"));
      backUp();
    }
    ExecutionId first;
    try (SqliteJournal journal = SqliteJournals.open(restored)) {
      Begun begun = begin(journal, rotate("ci", "robot"));
      first = begun.lease().execution();
      journal.seal(begun.lease(), "choose-token", TOKEN);
    }

    try (SqliteJournal journal = SqliteJournals.open(restored)) {
      Begun begun = begin(journal, rotate("ci", "robot"));
      assertThat(begun.lease().execution()).isEqualTo(first);
      assertThat(journal.unseal(begun.lease(), "choose-token")).contains(TOKEN);
    }
  }

  /** It has ended, and whoever looks after it would hand its token on after all. */
  @Test
  void aRotationThatMadeWayIsTakenUpAgainWithAnotherToken() {
    Begun old;
    try (SqliteJournal journal = SqliteJournals.open(live)) {
      Intent intent = rotate("ci", "robot");
      old = beginAndSet(journal, intent);
      journal.finish(old.lease(), ending(old, intent, REFUSED, Optional.of(Instant.now())));
      backUp();
    }

    try (SqliteJournal journal = SqliteJournals.open(restored)) {
      Instant now = Instant.now();
      Unfinished left = journal.due(now, 10).getFirst();
      assertThat(left.execution()).isNotEqualTo(old.lease().execution());
      Aftercare care = journal.lookAfter(left.execution(), now).orElseThrow();
      assertThat(care.outcome()).isEqualTo(REFUSED);
      assertThat(care.newest()).isTrue();
      Begun again = care.begun();
      assertThat(again.idempotencyKey()).isNotEqualTo(old.idempotencyKey());
      assertThat(again.generation()).isGreaterThan(old.generation());
      assertThat(again.effectInDoubt()).isTrue();
      assertThat(journal.unseal(again.lease(), "choose-token")).isEmpty();
      assertThat(journal.recall(again.lease(), "set-token")).isEmpty();
      assertThat(journal.recall(again.lease(), Journal.POINT_OF_NO_RETURN)).isPresent();
    }
  }

  @Test
  void aTokenThatWasToBeProvedOnceMoreIsProvedAtOnce() {
    Begun old;
    Instant due = Instant.now().plus(Duration.ofHours(1));
    try (SqliteJournal journal = SqliteJournals.open(live)) {
      Intent intent = rotate("ci", "robot");
      old = begin(journal, intent);
      journal.seal(old.lease(), "choose-token", TOKEN);
      journal.finish(old.lease(), ending(old, intent, SUCCESS, Optional.of(due)));
      backUp();
    }

    try (SqliteJournal journal = SqliteJournals.open(restored)) {
      Aftercare care = journal.lookAfter(old.lease().execution(), Instant.now()).orElseThrow();
      assertThat(care.begun().generation()).isGreaterThan(old.generation());
      assertThat(journal.unseal(care.begun().lease(), "choose-token")).contains(TOKEN);
    }
  }

  @Test
  void anythingElseGoesOnUnderItsOwnKey() {
    Begun old;
    try (SqliteJournal journal = SqliteJournals.open(live)) {
      old = begin(journal, provision("e1"));
      backUp();
    }

    try (SqliteJournal journal = SqliteJournals.open(restored)) {
      assertThat(journal.orphans(10))
          .extracting(Unfinished::execution)
          .containsExactly(old.lease().execution());
      assertThat(begin(journal, provision("e1")).idempotencyKey()).isEqualTo(old.idempotencyKey());
    }
  }
}
