package dev.executionworkers.bootstrap;

import dev.executionworkers.adapter.out.journal.postgres.DatabaseUrl;
import dev.executionworkers.adapter.out.journal.postgres.PostgresConfig;
import dev.executionworkers.adapter.out.journal.postgres.PostgresJournal;
import dev.executionworkers.adapter.out.journal.sqlite.SqliteConfig;
import dev.executionworkers.adapter.out.journal.sqlite.SqliteJournal;
import dev.executionworkers.port.out.Journal;
import dev.executionworkers.port.out.Ledger;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The journal that the settings name, and how it is read.
 *
 * @param ledger the same journal, as an operator reads it
 */
record Journals(Journal journal, Ledger ledger) {

  /**
   * Opens it.
   *
   * @param onFatal told once when it has failed and the process must end
   * @throws dev.executionworkers.adapter.out.journal.JournalStartException when it cannot be used
   */
  static Journals open(Settings.Storage storage, InstantSource clock, Consumer<Throwable> onFatal) {
    return storage
        .database()
        .map(database -> shared(database, storage, clock))
        .orElseGet(() -> embedded(storage, clock, onFatal));
  }

  private static Journals shared(
      DatabaseUrl database, Settings.Storage storage, InstantSource clock) {
    PostgresJournal journal =
        PostgresJournal.open(
            new PostgresConfig(
                database,
                PostgresConfig.DEFAULT_CONNECTIONS,
                storage.retention(),
                storage.keys().orElseThrow(),
                clock,
                Optional.empty()));
    return new Journals(journal, journal);
  }

  private static Journals embedded(
      Settings.Storage storage, InstantSource clock, Consumer<Throwable> onFatal) {
    SqliteJournal journal =
        SqliteJournal.open(
            new SqliteConfig(
                storage.dataDir(),
                storage.retention(),
                storage.keys(),
                clock,
                Optional.empty(),
                onFatal));
    return new Journals(journal, journal);
  }
}
