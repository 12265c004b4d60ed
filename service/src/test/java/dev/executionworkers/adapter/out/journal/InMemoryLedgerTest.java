package dev.executionworkers.adapter.out.journal;

import dev.executionworkers.port.out.Journal;
import dev.executionworkers.port.out.Ledger;
import dev.executionworkers.port.out.LedgerContract;

class InMemoryLedgerTest extends LedgerContract {

  @Override
  protected Journal open() {
    return new InMemoryJournal();
  }

  @Override
  protected Ledger ledgerOf(Journal journal) {
    return ((InMemoryJournal) journal).ledger();
  }
}
