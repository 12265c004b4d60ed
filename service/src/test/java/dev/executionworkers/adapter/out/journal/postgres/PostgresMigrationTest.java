package dev.executionworkers.adapter.out.journal.postgres;

import dev.executionworkers.adapter.out.journal.MigrationContract;
import dev.executionworkers.adapter.out.journal.StoreContract.Store;
import dev.executionworkers.adapter.out.journal.sql.Schema;
import java.time.Duration;
import java.util.Optional;
import javax.sql.DataSource;
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
}
