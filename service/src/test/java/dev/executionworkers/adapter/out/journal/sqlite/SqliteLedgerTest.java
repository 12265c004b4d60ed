package dev.executionworkers.adapter.out.journal.sqlite;

import dev.executionworkers.port.out.Journal;
import dev.executionworkers.port.out.Ledger;
import dev.executionworkers.port.out.LedgerContract;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

class SqliteLedgerTest extends LedgerContract {
  @TempDir Path folder;

  @Override
  protected Journal open() {
    return SqliteJournals.open(folder);
  }

  @Override
  protected Ledger ledgerOf(Journal journal) {
    return (SqliteJournal) journal;
  }
}
