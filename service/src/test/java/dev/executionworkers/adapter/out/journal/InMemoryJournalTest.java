package dev.executionworkers.adapter.out.journal;

import dev.executionworkers.port.out.Journal;
import dev.executionworkers.port.out.JournalContract;

class InMemoryJournalTest extends JournalContract {

  @Override
  protected Journal open() {
    return new InMemoryJournal();
  }
}
