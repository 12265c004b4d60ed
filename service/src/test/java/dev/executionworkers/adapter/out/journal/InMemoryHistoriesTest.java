package dev.executionworkers.adapter.out.journal;

import dev.executionworkers.port.out.History;
import dev.executionworkers.port.out.Journal;
import dev.executionworkers.port.out.Journal.Lease;
import dev.executionworkers.port.out.JournalHistories;
import dev.executionworkers.port.out.Ledger;
import java.time.InstantSource;
import java.util.Collection;
import java.util.OptionalLong;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.state.ActionChain;

class InMemoryHistoriesTest extends JournalHistories {

  @Property(tries = 200)
  void keepsItsPromisesOverAnyHistory(@ForAll("histories") ActionChain<History> history) {
    keepsItsPromises(history);
  }

  @Override
  protected Subject start(InstantSource clock) {
    InMemoryJournal journal = new InMemoryJournal(clock);
    return new Subject() {
      @Override
      public Journal journal() {
        return journal;
      }

      @Override
      public Ledger ledger() {
        return journal.ledger();
      }

      // It would die with its process; what it holds is let go instead.
      @Override
      public void crash(Collection<Lease> held) {
        held.forEach(journal::release);
      }

      @Override
      public OptionalLong secretsKept() {
        return OptionalLong.empty();
      }

      @Override
      public void close() {
        journal.close();
      }
    };
  }
}
