package dev.executionworkers.adapter.out.journal.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.executionworkers.adapter.out.journal.Asked;
import dev.executionworkers.port.out.DomainEvent;
import dev.executionworkers.port.out.Outbox;
import dev.executionworkers.port.out.OutboxContract;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PostgresOutboxTest extends OutboxContract {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

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
      assertBecomesTrue(silent::isMine);

      assertBecomesTrue(outbox()::mayPublish);
      assertThat(silent.isMine()).isFalse();
    }
  }

  private static void assertBecomesTrue(BooleanSupplier condition) {
    long givenUpAt = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.getAsBoolean() && System.nanoTime() < givenUpAt) {
      Thread.onSpinWait();
    }
    assertThat(condition.getAsBoolean()).isTrue();
  }

  private static void endTheSessionsThatHoldALock() {
    TestDatabase.number(
        "SELECT count(pg_terminate_backend(pid, 5000)) FROM pg_locks WHERE locktype = 'advisory'");
  }
}
