package dev.executionworkers.adapter.out.journal.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.executionworkers.adapter.out.journal.MigrationContract;
import dev.executionworkers.adapter.out.journal.StoreContract.Store;
import dev.executionworkers.adapter.out.journal.sql.Schema;
import java.sql.Connection;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;

class PostgresMigrationTest extends MigrationContract {
  private String database = "";

  @Override
  protected DataSource empty(int version) {
    database = "left_by_version_" + version;
    TestDatabase.update("DROP DATABASE IF EXISTS " + database);
    TestDatabase.update("CREATE DATABASE " + database);
    PGSimpleDataSource source = new PGSimpleDataSource();
    source.setUrl("jdbc:postgresql://127.0.0.1:" + TestDatabase.port() + "/" + database);
    source.setUser("postgres");
    source.setPassword("postgres");
    return source;
  }

  @Override
  protected Schema.Dialect dialect() {
    return Schema.Dialect.POSTGRESQL;
  }

  @Override
  protected Store open() {
    PostgresJournal journal =
        TestDatabase.open(
            new PostgresConfig(
                TestDatabase.url(TestDatabase.port(), database),
                2,
                Duration.ofDays(7),
                KEYS,
                CLOCK,
                Optional.empty()));
    return new Store(journal, journal);
  }

  /** The server ends those that do for long, and with them the start. */
  @Test
  void noTransactionIsLeftOpenWhileAMigrationTakesItsTime() throws Exception {
    DataSource source = empty(1);
    Schema.migrate(source, dialect(), 1);
    try (var opening = Executors.newVirtualThreadPerTaskExecutor();
        Connection reader = source.getConnection()) {
      reader.setAutoCommit(false);
      reader.createStatement().execute("LOCK TABLE execution IN ACCESS SHARE MODE");
      Future<Store> opened = opening.submit(this::open);
      while (sessions("wait_event_type = 'Lock'") == 0 && !opened.isDone()) {
        Thread.onSpinWait();
      }

      long left = sessions("state = 'idle in transaction' AND query LIKE 'SELECT version FROM %'");

      reader.rollback();
      opened.get().journal().close();
      assertThat(left).isZero();
    }
  }

  private long sessions(String which) {
    return TestDatabase.number(
        "SELECT count(*) FROM pg_stat_activity WHERE datname = '" + database + "' AND " + which);
  }
}
