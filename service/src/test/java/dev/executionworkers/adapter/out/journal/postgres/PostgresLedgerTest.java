package dev.executionworkers.adapter.out.journal.postgres;

import dev.executionworkers.port.out.Journal;
import dev.executionworkers.port.out.Ledger;
import dev.executionworkers.port.out.LedgerContract;

class PostgresLedgerTest extends LedgerContract {

  @Override
  protected Journal open() {
    return TestDatabase.openEmpty();
  }

  @Override
  protected Ledger ledgerOf(Journal journal) {
    return (PostgresJournal) journal;
  }
}
