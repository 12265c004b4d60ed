package dev.executionworkers.adapter.out.journal.postgres;

import dev.executionworkers.port.out.Journal;
import dev.executionworkers.port.out.JournalContract;

class PostgresJournalTest extends JournalContract {

  @Override
  protected Journal open() {
    return TestDatabase.openEmpty();
  }
}
