package dev.executionworkers.adapter.out.journal.sqlite;

import dev.executionworkers.port.out.Journal;
import dev.executionworkers.port.out.JournalContract;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

class SqliteJournalTest extends JournalContract {
  @TempDir Path folder;

  @Override
  protected Journal open() {
    return SqliteJournals.open(folder);
  }
}
