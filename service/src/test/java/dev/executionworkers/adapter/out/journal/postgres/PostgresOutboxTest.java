package dev.executionworkers.adapter.out.journal.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.executionworkers.adapter.out.journal.Asked;
import dev.executionworkers.bootstrap.Patience;
import dev.executionworkers.port.out.DomainEvent;
import dev.executionworkers.port.out.Outbox;
import dev.executionworkers.port.out.OutboxContract;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PostgresOutboxTest extends OutboxContract {
  private PostgresJournal journal;

  @BeforeEach
  void open() {
    journal = TestDatabase.openEmptyWithOutbox();
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

  @Test
  void onlyOneReplicaPublishesUntilItEnds() {
    try (PostgresJournal other = TestDatabase.openWithOutbox()) {
      assertThat(outbox().mayPublish()).isTrue();
      assertThat(other.outbox().mayPublish()).isFalse();

      journal.close();

      assertThat(outbox().mayPublish()).isFalse();
      assertThat(other.outbox().mayPublish()).isTrue();
    }
  }

  @Test
  void whoLosesItsConnectionLosesTheRightAndMayGetItAgain() {
    try (PostgresJournal other = TestDatabase.openWithOutbox()) {
      assertThat(outbox().mayPublish()).isTrue();

      endTheSessionsThatHoldALock();

      assertThat(outbox().mayPublish()).isFalse();
      assertThat(other.outbox().mayPublish()).isTrue();
      assertThat(outbox().mayPublish()).isFalse();
      endTheSessionsThatHoldALock();
      assertThat(outbox().mayPublish()).isTrue();
    }
  }

  @Test
  void theServerTakesTheRightFromWhoIsSilent() {
    try (Connections connections =
            Connections.open(TestDatabase.config(TestDatabase.port()), _ -> {});
        PublisherLock silent = new PublisherLock(connections, Duration.ofMillis(100))) {
      // A test that is held up is silent as well, perhaps before it has the right.
      Patience.until(silent::isMine);

      Patience.until(outbox()::mayPublish);
      assertThat(silent.isMine()).isFalse();
    }
  }

  private static void endTheSessionsThatHoldALock() {
    TestDatabase.number(
        "SELECT count(pg_terminate_backend(pid, 5000)) FROM pg_locks WHERE locktype = 'advisory'");
  }
}
