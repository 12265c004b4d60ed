package dev.executionworkers.adapter.out.journal.sqlite;

import dev.executionworkers.adapter.out.journal.MigrationContract;
import dev.executionworkers.adapter.out.journal.StoreContract.Store;
import dev.executionworkers.adapter.out.journal.sql.Schema;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import javax.sql.DataSource;
import org.junit.jupiter.api.io.TempDir;

class SqliteMigrationTest extends MigrationContract {
  @TempDir Path folder;

  @Override
  protected DataSource empty(int version) {
    return Database.in(folder).connections();
  }

  @Override
  protected Schema.Dialect dialect() {
    return Schema.Dialect.SQLITE;
  }

  @Override
  protected Store open() {
    SqliteJournal journal =
        SqliteJournals.open(
            new SqliteConfig(
                folder, Duration.ofDays(7), Optional.of(KEYS), CLOCK, Optional.empty(), _ -> {}));
    return new Store(journal, journal);
  }
}
