package dev.executionworkers.adapter.out.journal.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.executionworkers.adapter.out.journal.Asked;
import dev.executionworkers.adapter.out.journal.sql.OutboxTable;
import dev.executionworkers.adapter.out.journal.sql.Pruning;
import dev.executionworkers.adapter.out.journal.sql.Session;
import dev.executionworkers.domain.command.ExecutionId;
import dev.executionworkers.domain.command.OperationName;
import dev.executionworkers.port.out.DomainEvent;
import dev.executionworkers.port.out.Journal.Claim.Begun;
import dev.executionworkers.port.out.Journal.Intent;
import dev.executionworkers.port.out.JournalUnavailableException;
import dev.executionworkers.port.out.LeaseLostException;
import dev.executionworkers.port.out.Outbox;
import dev.executionworkers.port.out.Outbox.Backlog;
import dev.executionworkers.port.out.OutboxContract;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SqliteOutboxTest extends OutboxContract {
  @TempDir Path folder;
  private SqliteJournal journal;

  @BeforeEach
  void open() {
    journal = SqliteJournals.openWithOutbox(folder);
  }

  @AfterEach
  void close() {
    journal.close();
  }

  @Override
  protected Outbox outbox() {
    return journal.outbox();
  }

  @Override
  protected void record(DomainEvent event) {
    Asked.conclude(journal, event);
  }

  private static DomainEvent event(String id) {
    return new DomainEvent(
        new ExecutionId(id),
        OperationName.PROVISION_SECRETS,
        "e1",
        Instant.now(),
        Optional.empty());
  }

  @Test
  void whatIsNotDeliveredIsThereAfterARestart() {
    record(event("a"));
    record(event("b"));
    outbox()
        .putOff(
            outbox().due(Instant.now(), 1).getFirst().number(), Instant.now(), Optional.empty());

    close();
    open();

    assertThat(outbox().due(Instant.now(), 10)).map(Outbox.Waiting::id).containsExactly("a", "b");
    assertThat(outbox().due(Instant.now(), 10)).map(Outbox.Waiting::attempts).containsExactly(1, 0);
  }

  @Test
  void anOutcomeThatIsNotRecordedHasNoEvent() {
    Intent intent = Asked.provision("e1");
    Begun begun = Asked.begin(journal, intent);
    Asked.finish(journal, begun, intent, Asked.SUCCESS);

    assertThatThrownBy(() -> Asked.finish(journal, begun, intent, Asked.SUCCESS))
        .isInstanceOf(LeaseLostException.class);

    assertThat(outbox().backlog(Instant.now()).waiting()).isEqualTo(1);
  }

  @Test
  void withoutASinkNoEventIsKept() {
    close();
    journal = SqliteJournals.open(folder);

    record(event("a"));

    assertThat(outbox().backlog(Instant.now())).isEqualTo(Backlog.NONE);
  }

  @Test
  void whatIsParkedIsForgottenAfterTheRetentionAndWhatWaitsNever() throws SQLException {
    record(event("a"));
    record(event("b"));
    Instant now = Instant.now();
    outbox().park(outbox().due(now, 1).getFirst().number(), now);
    close();

    try (Session session = Database.in(folder).open()) {
      Pruning pruning = new Pruning(Duration.ofDays(7));
      pruning.next(session, now.plus(Duration.ofDays(7)));
      assertThat(OutboxTable.backlog(session, now).parked()).isEqualTo(1);
      pruning.next(session, now.plus(Duration.ofDays(7)).plusMillis(1));
      assertThat(OutboxTable.backlog(session, now).parked()).isZero();
      assertThat(OutboxTable.backlog(session, now).waiting()).isEqualTo(1);
    }
  }

  @Test
  void isAwayWhenTheJournalIs() {
    Outbox outbox = outbox();
    close();

    assertThatThrownBy(() -> outbox.due(Instant.now(), 1))
        .isInstanceOf(JournalUnavailableException.class);
    assertThatThrownBy(() -> outbox.backlog(Instant.now()))
        .isInstanceOf(JournalUnavailableException.class);
  }
}
