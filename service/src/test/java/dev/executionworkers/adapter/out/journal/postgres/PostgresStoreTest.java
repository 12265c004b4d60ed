package dev.executionworkers.adapter.out.journal.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.executionworkers.adapter.out.journal.StoreContract;
import dev.executionworkers.adapter.out.journal.Throughput;
import java.time.InstantSource;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PostgresStoreTest extends StoreContract {

  @Override
  protected Store openEmpty() {
    TestDatabase.openEmpty().close();
    return reopen(InstantSource.system());
  }

  @Override
  protected Store reopen(InstantSource clock) {
    PostgresConfig config = TestDatabase.config(TestDatabase.port());
    PostgresJournal journal =
        TestDatabase.open(
            new PostgresConfig(
                config.url(),
                config.connections(),
                config.retention(),
                config.keys(),
                clock,
                Optional.of(StoreContract::stored)));
    return new Store(journal, journal);
  }

  @Override
  protected long rows(String table) {
    return TestDatabase.number("SELECT count(*) FROM " + table);
  }

  /** Printed to be read: what it comes to depends on the machine. */
  @Test
  void printsItsThroughput() throws InterruptedException {
    try (PostgresJournal journal = TestDatabase.openEmpty()) {
      Throughput.print("PostgreSQL", journal);
      assertThat(journal.writable()).isTrue();
    }
  }
}
