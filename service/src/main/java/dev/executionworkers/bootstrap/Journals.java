package dev.executionworkers.bootstrap;

import dev.executionworkers.adapter.out.journal.sqlite.SqliteConfig;
import dev.executionworkers.adapter.out.journal.sqlite.SqliteJournal;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Consumer;

/** Opens the journal that the settings name. */
final class Journals {
  private Journals() {}

  /**
   * Opens it.
   *
   * @param onFatal told once when it has failed and the process must end
   * @throws dev.executionworkers.adapter.out.journal.JournalStartException when it cannot be used
   */
  static SqliteJournal open(
      Settings.Storage storage, InstantSource clock, Consumer<Throwable> onFatal) {
    return SqliteJournal.open(
        new SqliteConfig(
            storage.dataDir(),
            storage.retention(),
            storage.keys(),
            clock,
            Optional.empty(),
            onFatal));
  }
}
